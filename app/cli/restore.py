"""``imrf restore``: the database as a copy of it was taken."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.configured import settings_now
from app.cli.options import Json
from app.cli.output import write_json
from app.cli.tables import write_lines
from app.cli.verbs import new_verb
from app.store import bring_back

verb = new_verb()


@verb.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Made by `imrf backup`.")],
    json: Json = False,
) -> None:
    """Make the copy in FILE the database; there must be none where it goes.

    What an older release wrote is brought to this one when it is next opened.
    """
    url = settings_now().database_url
    bring_back(url, file)
    if json:
        write_json({"database": url, "file": str(file)})
    else:
        write_lines([f"The database is as {file} holds it."])

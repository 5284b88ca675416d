"""``imrf backup``: a whole copy of the database, taken while it is served."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.configured import settings_now
from app.cli.options import Json
from app.cli.output import write_json
from app.cli.tables import write_lines
from app.cli.verbs import new_verb
from app.store import copy

verb = new_verb()


@verb.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, for the copy.")],
    json: Json = False,
) -> None:
    """Copy the database to FILE, as it stands; it may be served and written to meanwhile."""
    copy(settings_now().database_url, file)
    size = file.stat().st_size
    if json:
        write_json({"file": str(file), "bytes": size})
    else:
        write_lines([f"{file} holds the database, {size:,} bytes."])

"""``imrf replay``: what was said of the seed plan later, day by day."""

from datetime import date
from typing import Annotated

import typer

from app.cli.options import Json, day
from app.cli.output import write_json
from app.cli.seeding import SEED, enter_history
from app.cli.shapes import revision_shape
from app.cli.stored import database
from app.cli.tables import counted, write_lines
from app.cli.verbs import new_verb

verb = new_verb()


@verb.command()
def replay(
    until: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Up to and with this day.")
    ] = None,
    json: Json = False,
) -> None:
    """Enter what was said of the seed plan after 5 May 2021, each day as one revision.

    What was entered before is not entered again.
    """
    with database() as opened:
        entered = enter_history(opened, until)
    if json:
        write_json({"plan": SEED, "revisions": [revision_shape(each) for each in entered]})
    elif not entered:
        write_lines([f"{SEED}: nothing more was said."])
    else:
        last = entered[-1]
        numbers = f"revision {entered[0].number} to {last.number}"
        days = counted(len(entered), "day")
        write_lines([f"{SEED}: {days} of history entered, {numbers}, up to {last.data_date}."])

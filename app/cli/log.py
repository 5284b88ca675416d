"""``imrf log``: who changed a plan, when, with which key, and what was there before and after."""

import json as written
from datetime import datetime
from typing import Annotated

import typer

from app.cli.options import Json, PlanCode
from app.cli.output import write_json
from app.cli.shapes import Shape
from app.cli.stored import database
from app.cli.tables import write_lines, write_table
from app.cli.verbs import new_verb
from app.plan.limits import LAST_NUMBER
from app.usecases.logged import Logged, entry_of, logged

verb = new_verb()

HEADINGS = (">revision", "recorded", "by", ">key", "kind", "~wrote", "~reason")
PARTS = (("after", "rows"), ("updates", "updates"), ("publications", "told"))


@verb.command()
def log(
    plan: PlanCode,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="N", min=1, max=LAST_NUMBER, help="One revision, with all that it wrote."
        ),
    ] = None,
    since: Annotated[
        int, typer.Option(min=1, max=LAST_NUMBER, metavar="N", help="From it on.")
    ] = 1,
    json: Json = False,
) -> None:
    """Show the log as it was written, chained by digests; imrf verify says whether it is whole."""
    with database() as opened, opened.read() as store:
        found = (entry_of(store, plan, number),) if number else logged(store, plan, since=since)
    if json:
        write_json({"plan": plan, "entries": [_shape(each) for each in found]})
    elif number:
        _tell(found[0])
    else:
        write_table(HEADINGS, [_row(each) for each in found])


def _tell(entry: Logged) -> None:
    write_lines(
        [
            f"digest {entry.digest}",
            f"after  {entry.previous}",
            written.dumps(entry.said, indent=1, ensure_ascii=False),
        ]
    )


def _shape(entry: Logged) -> Shape:
    return {"entry": dict(entry.said), "previous": entry.previous, "digest": entry.digest}


def _row(entry: Logged) -> tuple[object, ...]:
    said = entry.said
    counted = ((entry.counted(part), word) for part, word in PARTS)
    return (
        entry.revision,
        datetime.fromisoformat(said["recorded_at"]),
        " for ".join(filter(None, (said["author"], said["agency"]))),
        said["key"],
        said["kind"],
        ", ".join(f"{count} {word}" for count, word in counted if count),
        said["reason"],
    )

"""``imrf diff``: what one revision of a plan holds otherwise than another."""

from typing import Annotated

import typer

from app.cli.comparisons import difference_lines, difference_shape
from app.cli.options import Json, PlanCode
from app.cli.output import write_json
from app.cli.stored import database
from app.cli.tables import write_lines
from app.cli.verbs import new_verb
from app.plan.limits import LAST_NUMBER
from app.usecases.difference import difference
from app.usecases.reading import find

verb = new_verb()

Number = Annotated[
    int, typer.Argument(metavar="N", min=1, max=LAST_NUMBER, help="The revision before.")
]
After = Annotated[
    int | None,
    typer.Argument(
        metavar="M", min=1, max=LAST_NUMBER, help="The revision after; the newest if left out."
    ),
]


@verb.command()
def diff(plan: PlanCode, before: Number, after: After = None, json: Json = False) -> None:
    """What a plan holds otherwise at revision M than at revision N, key by key."""
    with database() as opened, opened.read() as store:
        number = after or find(store, plan).revision.number
        found = difference(store, plan, before, number)
    if json:
        shapes = [difference_shape(each) for each in found.differences]
        write_json({"plan": plan, "before": before, "after": number, "differences": shapes})
        return
    was, now = found.before, found.after
    days = f"revision {was.number} ({was.data_date}) and revision {now.number} ({now.data_date})"
    lines = list(difference_lines(found.differences))
    write_lines([f"{plan}: between {days}", *(lines or ["  nothing differs"])])

"""``imrf revision``: who changed a plan once, when and why, and key by key what changed."""

from typing import Annotated

import typer

from app.cli.comparisons import difference_lines, difference_shape
from app.cli.options import Json, PlanCode
from app.cli.output import write_json
from app.cli.shapes import revision_shape
from app.cli.stored import database
from app.cli.tables import shown, write_lines
from app.cli.verbs import new_verb
from app.plan.limits import LAST_NUMBER
from app.usecases.difference import Recorded, recorded_in

verb = new_verb()


@verb.command()
def revision(
    plan: PlanCode,
    number: Annotated[
        int, typer.Argument(metavar="N", min=1, max=LAST_NUMBER, help="The revision.")
    ],
    json: Json = False,
) -> None:
    """One accepted change to a plan: who, when, why, what was said, and what differs since."""
    with database() as opened, opened.read() as store:
        found = recorded_in(store, plan, number)
    if json:
        shapes = [difference_shape(each) for each in found.differences]
        write_json({"plan": plan, "recorded": revision_shape(found.revision), "changes": shapes})
    else:
        _tell(plan, found)


def _tell(plan: str, found: Recorded) -> None:
    made = found.revision
    by = f"{made.author} for {made.agency}" if made.agency else made.author
    lines = [
        f"{plan}: revision {made.number}, {made.kind}, data date {made.data_date}",
        f"by {by} ({made.role}), recorded {shown(made.recorded_at)}",
    ]
    if made.reason:
        lines.append(f"why: {made.reason}")
    for each in found.updates:
        said = each.update
        who = f" for {said.on_behalf_of}" if said.on_behalf_of else ""
        words = " ".join((said.note or said.source).split())
        lines.append(f"update {each.id}{who}, {said.milestone}: {words}".rstrip(": "))
    differences = list(difference_lines(found.differences))
    write_lines([*lines, "", *(differences or ["  nothing differs"])])

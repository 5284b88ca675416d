"""``imrf owed``: what an agency is to report on now."""

from typing import Annotated

import typer

from app.cli.groups import State, spread
from app.cli.options import Json, PlanCode
from app.cli.output import write_json
from app.cli.shapes import Shape, spoken_of
from app.cli.stored import as_of, database, planned_reading
from app.cli.tables import write_lines, write_table
from app.cli.verbs import new_verb
from app.usecases.owed import DUE_DAYS, LONGEST, SILENT_DAYS, Owing
from app.usecases.owed import owed as what_is_owed

verb = new_verb()

HEADINGS = ("code", "~title", "due on", "state", "last word", ">silent for")


@verb.command()
@spread
def owed(
    plan: PlanCode,
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="An owner or contributor.")],
    state: State,
    due: Annotated[
        int, typer.Option(min=0, max=LONGEST, metavar="DAYS", help="Due within so many days.")
    ] = DUE_DAYS,
    silence: Annotated[
        int, typer.Option(min=0, max=LONGEST, metavar="DAYS", help="No word for so many days.")
    ] = SILENT_DAYS,
    json: Json = False,
) -> None:
    """What of an agency's is overdue, due soon, or of which nothing was heard for long."""
    with database() as opened, opened.read() as store:
        found = what_is_owed(store, plan, agency, as_of(state), due_days=due, silence_days=silence)
    if json:
        write_json(
            {
                **spoken_of(planned_reading(found.reading)),
                "agency": agency,
                "due_days": due,
                "silence_days": silence,
                "milestones": [_shape(each) for each in found.milestones],
            }
        )
        return
    number, seen = found.reading.revision.number, found.reading.data_date
    write_lines([f"{agency} owes {plan} (revision {number}, as of {seen}):"])
    if found.milestones:
        write_table(HEADINGS, [_row(each) for each in found.milestones])
    else:
        write_lines(["nothing now."])


def _shape(owing: Owing) -> Shape:
    return {
        "code": owing.milestone.code,
        "title": owing.milestone.title,
        "certainty": owing.milestone.certainty.value,
        "contributes": owing.contributes,
        "due_on": owing.due_on,
        "due": owing.due,
        "overdue": owing.overdue,
        "last_word": owing.last_word,
        "silent_days": owing.silent_days,
        "silent": owing.silent,
        "forecast": owing.standing.dates.finish,
    }


def _row(owing: Owing) -> tuple[object, ...]:
    said = (("overdue", owing.overdue), ("due", owing.due), ("silent", owing.silent))
    state = ", ".join(word for word, holds in said if holds)
    milestone = owing.milestone
    return (
        milestone.code,
        milestone.title,
        owing.due_on,
        state,
        owing.last_word,
        f"{owing.silent_days} days",
    )

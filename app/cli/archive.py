"""``imrf archive``: a plan is put away, or taken back into use."""

from typing import Annotated

import typer

from app.cli.options import OPERATOR, By, Json, PlanCode, Preview, Reason
from app.cli.output import write_json
from app.cli.stored import database, planner
from app.cli.tables import write_lines
from app.cli.verbs import new_verb
from app.clock import now
from app.usecases.archiving import archive as put_away

verb = new_verb()


@verb.command()
def archive(
    plan: PlanCode,
    restore: Annotated[
        bool, typer.Option("--restore", help="Take it back into use instead.")
    ] = False,
    reason: Reason = "",
    by: By = OPERATOR,
    preview: Preview = False,
    json: Json = False,
) -> None:
    """Put a plan away: it is listed no more and does not change; reads and feeds go on."""
    with database() as opened, opened.write() as store:
        reading = put_away(
            store, plan, planner(by), now(), restore=restore, reason=reason, preview=preview
        )
    number, state = reading.revision.number, "in use" if restore else "archived"
    if json:
        write_json({"plan": plan, "revision": number, "state": state, "kept": not preview})
    else:
        write_lines([f"{plan} {'would be' if preview else 'is'} {state}: revision {number}."])

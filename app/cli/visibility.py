"""``imrf visibility``: a plan is shown to everybody, or only to who holds a key."""

from typing import Annotated

import typer

from app.cli.options import OPERATOR, By, Json, PlanCode, Reason
from app.cli.output import write_json
from app.cli.stored import database, planner
from app.cli.tables import write_lines
from app.cli.verbs import new_verb
from app.clock import now
from app.usecases.visibility import show

verb = new_verb()


@verb.command()
def visibility(
    plan: PlanCode,
    private: Annotated[
        bool, typer.Option("--private/--public", help="To who holds a key only, or to everybody.")
    ],
    reason: Reason = "",
    by: By = OPERATOR,
    json: Json = False,
) -> None:
    """Say who sees a plan: without a key a private one is not there, nor are its public feeds."""
    with database() as opened, opened.write() as store:
        reading = show(store, plan, planner(by), now(), private=private, reason=reason)
    number = reading.revision.number
    if json:
        write_json({"plan": plan, "revision": number, "private": private})
    else:
        write_lines([f"{plan} is {'private' if private else 'public'}: revision {number}."])

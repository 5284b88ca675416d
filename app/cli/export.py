"""``imrf export``: a stored plan as a plan document."""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from app.cli.groups import State, spread
from app.cli.options import PlanCode
from app.cli.stored import planned_of
from app.cli.verbs import new_verb
from app.documents import Format, write_plan

verb = new_verb()


@verb.command()
@spread
def export(
    plan: PlanCode,
    state: State,
    format: Annotated[
        Format, typer.Option(metavar="toml|json", help="How it is written.")
    ] = "toml",
) -> None:
    """Write a stored plan as a plan document, as it stands or stood."""
    planned = planned_of(plan, state)
    sys.stdout.write(write_plan(replace(planned.plan, data_date=planned.data_date), format))
    sys.stdout.flush()

"""``imrf export``: a stored plan as a plan document."""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from app.cli.options import DataDate, KnownOn, PlanCode, RevisionNumber
from app.cli.stored import planned_of
from app.cli.verbs import new_verb
from app.documents import Format, write_plan

verb = new_verb()


@verb.command()
def export(
    plan: PlanCode,
    format: Annotated[
        Format, typer.Option(metavar="toml|json", help="How it is written.")
    ] = "toml",
    revision: RevisionNumber = None,
    known_on: KnownOn = None,
    data_date: DataDate = None,
) -> None:
    """Write a stored plan as a plan document, as it stands or stood."""
    planned = planned_of(plan, revision=revision, known_on=known_on, data_date=data_date)
    sys.stdout.write(write_plan(replace(planned.plan, data_date=planned.data_date), format))
    sys.stdout.flush()

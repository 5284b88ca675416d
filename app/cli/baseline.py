"""``imrf baseline``: dates that are approved, named and frozen for good."""

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.groups import State, spread
from app.cli.listing import Every, Listing
from app.cli.options import OPERATOR, By, Json, NewName, PlanCode, Preview, Reason, Targets, line
from app.cli.output import write_json
from app.cli.shapes import Shape
from app.cli.stored import as_of, database, planner
from app.cli.tables import counted, write_lines, write_table
from app.cli.variances import slippage_shape, tell_slippage
from app.cli.verbs import new_verb
from app.clock import now
from app.plan import Baseline
from app.usecases.baselines import baseline as baseline_of
from app.usecases.baselines import baselines, between_baselines, take

verb = new_verb()

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the baseline.")]


@verb.callback()
def baseline() -> None:
    """Take, list and compare baselines. None is ever changed or deleted."""


@verb.command("take")
def take_baseline(
    plan: PlanCode,
    name: NewName,
    approved_by: Annotated[
        str, typer.Option(parser=line, metavar="WHO", help="Who approved it, if not --by.")
    ] = "",
    reason: Reason = "",
    by: By = OPERATOR,
    preview: Preview = False,
    json: Json = False,
) -> None:
    """Freeze the dates of a plan as they stand, under a name."""
    with database() as opened, opened.write() as store:
        taken = take(
            store,
            plan,
            name,
            planner(by),
            now(),
            approved_by=approved_by,
            reason=reason,
            preview=preview,
        )
    if json:
        write_json({"plan": plan, **_shape(taken), "kept": not preview})
        return
    froze = f"{counted(len(taken.dates), 'milestone')} as of {taken.data_date}"
    would = "would freeze" if preview else "freezes"
    write_lines(
        [f"{name} {would} {froze}, revision {taken.revision}, approved by {taken.approved_by}."]
    )


@verb.command("list")
@spread
def list_baselines(plan: PlanCode, state: State, json: Json = False) -> None:
    """List the baselines of a plan that had been taken by then, the last one first."""
    with database() as opened, opened.read() as store:
        found = baselines(store, plan, as_of(state)).baselines
    if json:
        write_json({"plan": plan, "baselines": [_shape(each) for each in found]})
        return
    if not found:
        write_lines(["There are no baselines yet: imrf baseline take freezes one."])
        return
    write_table(
        ("name", ">revision", "data date", ">milestones", "~approved by"),
        [
            (each.name, each.revision, each.data_date, len(each.dates), each.approved_by)
            for each in found
        ],
    )


@verb.command()
@spread
def diff(
    plan: PlanCode,
    name: Name,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The baseline compared with it.")],
    listing: Listing,
    target: Targets = None,
    every: Every = False,
    json: Json = False,
) -> None:
    """What one baseline froze otherwise than another, the worst first."""
    with database() as opened, opened.read() as store:
        found = between_baselines(
            store, plan, name, other, targets=target or (), wanted=listing.wanted
        )
    if json:
        write_json(slippage_shape(found))
    else:
        tell_slippage(found, every=every)


@verb.command()
def show(plan: PlanCode, name: Name, json: Json = False) -> None:
    """The dates that a baseline froze."""
    with database() as opened, opened.read() as store:
        found = baseline_of(store, plan, name)
    dates = {code: found.dates[code] for code in sorted(found.dates)}
    if json:
        frozen = {code: asdict(each) for code, each in dates.items()}
        write_json({"plan": plan, **_shape(found), "dates": frozen})
        return
    said = f"revision {found.revision}, data date {found.data_date}"
    write_lines([f"{name}: {said}, approved by {found.approved_by}", ""])
    write_table(
        ("code", "start", "finish"),
        [(code, each.start, each.finish) for code, each in dates.items()],
    )


def _shape(taken: Baseline) -> Shape:
    return {
        "name": taken.name,
        "revision": taken.revision,
        "data_date": taken.data_date,
        "approved_by": taken.approved_by,
        "milestones": len(taken.dates),
    }

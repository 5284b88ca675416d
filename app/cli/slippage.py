"""``imrf slippage``: what has moved, the worst first."""

from typing import Annotated

import typer

from app.cli.options import MOST, DataDate, Json, KnownOn, PlanCode, RevisionNumber
from app.cli.output import write_json
from app.cli.shapes import Shape, moved_shape
from app.cli.stored import database, planned_reading
from app.cli.tables import counted, heading, write_lines, write_table
from app.cli.verbs import new_verb
from app.cli.words import signed
from app.errors import Problem, Refused
from app.store import Store
from app.usecases.reading import AsOf
from app.usecases.slippage import Comparison, Slippage, Variance, movement
from app.usecases.slippage import slippage as slippage_against

verb = new_verb()

HEADINGS = ("code", "~title", "was", "now", ">working", ">calendar", "")


@verb.command()
def slippage(
    plan: PlanCode,
    baseline: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of the baseline; else the one taken last.")
    ] = None,
    since: Annotated[
        int | None,
        typer.Option(min=1, max=MOST, metavar="N", help="Against this revision instead."),
    ] = None,
    revision: RevisionNumber = None,
    known_on: KnownOn = None,
    data_date: DataDate = None,
    every: Annotated[bool, typer.Option("--all", help="List what has not moved, too.")] = False,
    json: Json = False,
) -> None:
    """What has moved against a baseline, or since a revision.

    Days are those of the finish; later is positive. Working days are of the milestone's calendar.
    """
    if baseline is not None and since is not None:
        raise Refused([Problem("--since", "must not be given beside --baseline")])
    as_of = AsOf(revision=revision, known_on=known_on, data_date=data_date)
    with database() as opened, opened.read() as store:
        found = _compared(store, plan, baseline, since, as_of)
    if json:
        write_json(_answer(found, named=since is None))
    else:
        _tell(found, every=every)


def _compared(
    store: Store, plan: str, baseline: str | None, since: int | None, as_of: AsOf
) -> Slippage:
    if since is not None:
        return movement(store, plan, since=AsOf(revision=since), until=as_of)
    return slippage_against(store, plan, baseline=baseline, as_of=as_of)


def _answer(found: Slippage, *, named: bool) -> Shape:
    return {
        "plan": found.reading.plan.code,
        "revision": found.reading.revision.number,
        "data_date": found.reading.data_date,
        "baseline": found.baseline.name if named else None,
        "baseline_revision": found.baseline.revision,
        "baseline_data_date": found.baseline.data_date,
        "variances": [
            {
                "code": each.code,
                "comparison": each.comparison.value,
                **moved_shape(
                    ("baseline", each.baseline), ("forecast", each.forecast), each.shifts
                ),
            }
            for each in found.variances
        ],
    }


def _tell(found: Slippage, *, every: bool) -> None:
    planned = planned_reading(found.reading)
    baseline = found.baseline
    against = f"against {baseline.name} (revision {baseline.revision}, {baseline.data_date})"
    if baseline.name == f"revision {baseline.revision}":
        against = f"since {baseline.name} ({baseline.data_date})"
    told = [each for each in found.variances if every or _is_news(each)]
    write_lines(heading(planned, against))
    if told:
        titles = {code: milestone.title for code, milestone in planned.milestones.items()}
        write_lines([""])
        write_table(HEADINGS, [_row(each, titles.get(each.code)) for each in told])
    moved = sum(map(_has_moved, found.variances))
    write_lines(["", f"{moved} of {counted(len(found.variances), 'milestone')} moved."])


def _is_news(variance: Variance) -> bool:
    """A move, or a date won or lost."""
    had, has = variance.baseline.finish, variance.forecast.finish
    return _has_moved(variance) or (had is None) != (has is None)


def _has_moved(variance: Variance) -> bool:
    shifts = (variance.start, variance.finish)
    return any(shift is not None and shift.calendar for shift in shifts)


def _row(variance: Variance, title: str | None) -> tuple[object, ...]:
    finish = variance.finish
    state = "" if variance.comparison is Comparison.DATED else variance.comparison.value
    return (
        variance.code,
        title,
        variance.baseline.finish,
        variance.forecast.finish,
        signed(finish.working if finish else None),
        signed(finish.calendar if finish else None),
        state,
    )

"""How forecasts moved from revision to revision, or from month to month (milestone trend)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from app.errors import Problem, Refused
from app.plan.dating import may_float, undated
from app.plan.model import Milestone
from app.plan.network import options_of
from app.plan.updates import Revision
from app.store import Store
from app.usecases.history import Step, history
from app.usecases.reading import NOW, AsOf, Reading, find, recalled, seen_from
from scheduling import NOT_STARTED, PROJECT, Schedule, schedule
from scheduling.course import forecasts


class Pace(StrEnum):
    """At what points a trend is told."""

    REVISION = "revision"
    """At every accepted change."""
    MONTH = "month"
    """As it was known at the end of each month, and at last as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """The plan at ``revision``, as it was known on ``day``."""

    revision: Revision
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """The forecast finish of ``milestone`` at each point; None where it had none."""

    milestone: Milestone
    finishes: tuple[date | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The forecasts of some milestones at each of ``points``, oldest first."""

    reading: Reading
    pace: Pace
    points: tuple[TrendPoint, ...]
    lines: tuple[TrendLine, ...]


def trend(
    store: Store,
    plan: str,
    codes: Sequence[str] = (),
    *,
    since: int = 1,
    until: AsOf = NOW,
    pace: Pace = Pace.REVISION,
) -> Trend:
    """The trend of ``codes``, else of the plan's targets, from revision ``since`` to ``until``."""
    point = find(store, plan, until)
    data_date = seen_from(point.revision, until)
    if since > point.revision.number:
        rule = f"must not be after revision {point.revision.number}"
        raise Refused([Problem("since", rule)])
    told = history(store, point, since)
    reading = recalled(store, point, data_date, told.plan)
    milestones = _milestones(reading, codes)
    told = told.between(told.steps[0].state.data_date, data_date)
    steps = tuple(_paced(tuple(_whole(told.steps)), pace))
    known = _finishes([step for _, step in steps], frozenset(each.uid for each in milestones))
    return Trend(
        reading=reading,
        pace=pace,
        points=tuple(TrendPoint(revision=step.revision, day=day) for day, step in steps),
        lines=tuple(
            TrendLine(
                milestone=each,
                finishes=tuple(found.get(each.uid) for found in known),
            )
            for each in milestones
        ),
    )


def _milestones(reading: Reading, codes: Sequence[str]) -> tuple[Milestone, ...]:
    asked = codes or tuple(code for code in reading.targets if code != PROJECT)
    return tuple(map(reading.milestone, dict.fromkeys(asked)))


def _whole(steps: Sequence[Step]) -> Iterator[Step]:
    """The last step of each revision, and a look ahead."""
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        ahead = after is not None and after.state.data_date != after.revision.data_date
        if after is None or ahead or after.revision.number != step.revision.number:
            yield step


def _paced(steps: Sequence[Step], pace: Pace) -> Iterator[tuple[date, Step]]:
    if pace is Pace.REVISION:
        yield from ((step.state.data_date, step) for step in steps)
        return
    last = steps[-1].state.data_date
    for day in _month_ends(steps[0].state.data_date, last):
        yield day, [step for step in steps if step.state.data_date <= day][-1]
    yield last, steps[-1]


def _month_ends(first: date, last: date) -> Iterator[date]:
    """The last days of months from ``first`` on, before ``last``."""
    day = first
    while True:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        if following - timedelta(days=1) >= last:
            return
        yield following - timedelta(days=1)
        day = following


def _finishes(
    steps: Sequence[Step], wanted: frozenset[UUID]
) -> Sequence[Mapping[UUID, date | None]]:
    """At each of ``steps``, when each milestone that was there finishes."""
    asked = [[each for each in step.plan.milestones if each.uid in wanted] for step in steps]
    codes = sorted({each.code for milestones in asked for each in milestones})
    found = forecasts([step.state for step in steps], codes)
    return [
        {
            each.uid: None if _is_undated(each, step) else found[each.code][number]
            for each in milestones
        }
        for number, (step, milestones) in enumerate(zip(steps, asked, strict=True))
    ]


def _is_undated(milestone: Milestone, step: Step) -> bool:
    progress = step.plan.progress.get(milestone.code, NOT_STARTED)
    return may_float(milestone, progress) and milestone.code in undated(step.plan, _scheduled(step))


def _scheduled(step: Step) -> Schedule:
    state = step.state
    return schedule(
        state.network,
        progress=state.progress,
        data_date=state.data_date,
        options=options_of(step.plan),
    )

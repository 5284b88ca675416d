"""How two sets of dates differ, milestone by milestone and target by target."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.plan.model import Milestone
from app.plan.updates import BaselineDates
from app.usecases.shifts import Measure, Shifts
from app.usecases.sides import NO_DATES, Side
from scheduling import Shift, Status, variances
from scheduling import Variance as EngineVariance

NO_SHIFTS = Shifts(start=None, finish=None)


class Comparison(StrEnum):
    """What can be said of a milestone in two sets of dates."""

    DATED = "dated"
    """It has dates in both; its shifts say how far it moved."""
    NEW = "new"
    """It was not there, or had no date."""
    DROPPED = "dropped"
    """It was there and is no longer part of the plan."""
    CANCELLED = "cancelled"
    UNDATED = "undated"
    """It has no date now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloatUse:
    """Total float to ``target`` in working days, before and after; None where it has none."""

    target: str
    before: int | None
    after: int | None

    @property
    def used(self) -> int | None:
        """What was lost of it; what was gained is negative."""
        return None if self.before is None or self.after is None else self.before - self.after

    @property
    def leads(self) -> bool:
        """Whether the target waits for it, then or now."""
        return self.before is not None or self.after is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variance:
    """One milestone in two sets of dates; later is positive.

    The shift of its finish is ``inherited``, what its links brought, and ``own``, the rest.
    ``newly_critical`` are the targets to which it was not critical before. What was dropped is
    shown as it was.
    """

    milestone: Milestone
    comparison: Comparison
    baseline: BaselineDates = NO_DATES
    forecast: BaselineDates = NO_DATES
    shifts: Shifts = NO_SHIFTS
    own: Shift | None = None
    inherited: Shift | None = None
    floats: tuple[FloatUse, ...] = ()
    newly_critical: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.milestone.code

    @property
    def start(self) -> Shift | None:
        """How far the start has moved."""
        return self.shifts.start

    @property
    def finish(self) -> Shift | None:
        """How far the finish has moved."""
        return self.shifts.finish

    @property
    def most(self) -> int:
        """The calendar days by which the start or the finish has moved most, either way."""
        return max((abs(each.calendar) for each in (self.start, self.finish) if each), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSlip:
    """What became of the way to ``target``: the float of its critical path, who came onto it."""

    target: str
    finish: Shift | None
    float: FloatUse
    newly_critical: tuple[str, ...]
    no_longer_critical: tuple[str, ...]


class Difference:
    """``after`` against ``before``, which calls its milestones alike, and the float to targets."""

    def __init__(self, before: Side, after: Side, targets: tuple[str, ...]) -> None:
        self._before, self._after, self._targets = before, after, targets
        self._measure = Measure(after.reading.plan, after.reading.schedule.network)
        self._paths = {each: (_path(before, each), _path(after, each)) for each in targets}

    def variances(self) -> Iterator[Variance]:
        split = {
            each.code: each
            for each in variances(self._before.reading.schedule, self._after.reading.schedule)
        }
        for code, milestone in self._after.milestones.items():
            yield self._variance(milestone, split[code])
        for code, milestone in self._before.milestones.items():
            if code not in self._after.milestones:
                yield Variance(
                    milestone=milestone,
                    comparison=Comparison.DROPPED,
                    baseline=self._before.dates.get(code, NO_DATES),
                    floats=self._floats(code),
                )

    def target(self, code: str) -> TargetSlip:
        (was, had), (now, has) = self._paths[code]
        shifts = NO_SHIFTS
        if code in self._after.milestones:
            shifts = self._measure.shifts(
                code, _dates(self._before, code), _dates(self._after, code)
            )
        return TargetSlip(
            target=code,
            finish=shifts.finish,
            float=FloatUse(target=code, before=had, after=has),
            newly_critical=tuple(each for each in now if each not in was),
            no_longer_critical=tuple(each for each in was if each not in now),
        )

    def _variance(self, milestone: Milestone, split: EngineVariance) -> Variance:
        code = milestone.code
        was, now = _dates(self._before, code), _dates(self._after, code)
        shifts = self._measure.shifts(code, was, now)
        status = self._after.reading.schedule.status(code)
        return Variance(
            milestone=milestone,
            comparison=_comparison(status, was, now),
            baseline=was,
            forecast=now,
            shifts=shifts,
            own=split.own if shifts.finish is not None else None,
            inherited=split.inherited if shifts.finish is not None else None,
            floats=self._floats(code),
            newly_critical=tuple(
                target
                for target, ((was_on, _), (is_on, _)) in self._paths.items()
                if code in is_on and code not in was_on
            ),
        )

    def _floats(self, code: str) -> tuple[FloatUse, ...]:
        return tuple(
            FloatUse(
                target=target,
                before=self._before.reading.total_float(code, target),
                after=self._after.reading.total_float(code, target),
            )
            for target in self._targets
        )


def _dates(side: Side, code: str) -> BaselineDates:
    return side.dates.get(code, NO_DATES)


def _path(side: Side, target: str) -> tuple[Mapping[str, None], int | None]:
    """The critical path to ``target``, and its float; nothing where the target was not there."""
    path = side.reading.path(target)
    return (dict.fromkeys(path.activities), path.total_float) if path else ({}, None)


def _comparison(status: Status, was: BaselineDates, now: BaselineDates) -> Comparison:
    if status is Status.CANCELLED:
        return Comparison.CANCELLED
    if now.finish is None:
        return Comparison.UNDATED
    return Comparison.NEW if was.finish is None else Comparison.DATED

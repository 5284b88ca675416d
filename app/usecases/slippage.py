"""What has slipped: a forecast against a baseline, or one revision against another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.errors import NotFound
from app.plan.updates import Baseline, BaselineDates
from app.store import Store
from app.usecases.reading import NOW, AsOf, Reading, read
from app.usecases.shifts import Measure, Shift, Shifts
from scheduling import Status

NO_DATES = BaselineDates(start=None, finish=None)
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
class Variance:
    """One milestone against a baseline; later is positive."""

    code: str
    comparison: Comparison
    baseline: BaselineDates = NO_DATES
    forecast: BaselineDates = NO_DATES
    shifts: Shifts = NO_SHIFTS

    @property
    def start(self) -> Shift | None:
        """How far the start has moved."""
        return self.shifts.start

    @property
    def finish(self) -> Shift | None:
        """How far the finish has moved."""
        return self.shifts.finish


@dataclass(frozen=True, slots=True, kw_only=True)
class Slippage:
    """A reading against a baseline, the worst first."""

    reading: Reading
    baseline: Baseline
    variances: tuple[Variance, ...]

    def of(self, code: str) -> Variance:
        """The variance of ``code``, or NotFound."""
        for variance in self.variances:
            if variance.code == code:
                return variance
        raise NotFound("milestone", code)


def slippage(
    store: Store, plan: str, *, baseline: str | None = None, as_of: AsOf = NOW
) -> Slippage:
    """The plan ``as_of`` against the baseline named, or the one taken last."""
    reading = read(store, plan, as_of)
    frozen = store.baseline(reading.point.plan_id, baseline)
    if frozen is None:
        raise NotFound("baseline", "of the plan")
    return slippage_of(reading, frozen)


def movement(store: Store, plan: str, *, since: AsOf, until: AsOf = NOW) -> Slippage:
    """The plan ``until`` against the same plan as it stood ``since``."""
    before = read(store, plan, since)
    return slippage_of(read(store, plan, until), frozen_dates(before, "", approved_by=""))


def frozen_dates(reading: Reading, name: str, *, approved_by: str) -> Baseline:
    """The forecasts of ``reading`` as a baseline."""
    return Baseline(
        name=name or f"revision {reading.revision.number}",
        revision=reading.revision.number,
        data_date=reading.data_date,
        approved_by=approved_by,
        dates=reading.forecasts(),
    )


def slippage_of(reading: Reading, baseline: Baseline) -> Slippage:
    """Each milestone of ``reading`` or ``baseline`` compared."""
    variances = tuple(sorted(_variances(reading, baseline.dates), key=_worst_first))
    return Slippage(reading=reading, baseline=baseline, variances=variances)


def _variances(reading: Reading, baseline: Mapping[str, BaselineDates]) -> Iterator[Variance]:
    measure = Measure(reading.plan, reading.schedule.network)
    forecasts = reading.forecasts()
    for code, forecast in forecasts.items():
        frozen = baseline.get(code, NO_DATES)
        yield Variance(
            code=code,
            comparison=_comparison(reading.schedule.status(code), frozen, forecast),
            baseline=frozen,
            forecast=forecast,
            shifts=measure.shifts(code, frozen, forecast),
        )
    for code, frozen in baseline.items():
        if code not in forecasts:
            yield Variance(code=code, comparison=Comparison.DROPPED, baseline=frozen)


def _comparison(status: Status, frozen: BaselineDates, forecast: BaselineDates) -> Comparison:
    if status is Status.CANCELLED:
        return Comparison.CANCELLED
    if forecast.finish is None:
        return Comparison.UNDATED
    return Comparison.NEW if frozen.finish is None else Comparison.DATED


def _worst_first(variance: Variance) -> tuple[bool, int, int, str]:
    """Dated ones by days late at the finish, then at the start; the others after them."""
    finish, start = variance.finish, variance.start
    return (
        variance.comparison is not Comparison.DATED,
        -finish.calendar if finish else 0,
        -start.calendar if start else 0,
        variance.code,
    )

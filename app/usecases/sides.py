"""The two sets of dates that slippage compares: of revisions, or frozen by baselines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import NotFound, Problem, Refused
from app.plan.model import Milestone, Plan
from app.plan.updates import Baseline, BaselineDates
from app.store import Point, Store
from app.usecases.reading import AsOf, Reading, find, recalled, under_codes_of

NO_DATES = BaselineDates(start=None, finish=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Where a comparison begins: a revision at a data date, that of ``baseline`` if it is one."""

    point: Point
    data_date: date
    baseline: Baseline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The dates of ``reading``, by code; ``baseline`` names those that one froze."""

    reading: Reading
    dates: Mapping[str, BaselineDates]
    baseline: str | None = None

    @property
    def milestones(self) -> Mapping[str, Milestone]:
        """Those of ``reading``."""
        return self.reading.milestones

    def under_codes_of(self, plan: Plan) -> "Side":
        """The same, its milestones called as ``plan`` calls them."""
        reading = under_codes_of(plan, self.reading)
        if reading is self.reading:
            return self
        pairs = zip(self.reading.plan.milestones, reading.plan.milestones, strict=True)
        dates = {now.code: self.dates.get(was.code, NO_DATES) for was, now in pairs}
        return Side(reading=reading, dates=dates, baseline=self.baseline)


def forecast_of(reading: Reading) -> Side:
    """What ``reading`` says itself."""
    return Side(reading=reading, dates=reading.forecasts())


def frozen_by(store: Store, baseline: Baseline, plan: str) -> Side:
    """What ``baseline`` froze, with the plan as it stood then."""
    return _at(store, _of_baseline(store, baseline, plan))


def compared_with(
    store: Store, reading: Reading, *, baseline: str | None = None, since: AsOf | None = None
) -> Side:
    """The side where what ``reading`` is compared with begins."""
    return _at(store, beginning(store, reading.point, baseline=baseline, since=since))


def beginning(
    store: Store, until: Point, *, baseline: str | None = None, since: AsOf | None = None
) -> Beginning:
    """The plan as of ``since``, or a baseline of it: the last one if none is named."""
    plan = until.plan
    if since is not None and baseline is not None:
        raise Refused([Problem("since", "must not be given beside baseline: say one of them")])
    if since is not None:
        point = find(store, plan, since)
        return Beginning(point=point, data_date=point.revision.data_date)
    frozen = store.baseline(until.plan_id, baseline, until.revision.number)
    if frozen is None:
        raise NotFound("baseline", "of the plan")
    return _of_baseline(store, frozen, plan)


def _of_baseline(store: Store, baseline: Baseline, plan: str) -> Beginning:
    point = find(store, plan, AsOf(revision=baseline.revision))
    return Beginning(point=point, data_date=baseline.data_date, baseline=baseline)


def _at(store: Store, begun: Beginning) -> Side:
    reading = recalled(store, begun.point, begun.data_date)
    if begun.baseline is None:
        return forecast_of(reading)
    return Side(reading=reading, dates=begun.baseline.dates, baseline=begun.baseline.name)

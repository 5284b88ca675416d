"""What has slipped: a forecast against a baseline or an earlier revision, the worst first."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import NotFound
from app.plan.model import Certainty
from app.store import Store
from app.usecases.reading import NOW, AsOf, Reading, read
from app.usecases.sides import Side, compared_with, forecast_of
from app.usecases.variance import Comparison, Difference, TargetSlip, Variance


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which milestones are listed; what is empty asks for all.

    ``threshold`` leaves out what moved by fewer calendar days, but nothing that is new, dropped,
    cancelled or without a date. ``leading``: only what leads to one of the targets, then or now.
    """

    tracks: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    certainties: frozenset[Certainty] = frozenset()
    comparisons: frozenset[Comparison] = frozenset()
    threshold: int = 0
    leading: bool = False

    def has(self, variance: Variance) -> bool:
        milestone = variance.milestone
        near = variance.comparison is Comparison.DATED and variance.most < self.threshold
        return (
            not near
            and (not self.tracks or milestone.track in self.tracks)
            and (not self.owners or milestone.owner in self.owners)
            and (not self.certainties or milestone.certainty in self.certainties)
            and (not self.comparisons or variance.comparison in self.comparisons)
            and (not self.leading or any(each.leads for each in variance.floats))
        )


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slippage:
    """``after`` against ``before``: the variances that were wanted, the worst first.

    ``milestones`` counts all that were compared, ``moved`` those of them that moved.
    """

    before: Side
    after: Side
    targets: tuple[TargetSlip, ...]
    variances: tuple[Variance, ...]
    milestones: int
    moved: int

    @property
    def reading(self) -> Reading:
        """What is compared."""
        return self.after.reading

    def of(self, code: str) -> Variance:
        """The variance of ``code``, or NotFound."""
        for variance in self.variances:
            if variance.code == code:
                return variance
        raise NotFound("milestone", code)


def slippage(
    store: Store,
    plan: str,
    *,
    baseline: str | None = None,
    since: AsOf | None = None,
    as_of: AsOf = NOW,
    targets: Sequence[str] = (),
    wanted: Wanted = EVERYTHING,
) -> Slippage:
    """The plan ``as_of`` against a baseline, the last if none is named, or itself ``since``."""
    reading = read(store, plan, as_of)
    before = compared_with(store, reading, baseline=baseline, since=since)
    return between(before, forecast_of(reading), targets=targets, wanted=wanted)


def against_approved(store: Store, reading: Reading) -> Slippage | None:
    """A reading against the baseline taken last; None before the first."""
    if store.baseline(reading.point.plan_id, until=reading.revision.number) is None:
        return None
    return between(compared_with(store, reading), forecast_of(reading))


def between(
    before: Side, after: Side, *, targets: Sequence[str] = (), wanted: Wanted = EVERYTHING
) -> Slippage:
    """Each milestone of either side compared."""
    asked = after.reading.targets_among(targets)
    work = Difference(before.under_codes_of(after.reading.plan), after, asked)
    found = tuple(work.variances())
    return Slippage(
        before=before,
        after=after,
        targets=tuple(map(work.target, asked)),
        variances=tuple(sorted(filter(wanted.has, found), key=_worst_first)),
        milestones=len(found),
        moved=sum(each.most > 0 for each in found),
    )


def _worst_first(variance: Variance) -> tuple[bool, int, int, str]:
    """Dated ones by days late at the finish, then at the start; the others after them."""
    finish, start = variance.finish, variance.start
    return (
        variance.comparison is not Comparison.DATED,
        -finish.calendar if finish else 0,
        -start.calendar if start else 0,
        variance.code,
    )

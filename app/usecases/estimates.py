"""How sure durations are: the plan's own estimates, and what a question assumes where it has none.

What is over, cancelled or fixed has its dates. Of work that goes on, the remaining days are drawn
in the proportions of the estimate; what its owner expects to finish on a day is taken as said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.plan.model import Milestone, Plan
from scheduling import NOT_STARTED, Progress, Schedule, Status
from scheduling.risk import BetaPert, Triangular, Uncertainty

CERTAIN = 0
"""Percent of spread: nothing is drawn but what the plan has an estimate of."""
MOST_SPREAD = 100


class Curve(StrEnum):
    """How likely each number of days between the three points is."""

    PERT = "pert"
    TRIANGULAR = "triangular"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What was assumed of how many milestones that are not over.

    Of those with work to be done, ``estimated`` were drawn from the plan's own estimates,
    ``spread`` from the spread of the question, and ``exact`` take the days that are planned.
    ``windows`` were placed at random in their windows, every place equally likely.
    """

    estimated: int
    spread: int
    exact: int
    windows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """The days that each milestone with work to be done may take, and what that assumes."""

    days: Mapping[str, Uncertainty]
    assumed: Assumed


def estimates_of(plan: Plan, schedule: Schedule, *, spread: int, curve: Curve) -> Estimates:
    """The estimates of ``plan``; without one, ``spread`` percent less to as much more."""
    open_still = list(_open(plan, schedule))
    working = [each for each in open_still if each.duration]
    own = {each.code for each in working if each.estimated and _begins(plan, each)}
    drawn = {each.code for each in working if _begins(plan, each)} if spread else own
    return Estimates(
        days={
            each.code: _uncertainty(each, _progress(plan, each), spread, curve)
            for each in working
            if each.code in own | drawn
        },
        assumed=Assumed(
            estimated=len(own),
            spread=len(drawn - own),
            exact=len(working) - len(own | drawn),
            windows=sum(
                each.window is not None and schedule.dates(each.code).status is Status.NOT_STARTED
                for each in open_still
            ),
        ),
    )


def _open(plan: Plan, schedule: Schedule) -> Iterator[Milestone]:
    for each in plan.milestones:
        over = schedule.dates(each.code).status in (Status.DONE, Status.CANCELLED)
        if not over and each.fixed is None:
            yield each


def _progress(plan: Plan, milestone: Milestone) -> Progress:
    return plan.progress.get(milestone.code, NOT_STARTED)


def _begins(plan: Plan, milestone: Milestone) -> bool:
    """Whether nobody has said on which day it ends."""
    return _progress(plan, milestone).expected_finish is None


def _uncertainty(
    milestone: Milestone, progress: Progress, spread: int, curve: Curve
) -> Uncertainty:
    likeliest = milestone.duration
    days = likeliest if progress.remaining is None else progress.remaining
    least: float
    most: float
    if milestone.estimated:
        points = milestone.optimistic, milestone.pessimistic
        least, most = (likeliest if point is None else point for point in points)
    else:
        least, most = (likeliest * (100 + each) / 100 for each in (-spread, spread))
    kind = BetaPert if curve is Curve.PERT else Triangular
    return kind(low=least * days / likeliest, likely=days, high=most * days / likeliest)

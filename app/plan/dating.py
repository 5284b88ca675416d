"""Which milestones nobody has dated: the forward pass gives them a place, not a date."""

from app.plan.model import Milestone, Plan
from scheduling import NOT_STARTED, Driver, DriverKind, Progress, Schedule

OPENINGS = frozenset({DriverKind.DATA_DATE, DriverKind.PLAN_START})


def undated(plan: Plan, schedule: Schedule) -> frozenset[str]:
    """The milestones that have no forecast to show ("no date yet").

    Such a milestone takes no time, carries no date of its own, and stands where it stands only
    because the plan starts or the data date has passed, directly or through others like it.
    A cancelled milestone is none of them: it only passes on what is said about its predecessors.
    """
    progress = {m.code: plan.progress.get(m.code, NOT_STARTED) for m in plan.milestones}
    floating = {
        milestone.code: schedule.drivers(milestone.code)
        for milestone in plan.milestones
        if may_float(milestone, progress[milestone.code])
    }
    undated = floating.keys() - _dated(floating)
    return frozenset(code for code in undated if not progress[code].cancelled)


def may_float(milestone: Milestone, progress: Progress) -> bool:
    """Whether nobody may have dated it: it takes no time and says no date of its own."""
    if progress.cancelled:
        return True
    dates = (
        milestone.fixed,
        milestone.window,
        milestone.deadline,
        milestone.not_before,
        milestone.finish_not_before,
    )
    return progress == NOT_STARTED and not milestone.duration and not any(dates)


def _dated(floating: dict[str, tuple[Driver, ...]]) -> set[str]:
    """Those that a date reaches, following the driving links forward."""
    followers: dict[str, list[str]] = {}
    reached = []
    for code, drivers in floating.items():
        links = [driver.link for driver in drivers if driver.link is not None]
        for link in links:
            followers.setdefault(link.predecessor, []).append(code)
        if any(link.predecessor not in floating for link in links) or any(
            driver.link is None and driver.kind not in OPENINGS for driver in drivers
        ):
            reached.append(code)
    dated = set(reached)
    while reached:
        new = [code for code in followers.get(reached.pop(), ()) if code not in dated]
        dated.update(new)
        reached.extend(new)
    return dated

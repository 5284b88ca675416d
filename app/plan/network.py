"""The one translation from the users' words to the engine's."""

from app.plan.model import Milestone, Plan, PlanCalendar, PlanLink
from scheduling import Activity, Calendar, Link, Network, Options


def network_of(plan: Plan) -> Network:
    """The plan as the engine sees it; raises the engine's errors when it is none."""
    return Network.of(
        activities=map(_activity, plan.milestones),
        links=map(_link, plan.links),
        calendars=map(_calendar, plan.calendars),
        start=plan.start,
    )


def options_of(plan: Plan) -> Options:
    """How the plan wants to be scheduled."""
    return Options(windows=plan.window_assumption, progress=plan.progress_rule)


def _activity(milestone: Milestone) -> Activity:
    return Activity(
        code=milestone.code,
        duration=milestone.duration,
        calendar=milestone.calendar,
        boundary=milestone.boundary,
        fixed=milestone.fixed,
        window=milestone.window,
        not_before=milestone.not_before,
        finish_not_before=milestone.finish_not_before,
        deadline=milestone.deadline,
    )


def _link(link: PlanLink) -> Link:
    return Link(
        predecessor=link.predecessor,
        successor=link.successor,
        type=link.type,
        lag=link.lag,
        unit=link.unit,
    )


def _calendar(calendar: PlanCalendar) -> Calendar:
    return Calendar(
        name=calendar.code,
        weekdays=calendar.weekdays,
        holidays=frozenset(calendar.holidays),
        working=calendar.working,
    )

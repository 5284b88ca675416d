"""The one translation from the users' words to the engine's."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from app.plan.model import Milestone, Plan, PlanCalendar, PlanLink
from scheduling import Activity, Calendar, Link, Network, Options, with_activities

Words = TypeVar("Words", Milestone, PlanLink)
Numbers = TypeVar("Numbers", Activity, Link)


def network_of(plan: Plan) -> Network:
    """The plan as the engine sees it; raises the engine's errors when it is none."""
    return Network.of(
        activities=map(_activity, plan.milestones),
        links=map(engine_link, plan.links),
        calendars=map(_calendar, plan.calendars),
        start=plan.start,
    )


def network_after(known: Network, before: Plan, after: Plan) -> Network:
    """The network of ``after``, given that of ``before``: what is the same object stays the same.

    Two networks that share what they have in common are compared at once.
    """
    same_rest = (
        after.links is before.links
        and after.calendars is before.calendars
        and after.start == before.start
    )
    if same_rest and after.milestones is before.milestones:
        return known
    if same_rest and _are_the_same(before.milestones, after.milestones):
        return _redated(known, before.milestones, after.milestones)
    activities = _shared(before.milestones, tuple(known.activities.values()), after.milestones)
    links = _shared(before.links, known.links, after.links)
    return Network.of(
        activities=[
            new or _activity(each) for new, each in zip(activities, after.milestones, strict=True)
        ],
        links=[new or engine_link(each) for new, each in zip(links, after.links, strict=True)],
        calendars=map(_calendar, after.calendars),
        start=after.start,
    )


def options_of(plan: Plan) -> Options:
    """How the plan wants to be scheduled."""
    return Options(windows=plan.window_assumption, progress=plan.progress_rule)


def engine_link(link: PlanLink) -> Link:
    """The engine's link behind the plan's."""
    return Link(
        predecessor=link.predecessor,
        successor=link.successor,
        type=link.type,
        lag=link.lag,
        unit=link.unit,
    )


def described(plan: Plan) -> dict[Link, PlanLink]:
    """The plan's links behind the engine's; of equal ones the first."""
    return {engine_link(link): link for link in reversed(plan.links)}


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


def _calendar(calendar: PlanCalendar) -> Calendar:
    return Calendar(
        name=calendar.code,
        weekdays=calendar.weekdays,
        holidays=frozenset(calendar.holidays),
        working=calendar.working,
    )


def _shared(
    words: Sequence[Words], numbers: Sequence[Numbers], wanted: Sequence[Words]
) -> list[Numbers | None]:
    """What stood for each of ``wanted`` before; None for what is new."""
    known = {id(word): number for word, number in zip(words, numbers, strict=True)}
    return [known.get(id(each)) for each in wanted]


def _are_the_same(before: Sequence[Milestone], after: Sequence[Milestone]) -> bool:
    """Whether the same codes stand in the same order, each on the calendar that it had."""
    return len(before) == len(after) and all(
        was is now or (was.code == now.code and was.calendar == now.calendar)
        for was, now in zip(before, after, strict=True)
    )


def _redated(known: Network, before: Sequence[Milestone], after: Sequence[Milestone]) -> Network:
    """``known`` with what became of the milestones; all activities are in one dictionary."""
    pairs = zip(before, after, strict=True)
    changed = {now.code: _activity(now) for was, now in pairs if was is not now}
    whole = {**known.activities, **changed}
    return replace(with_activities(known, changed.values()), activities=whole)

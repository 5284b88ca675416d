"""From one state of a plan to the next, cause by cause."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Generic, TypeVar

from scheduling.activities import Activity
from scheduling.change import Change, changed_case
from scheduling.errors import SchedulingError
from scheduling.network import Network
from scheduling.options import Options
from scheduling.progress import NOT_STARTED, Progress
from scheduling.rescheduling import reschedule
from scheduling.schedule import Schedule, checked_case
from scheduling.setting import Case, prepare

Standing = TypeVar("Standing", Schedule, Case)

OWN_DATES = ("fixed", "window", "not_before", "finish_not_before", "deadline")


class Cause(StrEnum):
    """What moves a target, in the order in which one change is taken apart."""

    DRIFT = "drift"
    """The data date moved past unreported work."""
    CALENDAR = "calendar"
    LOGIC = "logic"
    """Activities, links or durations."""
    WINDOW = "window"
    """Dates that activities state of themselves: fixed, windows, constraints."""
    UPDATE = "update"
    """Progress that was reported."""


OF_THE_NETWORK = (Cause.CALENDAR, Cause.LOGIC, Cause.WINDOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A plan as one accepted change left it; ``label`` names that change (a revision, say) alone.

    ``progress`` and ``data_date`` are as for :func:`schedule`; ``options`` None are the account's.
    """

    label: str
    network: Network
    progress: Mapping[str, Progress]
    data_date: date
    options: Options | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Generic[Standing]):
    """How a plan stands after one cause in the change that ``label`` names."""

    label: str
    cause: Cause
    standing: Standing


def schedules(states: Sequence[State], options: Options) -> tuple[Schedule, list[Stage[Schedule]]]:
    """How the plan is scheduled at first and at each stage."""
    first = _scheduled(states[0], options)
    return first, list(_stages(first, states, _rescheduled, _scheduled))


def cases(states: Sequence[State], options: Options) -> tuple[Case, list[Stage[Case]]]:
    """What is to be scheduled at first and at each stage."""
    first = _case(states[0], options)
    return first, list(_stages(first, states, changed_case, _case))


def settled(states: Sequence[State], options: Options) -> list[Case]:
    """What is to be scheduled at each of ``states``, whose labels differ."""
    first, stages = cases(states, options)
    last = {each.label: each.standing for each in stages}
    found = [first]
    for state in states[1:]:
        found.append(last.get(state.label, found[-1]))
    return found


def _case(state: State, options: Options) -> Case:
    return checked_case(state.network, state.progress, state.data_date, state.options or options)


def _scheduled(state: State, options: Options) -> Schedule:
    return Schedule(prepare(_case(state, options)))


def _rescheduled(before: Schedule, change: Change, _network: Network | None) -> Schedule:
    return reschedule(before, change)


def _stages(
    first: Standing,
    states: Sequence[State],
    changed: Callable[[Standing, Change, Network | None], Standing],
    anew: Callable[[State, Options], Standing],
) -> Iterator[Stage[Standing]]:
    """The stage after each cause in each change, in order; causes without a change are left.

    ``changed`` is told the network after the change where it is known.
    """
    standing = first
    for before, state in pairwise(states):
        whole = _is_reached_by_changes(standing, state)
        rest = Cause.UPDATE if whole else Cause.LOGIC
        causes = tuple(_causes(standing, before.network, state))
        last = [cause for cause, _ in causes if cause in OF_THE_NETWORK][-1:]
        for cause, change in causes:
            try:
                known = state.network if whole and cause in last else None
                standing = changed(standing, change, known)
            except SchedulingError:  # only valid together with what comes after it
                whole = False
            else:
                yield Stage(label=state.label, cause=cause, standing=standing)
        if not whole:
            standing = anew(state, standing.options)
            yield Stage(label=state.label, cause=rest, standing=standing)


def _is_reached_by_changes(standing: Schedule | Case, state: State) -> bool:
    """No change says when the plan starts, or how it is scheduled."""
    same_options = state.options is None or state.options == standing.options
    return same_options and standing.network.start == state.network.start


def _causes(
    standing: Schedule | Case, before: Network, state: State
) -> Iterator[tuple[Cause, Change]]:
    after = state.network
    if standing.data_date != state.data_date:
        yield Cause.DRIFT, Change(data_date=state.data_date)
    calendars = tuple(
        each for name, each in after.calendars.items() if before.calendars.get(name) != each
    )
    if calendars:
        yield Cause.CALENDAR, Change(calendars=calendars)
    changed = [] if before is after else list(_changed(before, after))
    logic = _logic(before, after, changed)
    if logic != Change():
        yield Cause.LOGIC, logic
    restated = tuple(each for each in changed if _states_other_dates(before, each))
    if restated:
        yield Cause.WINDOW, Change(activities=restated)
    progress = dict(_progress(standing.progress, state))
    if progress:
        yield Cause.UPDATE, Change(progress=progress)


def _changed(before: Network, after: Network) -> Iterator[Activity]:
    known = before.activities
    for code, each in after.activities.items():
        if (was := known.get(code)) is not each and was != each:
            yield each


def _logic(before: Network, after: Network, changed: Sequence[Activity]) -> Change:
    """The change of activities and links, existing activities keeping the dates they state."""
    known = before.activities
    activities = tuple(
        kept
        for each in changed
        if (kept := _with_dates_of(known.get(each.code), each)) != known.get(each.code)
    )
    same = before.links == after.links
    old, new = (Counter(() if same else each.links) for each in (before, after))
    return Change(
        activities=activities,
        removed=tuple(code for code in known if code not in after.activities),
        links=tuple((new - old).elements()),
        unlinked=tuple((old - new).elements()),
    )


def _with_dates_of(before: Activity | None, after: Activity) -> Activity:
    if before is None:
        return after
    return replace(after, **{name: getattr(before, name) for name in OWN_DATES})


def _states_other_dates(before: Network, after: Activity) -> bool:
    known = before.activities.get(after.code)
    return known is not None and _with_dates_of(known, after) != after


def _progress(before: Mapping[str, Progress], after: State) -> Iterator[tuple[str, Progress]]:
    """What is reported otherwise than before, of activities that are still there."""
    for code in before.keys() | after.progress.keys():
        known, said = before.get(code, NOT_STARTED), after.progress.get(code, NOT_STARTED)
        if known is not said and known != said and code in after.network.activities:
            yield code, said

"""Why a target moved: the account of causes that sums exactly to its slip.

The account of record is the sequential marginal in the order of acceptance: each accepted change
is charged with what it moved when it came, after the drift of the data date up to it. Nothing is
left over and nothing is spread. What would have happened without one of them is another question,
answered by :func:`but_for`; its answers do not sum.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from scheduling.activities import Activity
from scheduling.calendars import Calendar
from scheduling.change import Change, reschedule
from scheduling.errors import SchedulingError
from scheduling.network import Network
from scheduling.options import DEFAULTS, Options
from scheduling.progress import NOT_STARTED, Progress
from scheduling.schedule import Schedule, schedule
from scheduling.variance import Shift, shift

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


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A plan as one accepted change left it; ``label`` names the change (a revision, say).

    ``options`` None are those of the account.
    """

    label: str
    network: Network
    progress: Mapping[str, Progress]
    data_date: date
    options: Options | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one cause in one accepted change moved the target by; recoveries are negative."""

    label: str
    cause: Cause
    shift: Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Why ``target`` moved: ``total`` is exactly the sum of ``entries``, none of which is zero.

    It moved from finishing ``before`` to finishing ``after``; None where it has no dates.
    """

    target: str
    entries: tuple[Entry, ...]
    total: Shift
    before: date | None = field(default=None, compare=False)
    after: date | None = field(default=None, compare=False)


class Attribution:
    """The way from the first of ``states`` to the last, scheduled once for all accounts of it."""

    def __init__(self, states: Sequence[State], *, options: Options = DEFAULTS) -> None:
        self._first = _scheduled(states[0], options)
        self._stages = tuple(_stages(self._first, states))

    def account(self, target: str, *, calendar: Calendar | None = None) -> Account:
        """Account for the move of ``target``'s finish, as :func:`attribute` does."""
        first = last = self._first
        frozen = calendar or first.calendar(target)
        entries, finish = [], first.dates(target).finish
        total = Shift(working=0, calendar=0)
        for label, cause, last in self._stages:
            moved_to = last.dates(target).finish
            if finish is not None and moved_to is not None:
                step = shift(frozen, finish, moved_to, closing=True)
                total = Shift(
                    working=total.working + step.working, calendar=total.calendar + step.calendar
                )
                if step:
                    entries.append(Entry(label=label, cause=cause, shift=step))
            finish = moved_to or finish
        return Account(
            target=target,
            entries=tuple(entries),
            total=total,
            before=first.dates(target).finish,
            after=last.dates(target).finish,
        )


def attribute(
    states: Sequence[State],
    target: str,
    *,
    calendar: Calendar | None = None,
    options: Options = DEFAULTS,
) -> Account:
    """Account for the move of ``target``'s finish from the first of ``states`` to the last.

    Working days are those of one frozen ``calendar``, by default the target's in the first state,
    so that they add up. Raises UnknownCode when the target is in none of the states.
    """
    return Attribution(states, options=options).account(target, calendar=calendar)


def but_for(after: Schedule, undo: Change, target: str) -> Shift | None:
    """How much later ``target`` finishes than it would with ``undo``; None without dates.

    Taken over all causes this does not sum to the slip: two causes may each be enough for it.
    """
    without = reschedule(after, undo).dates(target).finish
    finish = after.dates(target).finish
    if without is None or finish is None:
        return None
    return shift(after.calendar(target), without, finish, closing=True)


def trend(
    schedules: Sequence[Schedule], codes: Sequence[str]
) -> dict[str, tuple[date | None, ...]]:
    """The forecast finish of each of ``codes`` in each schedule (milestone trend analysis).

    None where a schedule has no such activity, or it is cancelled there.
    """
    return {
        code: tuple(
            each.dates(code).finish if code in each.network.activities else None
            for each in schedules
        )
        for code in codes
    }


def _scheduled(state: State, options: Options) -> Schedule:
    return schedule(
        state.network,
        progress=state.progress,
        data_date=state.data_date,
        options=state.options or options,
    )


def _stages(first: Schedule, states: Sequence[State]) -> Iterator[tuple[str, Cause, Schedule]]:
    """The schedule after each cause in each change, in order; causes without a change are left."""
    stage = first
    for before, state in pairwise(states):
        whole = _is_reached_by_changes(stage, state)
        rest = Cause.UPDATE if whole else Cause.LOGIC
        for cause, change in _causes(stage, before.network, state):
            try:
                stage = reschedule(stage, change)
            except SchedulingError:  # only valid together with what comes after it
                whole = False
            else:
                yield state.label, cause, stage
        if not whole:
            stage = _scheduled(state, stage.options)
            yield state.label, rest, stage


def _is_reached_by_changes(stage: Schedule, state: State) -> bool:
    """No change says when the plan starts, or how it is scheduled."""
    same_options = state.options is None or state.options == stage.options
    return same_options and stage.network.start == state.network.start


def _causes(stage: Schedule, before: Network, state: State) -> Iterator[tuple[Cause, Change]]:
    after = state.network
    if stage.data_date != state.data_date:
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
    progress = dict(_progress(stage.progress, state))
    if progress:
        yield Cause.UPDATE, Change(progress=progress)


def _changed(before: Network, after: Network) -> Iterator[Activity]:
    known = before.activities
    for code, each in after.activities.items():
        if (was := known.get(code)) is not each and was != each:
            yield each


def _logic(before: Network, after: Network, changed: Sequence[Activity]) -> Change:
    """The change of activities and links, existing activities keeping the dates they state."""
    activities = tuple(
        _with_dates_of(before.activities.get(each.code), each)
        for each in changed
        if _with_dates_of(before.activities.get(each.code), each)
        != before.activities.get(each.code)
    )
    same = before.links == after.links
    old, new = (Counter(() if same else each.links) for each in (before, after))
    return Change(
        activities=activities,
        removed=tuple(code for code in before.activities if code not in after.activities),
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

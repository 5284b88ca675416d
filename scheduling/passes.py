"""The forward and the backward pass, on plain lists.

``ends[2 * i]`` and ``ends[2 * i + 1]`` are the start and finish instants of activity *i*. Both
passes share one formula for the four link types (:mod:`scheduling.topology`) and one adjoint pair
for lags (``WorkTable.advance`` and ``WorkTable.latest``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduling.calendars import WorkTable, checked
from scheduling.options import ProgressRule
from scheduling.standing import Kind, Standing
from scheduling.topology import CALENDAR_DAYS, Topology

NEVER = 1 << 60
"""A late instant that nothing limits."""

GIVEN = (Kind.HELD, Kind.DONE)


class OffAxis(Exception):
    """An instant of activity number ``activity`` lies off the axis."""

    def __init__(self, activity: int) -> None:
        self.activity = activity
        super().__init__(activity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What both passes run on: the lists of the network and the standings of its activities."""

    topology: Topology
    tables: Sequence[WorkTable]
    """By the number of the calendar."""
    standings: Sequence[Standing]
    deadlines: Mapping[int, int]
    floor: int
    progress_rule: ProgressRule

    def table(self, i: int) -> WorkTable:
        """The table of activity *i*'s calendar."""
        return self.tables[self.topology.calendars[i]]

    def moved(self, instant: int, lag: int, unit: int) -> int:
        """What a link with ``lag`` demands, given its predecessor's end at ``instant``."""
        if unit == CALENDAR_DAYS:
            return checked(instant + lag)
        return self.tables[unit].advance(instant, lag)

    def moved_back(self, instant: int, lag: int, unit: int) -> int:
        """The last instant of a predecessor's end whose demand is not after ``instant``."""
        if unit == CALENDAR_DAYS:
            return checked(instant - lag)
        return self.tables[unit].latest(instant, lag)

    def ignores_starts(self, standing: Standing) -> bool:
        """Whether links into the start no longer bind (progress override)."""
        return (
            standing.kind is Kind.STARTED and self.progress_rule is ProgressRule.PROGRESS_OVERRIDE
        )


def forward(setting: Setting) -> list[int]:
    """The early instants of every activity."""
    standings, calendars, tables = setting.standings, setting.topology.calendars, setting.tables
    ends = [0] * (2 * len(standings))
    j = 0
    try:
        for j in setting.topology.order:
            standing = standings[j]
            if standing.kind in GIVEN:
                ends[2 * j], ends[2 * j + 1] = standing.start, standing.finish
                continue
            start, finish = demanded(setting, j, ends)
            if standing.kind is not Kind.TASK:
                ends[2 * j], ends[2 * j + 1] = place(setting, j, start, finish)
                continue
            table = tables[calendars[j]]
            first = first_working_day(table, standing.work, start, finish)
            ends[2 * j] = table.days[first]
            ends[2 * j + 1] = table.days[first + standing.work - 1] + 1
    except IndexError:
        raise OffAxis(j) from None
    return ends


def demanded(setting: Setting, j: int, ends: Sequence[int]) -> tuple[int, int]:
    """The latest demands on the start and on the finish of activity *j*, its own included."""
    standing = setting.standings[j]
    start, finish = standing.start, standing.finish
    if standing.kind is Kind.STARTED:
        start = setting.floor
    ignores_starts = setting.ignores_starts(standing)
    for end, side, lag, unit in setting.topology.incoming[j]:
        demand = setting.moved(ends[end], lag, unit) if lag else ends[end]
        if side:
            if demand > finish:
                finish = demand
        elif demand > start and not ignores_starts:
            start = demand
    return start, finish


def first_working_day(table: WorkTable, work: int, start: int, finish: int) -> int:
    """Number of the first of ``work`` working days that start and finish as demanded."""
    first = table.before[start]
    if finish:
        return max(first, table.before[finish - 1] - work + 1)
    return first


def place(setting: Setting, j: int, start: int, finish: int) -> tuple[int, int]:
    """Start and finish of an activity that is neither plain work nor held by given dates."""
    standing, table = setting.standings[j], setting.table(j)
    if standing.kind is Kind.STARTED and standing.work:
        first = first_working_day(table, standing.work, start, finish)
        return standing.start, table.days[first + standing.work - 1] + 1
    instant = max(start, finish)
    if standing.kind is Kind.STARTED:
        return standing.start, close_of_work(setting, table, instant)
    if standing.kind is Kind.START_MILESTONE:
        instant = table.opens(instant)
    elif standing.kind is Kind.FINISH_MILESTONE:
        instant = close_of_work(setting, table, instant)
    return instant, instant


def close_of_work(setting: Setting, table: WorkTable, instant: int) -> int:
    """``instant`` if it closes a working day after the data date, else the next that opens one.

    The close of the data date itself is over, so what has no length and happens then happens on
    the next working day.
    """
    if instant > setting.floor and table.is_worked(instant - 1):
        return instant
    return table.opens(instant)


def backward(setting: Setting, ends: Sequence[int], limits: Mapping[int, int]) -> list[int]:
    """The late instants that let each activity *t* of ``limits`` finish by its instant.

    NEVER stands where an activity leads to none of them. ``ends`` are the early instants; fixed
    events hold them in this pass too.
    """
    late = [NEVER] * len(ends)
    standings, calendars, tables = setting.standings, setting.topology.calendars, setting.tables
    i = 0
    try:
        for i in reversed(setting.topology.order):
            standing = standings[i]
            start, finish = allowed(setting, i, late, limits.get(i, NEVER))
            if start == finish == NEVER or standing.kind is Kind.DONE:
                continue
            if standing.kind is Kind.HELD:
                moved = limits[i] - ends[2 * i + 1] if i in limits else 0
                late[2 * i], late[2 * i + 1] = ends[2 * i] + moved, ends[2 * i + 1] + moved
            elif standing.kind is not Kind.TASK:
                late[2 * i], late[2 * i + 1] = place_late(setting, i, start, finish)
            else:
                table = tables[calendars[i]]
                first = last_first_day(table, standing.work, start, finish)
                late[2 * i] = table.days[first]
                late[2 * i + 1] = table.days[first + standing.work - 1] + 1
    except IndexError:
        raise OffAxis(i) from None
    return late


def allowed(setting: Setting, i: int, late: Sequence[int], own: int) -> tuple[int, int]:
    """The last instants that links out of *i*, its ``own`` limit and its deadline allow it."""
    start, finish = NEVER, own
    for end, side, lag, unit in setting.topology.outgoing[i]:
        limit = late[end]
        if limit == NEVER:
            continue
        if lag:
            limit = setting.moved_back(limit, lag, unit)
        if side:
            if limit < finish:
                finish = limit
        elif limit < start:
            start = limit
    if i in setting.deadlines and not start == finish == NEVER:
        finish = min(finish, setting.deadlines[i])
    return start, finish


def last_first_day(table: WorkTable, work: int, start: int, finish: int) -> int:
    """Number of the last working day on which ``work`` days may begin."""
    first = NEVER if finish == NEVER else table.before[finish] - work
    if start != NEVER:
        first = min(first, table.before[start + 1] - 1)
    return checked(first)


def place_late(setting: Setting, i: int, start: int, finish: int) -> tuple[int, int]:
    """Late start and finish of an activity that is neither plain work nor held by given dates."""
    standing, table = setting.standings[i], setting.table(i)
    if standing.kind is Kind.STARTED:
        return _started_late(setting, standing, table, finish)
    instant = min(start, finish)
    if standing.kind is Kind.START_MILESTONE:
        instant = table.days[last_first_day(table, 0, instant, NEVER)]
    elif standing.kind is Kind.FINISH_MILESTONE and not (
        table.is_worked(instant) or table.is_worked(instant - 1)
    ):
        instant = table.closed(instant)
    return instant, instant


def _started_late(
    setting: Setting, standing: Standing, table: WorkTable, finish: int
) -> tuple[int, int]:
    """Late start of the remaining work, and late finish; the actual start is limited by nothing."""
    if finish == NEVER or not standing.work:
        return finish, finish
    first = last_first_day(table, standing.work, NEVER, finish)
    start = NEVER if setting.ignores_starts(standing) else table.days[first]
    return start, table.days[first + standing.work - 1] + 1

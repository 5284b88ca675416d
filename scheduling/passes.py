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
from scheduling.topology import CALENDAR_DAYS, FINISH, START, Topology

NEVER = 1 << 60
"""A late instant that nothing limits."""


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
    incoming, calendars = setting.topology.incoming, setting.topology.calendars
    standings, tables, moved = setting.standings, setting.tables, setting.moved
    ends = [0] * (2 * len(standings))
    j = 0
    try:
        for j in setting.topology.order:
            standing = standings[j]
            kind, start, finish = standing.kind, standing.start, standing.finish
            if kind >= Kind.HELD and kind is not Kind.CANCELLED:
                ends[2 * j], ends[2 * j + 1] = start, finish
                continue
            if kind is not Kind.TASK:
                ends[2 * j], ends[2 * j + 1] = place(setting, j, ends)
                continue
            for end, side, lag, unit in incoming[j]:
                demand = ends[end]
                if lag:
                    demand = moved(demand, lag, unit)
                if side:
                    if demand > finish:
                        finish = demand
                elif demand > start:
                    start = demand
            table = tables[calendars[j]]
            before, days = table.before, table.days
            first = before[start]
            if finish:
                first = max(first, before[finish - 1] - standing.work + 1)
            ends[2 * j] = days[first]
            ends[2 * j + 1] = days[first + standing.work - 1] + 1
    except IndexError:
        raise OffAxis(j) from None
    return ends


def demanded(setting: Setting, j: int, ends: Sequence[int]) -> tuple[int, int]:
    """The latest demands on the start and on the finish of activity *j*, its own included."""
    standing = setting.standings[j]
    start = setting.floor if standing.kind is Kind.STARTED else standing.start
    finish = standing.finish
    for end, side, lag, unit in setting.topology.incoming[j]:
        demand = setting.moved(ends[end], lag, unit)
        if side is FINISH:
            finish = max(finish, demand)
        elif not setting.ignores_starts(standing):
            start = max(start, demand)
    return start, finish


def place(setting: Setting, j: int, ends: Sequence[int]) -> tuple[int, int]:
    """Start and finish of an activity that is neither plain work nor held by given dates."""
    standing, table = setting.standings[j], setting.table(j)
    start, finish = demanded(setting, j, ends)
    if standing.kind is Kind.STARTED:
        return standing.start, remaining_finish(setting, standing, table, start, finish)
    instant = max(start, finish)
    if standing.kind is Kind.START_MILESTONE:
        instant = table.opens(instant)
    elif standing.kind is Kind.FINISH_MILESTONE:
        instant = close_of_work(setting, table, instant)
    return instant, instant


def remaining_finish(
    setting: Setting, standing: Standing, table: WorkTable, start: int, finish: int
) -> int:
    """Finish of work in progress whose remaining days may begin at ``start``."""
    if not standing.work:
        return close_of_work(setting, table, max(start, finish))
    first = table.before[start]
    if finish:
        first = max(first, table.before[finish - 1] - standing.work + 1)
    return table.days[first + standing.work - 1] + 1


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
    outgoing, deadlines = setting.topology.outgoing, setting.deadlines
    standings, tables, calendars = setting.standings, setting.tables, setting.topology.calendars
    moved_back = setting.moved_back
    i = 0
    try:
        for i in reversed(setting.topology.order):
            start = NEVER
            finish = limits.get(i, NEVER)
            for end, side, lag, unit in outgoing[i]:
                limit = late[end]
                if limit == NEVER:
                    continue
                if lag:
                    limit = moved_back(limit, lag, unit)
                if side:
                    if limit < finish:
                        finish = limit
                elif limit < start:
                    start = limit
            if finish == start == NEVER or standings[i].kind is Kind.DONE:
                continue
            if i in deadlines:
                finish = min(finish, deadlines[i])
            if standings[i].kind is not Kind.TASK:
                late[2 * i], late[2 * i + 1] = place_late(setting, i, ends, start, finish, limits)
                continue
            table, work = tables[calendars[i]], standings[i].work
            first = NEVER if finish == NEVER else table.before[finish] - work
            if start != NEVER:
                first = min(first, table.before[start + 1] - 1)
            late[2 * i] = table.days[checked(first)]
            late[2 * i + 1] = table.days[first + work - 1] + 1
    except IndexError:
        raise OffAxis(i) from None
    return late


def place_late(
    setting: Setting,
    i: int,
    ends: Sequence[int],
    start: int,
    finish: int,
    limits: Mapping[int, int],
) -> tuple[int, int]:
    """Late start and finish of an activity that is not plain work."""
    standing, table = setting.standings[i], setting.table(i)
    if standing.kind is Kind.HELD:
        moved = limits[i] - ends[2 * i + 1] if i in limits else 0
        return ends[2 * i] + moved, ends[2 * i + 1] + moved
    if standing.kind is Kind.STARTED:
        return _started_late(setting, standing, table, finish)
    instant = min(start, finish)
    if standing.kind is Kind.START_MILESTONE:
        instant = table.days[checked(table.before[instant + 1] - 1)]
    elif standing.kind is Kind.FINISH_MILESTONE and not (
        table.is_worked(instant) or table.is_worked(instant - 1)
    ):
        instant = table.closed(instant)
    return instant, instant


def _started_late(
    setting: Setting, standing: Standing, table: WorkTable, finish: int
) -> tuple[int, int]:
    """Late start of the remaining work, and late finish; the actual start is limited by nothing."""
    if finish == NEVER:
        return NEVER, NEVER
    if not standing.work:
        return finish, finish
    first = checked(table.before[finish] - standing.work)
    start = NEVER if setting.ignores_starts(standing) else table.days[first]
    return start, table.days[first + standing.work - 1] + 1

"""The forward and the backward pass, on plain lists.

``ends[2 * i]`` and ``ends[2 * i + 1]`` are the start and finish instants of activity *i*. Both
passes share one formula for the four link types (:mod:`scheduling.topology`) and one for lags,
which the backward pass takes off again. As in P6, a finish is demanded in working time: Friday's
close is as late as Monday's opening. A late start on a day off rolls forward, a late finish back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduling.calendars import BeyondAxis, WorkTable, checked
from scheduling.instants import Instants
from scheduling.options import ProgressRule
from scheduling.standing import NO_DEMAND, Kind, Standing
from scheduling.topology import CALENDAR_DAYS, NONE, Demand, Topology

NEVER = 1 << 60
"""A late instant that nothing limits."""


class OffAxis(Exception):
    """An instant of activity number ``activity`` lies off the axis; ``before`` it, or after."""

    def __init__(self, activity: int, error: IndexError) -> None:
        self.activity = activity
        self.before = isinstance(error, BeyondAxis)


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
        """``instant`` moved by ``lag``: what a link demands, given its predecessor's end."""
        if unit == CALENDAR_DAYS:
            return checked(instant + lag)
        return self.tables[unit].advance(instant, lag)

    def binding(self, j: int) -> Iterable[Demand]:
        """The links into *j* that bind it."""
        demands = self.topology.links_into(j)
        if self.ignores_starts(self.standings[j]):
            return (demand for demand in demands if demand[1] & 1)
        return demands

    def ignores_starts(self, standing: Standing) -> bool:
        """Whether links into the start no longer bind (progress override)."""
        return (
            standing.kind is Kind.STARTED and self.progress_rule is ProgressRule.PROGRESS_OVERRIDE
        )


def forward(setting: Setting, ends: Instants, order: Iterable[int]) -> None:
    """Set the early instants of the activities of ``order`` in ``ends``.

    Predecessors come first, or have their instants already. OffAxis names the activity at which
    the tables ended: one may go on from it with longer ones.
    """
    topology, standings, tables = setting.topology, setting.standings, setting.tables
    calendars, demands_on = topology.calendars, topology.demands_on
    finishes, first_into, next_into = topology.finishes_before.parts
    task, j = Kind.TASK, 0
    try:
        for j in order:
            standing, end = standings[j], 2 * j
            if standing.kind is not task:
                ends[end], ends[end + 1] = place(setting, j, ends)
                continue
            start, finish = standing.start, standing.finish
            k = first_into[end]
            while k != NONE:
                demand = ends[finishes[k]]
                if demand > start:
                    start = demand
                k = next_into[k]
            if demands_on[j]:
                start, finish = demanded(setting, demands_on[j], ends, start, finish)
            table, work = tables[calendars[j]], standing.work
            first = table.before[start]
            if finish:
                first = first_working_day(table, work, start, finish)
            days = table.days
            ends[end] = days[first]
            ends[end + 1] = days[first + work - 1] + 1
    except IndexError as error:
        raise OffAxis(j, error) from None


def demanded(
    setting: Setting, demands: Iterable[Demand], ends: Instants, start: int, finish: int
) -> tuple[int, int]:
    """``start`` and ``finish``, or later where ``demands`` ask for it."""
    for source, end, lag, unit in demands:
        instant = ends[source]
        if lag and instant != NO_DEMAND:
            instant = setting.moved(instant, lag, unit)
        if end & 1:
            finish = max(finish, instant)
        else:
            start = max(start, instant)
    return start, finish


def first_working_day(table: WorkTable, work: int, start: int, finish: int) -> int:
    """Number of the first of ``work`` working days that start and finish as demanded."""
    return max(table.before[start], table.before[finish] - work)


def place(setting: Setting, j: int, ends: Instants) -> tuple[int, int]:
    """Start and finish of an activity that is not plain work."""
    standing, table = setting.standings[j], setting.table(j)
    if standing.kind.is_given:
        return standing.start, standing.finish
    demands = setting.binding(j)
    if standing.kind is Kind.STARTED:
        start, finish = demanded(setting, demands, ends, setting.floor, standing.finish)
        return standing.start, _started_finish(setting, standing, table, start, finish)
    instant = max(demanded(setting, demands, ends, standing.start, standing.finish))
    if standing.kind is Kind.START_MILESTONE:
        instant = table.opens(instant)
    elif standing.kind is Kind.FINISH_MILESTONE:
        instant = close_of_work(setting, table, instant)
    return instant, instant


def _started_finish(
    setting: Setting, standing: Standing, table: WorkTable, start: int, finish: int
) -> int:
    """Finish of work in progress whose remaining days may begin at ``start``."""
    if not standing.work:
        return close_of_work(setting, table, max(start, finish))
    first = first_working_day(table, standing.work, start, finish)
    return table.days[first + standing.work - 1] + 1


def close_of_work(setting: Setting, table: WorkTable, instant: int) -> int:
    """``instant`` if it closes a working day after the data date, else the next that opens one.

    The close of the data date itself is over, so what has no length and happens then happens on
    the next working day.
    """
    if instant > setting.floor and table.is_worked(instant - 1):
        return instant
    return table.opens(instant)


def backward(
    setting: Setting,
    ends: Instants,
    limits: Mapping[int, int],
    others: int,
    late: Instants,
    order: Iterable[int],
) -> None:
    """Set the late instants of ``order`` in ``late``: the last that keep the limits.

    ``limits`` are the instants by which activities have to finish, ``others`` that of the rest.
    Successors come first, or have their instants already. NEVER stands where an activity leads to
    no target. ``ends`` are the early instants; fixed events hold them in this pass too.
    """
    topology, standings, tables = setting.topology, setting.standings, setting.tables
    calendars, demands_of, deadlines = topology.calendars, topology.demands_of, setting.deadlines
    starts, first_out_of, next_out_of = topology.starts_after.parts
    task, i = Kind.TASK, 0
    try:
        for i in order:
            start, finish, end = NEVER, limits.get(i, others), 2 * i
            k = first_out_of[end + 1]
            while k != NONE:
                limit = late[starts[k]]
                if limit < finish:
                    finish = limit
                k = next_out_of[k]
            if demands_of[i]:
                start, finish = allowed(setting, i, late, start, finish)
            if start == finish == NEVER:
                late[end] = late[end + 1] = NEVER
                continue
            if i in deadlines:
                finish = min(finish, deadlines[i])
            if standings[i].kind is not task:
                late[end], late[end + 1] = place_late(setting, i, ends, limits, start, finish)
                continue
            table, work = tables[calendars[i]], standings[i].work
            first = table.before[finish] - work if start == NEVER else NONE
            if first < 0:
                first = last_first_day(table, work, start, finish)
            late[end] = table.days[first]
            late[end + 1] = table.days[first + work - 1] + 1
    except IndexError as error:
        raise OffAxis(i, error) from None


def allowed(setting: Setting, i: int, late: Instants, start: int, finish: int) -> tuple[int, int]:
    """``start`` and ``finish``, or earlier where successors of *i* by other links need it.

    What has begun cannot be late in beginning: nothing limits its start.
    """
    begun = setting.standings[i].kind is Kind.STARTED
    for source, end, lag, unit in setting.topology.demands_of[i]:
        limit = late[end]
        if limit == NEVER or (begun and not source & 1):
            continue
        if lag:
            limit = setting.moved(limit, -lag, unit)
        if source & 1:
            finish = min(finish, limit)
        else:
            start = min(start, limit)
    return start, finish


def last_first_day(table: WorkTable, work: int, start: int, finish: int) -> int:
    """Number of the last working day on which ``work`` days may begin."""
    first = NEVER if finish == NEVER else table.before[finish] - work
    if start != NEVER:
        first = min(first, table.before[start])
    return checked(first)


def place_late(
    setting: Setting,
    i: int,
    ends: Instants,
    limits: Mapping[int, int],
    start: int,
    finish: int,
) -> tuple[int, int]:
    """Late start and finish of an activity that is not plain work."""
    standing, table = setting.standings[i], setting.table(i)
    if standing.kind is Kind.DONE:
        return NEVER, NEVER
    if standing.kind is Kind.HELD:
        moved = limits[i] - ends[2 * i + 1] if i in limits else 0
        return ends[2 * i] + moved, ends[2 * i + 1] + moved
    if standing.kind is Kind.STARTED:
        return _started_late(setting, standing, table, finish)
    instant = min(start, finish)
    if standing.kind is Kind.START_MILESTONE:
        instant = table.opens(instant)
    elif standing.kind is Kind.FINISH_MILESTONE and not (
        table.is_worked(instant) or table.is_worked(instant - 1)
    ):
        instant = table.closed(instant)
    return instant, instant


def _started_late(
    setting: Setting, standing: Standing, table: WorkTable, finish: int
) -> tuple[int, int]:
    """Late start of the remaining work, and late finish; the actual start is limited by nothing."""
    if not standing.work:
        return finish, finish
    first = last_first_day(table, standing.work, NEVER, finish)
    start = NEVER if setting.ignores_starts(standing) else table.days[first]
    return start, table.days[first + standing.work - 1] + 1

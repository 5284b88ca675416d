"""Instants and working-day numbers, and what a link makes of one at the other end.

Work on a calendar with days off is simulated in *numbers* of working days of that calendar, all
else in instants. In numbers, finish = start + work, and a link within one calendar is nothing but
an addition; every other link is a table, made once, from the one end's unit to the other's.
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scheduling.calendars import EVERY_DAY, Axis, Calendar, work_table
from scheduling.topology import CALENDAR_DAYS

INSTANT = -1
"""The unit of ends that are instants; the others are numbers of calendars."""
Numbers: TypeAlias = NDArray[np.int64]


class Roll(IntEnum):
    """What an activity makes of a demand on it."""

    TO_WORK = 0
    """The number of working days before it: of the first working day, or up to the close."""
    OPENS = 1
    CLOSES = 2
    CLOSED = 3
    """The close of the last working day before it: what a demand on the finish of work asks."""
    STAYS = 4


class Lag(NamedTuple):
    """How a link moves the end it comes from; ``unit`` is a calendar's number or CALENDAR_DAYS."""

    days: int = 0
    unit: int = CALENDAR_DAYS


NO_LAG = Lag()


class Route(NamedTuple):
    """From one end (its unit and side), by a lag, to an activity on ``calendar`` that rolls it."""

    unit: int
    side: int
    lag: Lag
    roll: Roll
    calendar: int


class Scale:
    """The calendars of a network on one axis.

    Values for which the tables of the calendars are too short become those at their ends: the
    bounds have been read on tables that reach as far as anything does.
    """

    def __init__(self, calendars: Sequence[Calendar], axis: Axis, floor: int) -> None:
        self.axis = axis
        self.floor = floor
        self.tables = [work_table(calendar, axis) for calendar in calendars]
        self.units = [INSTANT if _is_every_day(each) else n for n, each in enumerate(calendars)]
        arrays = [_arrays(calendar, axis) for calendar in calendars]
        self.before, self.days = [each[0] for each in arrays], [each[1] for each in arrays]

    def number(self, unit: int, instant: int) -> int:
        """The value in ``unit`` of an end at ``instant``."""
        return instant if unit == INSTANT else self.tables[unit].before[instant]

    def instants(self, unit: int, side: int, values: Numbers) -> Numbers:
        """The instants of starts or finishes given in ``unit``."""
        if unit == INSTANT:
            return values
        days = self.days[unit]
        return _at(days, values - 1) + 1 if side else _at(days, values)

    def moved(self, instants: Numbers, lag: Lag) -> Numbers:
        """``instants`` moved by ``lag``; nothing comes before the axis."""
        if lag.unit == CALENDAR_DAYS or not lag.days:
            return np.maximum(instants + lag.days, 0)
        numbers, days = _at(self.before[lag.unit], instants) + lag.days, self.days[lag.unit]
        return _at(days, numbers - 1) + 1 if lag.days > 0 else _at(days, numbers)

    def rolled(self, instants: Numbers, roll: Roll, calendar: int) -> Numbers:
        """What an activity on ``calendar`` makes of demands, in its unit."""
        if roll is Roll.STAYS:
            return instants
        before, days = _at(self.before[calendar], instants), self.days[calendar]
        if roll is Roll.TO_WORK:
            return before
        if roll is Roll.CLOSED:
            return np.where(before > 0, _at(days, before - 1) + 1, 0)
        opened = _at(days, before)
        if roll is Roll.OPENS:
            return opened
        closes = (instants > self.floor) & self.is_worked(instants - 1, calendar)
        return np.where(closes, instants, opened)

    def is_worked(self, instants: Numbers, calendar: int) -> NDArray[np.bool_]:
        """Whether the days that ``instants`` open are working days."""
        before = self.before[calendar]
        worked: NDArray[np.bool_] = _at(before, instants + 1) > _at(before, instants)
        return worked

    def arrive(self, route: Route, values: Numbers) -> Numbers:
        """What ``values`` become at the far end of ``route``."""
        left = self.moved(self.instants(route.unit, route.side, values), route.lag)
        return self.rolled(left, route.roll, route.calendar)

    def target_unit(self, route: Route) -> int:
        """The unit at the far end of ``route``."""
        return self.units[route.calendar] if route.roll is Roll.TO_WORK else INSTANT

    def shift(self, route: Route) -> int | None:
        """The days that ``route`` adds, when it does nothing else."""
        unit, lag = route.unit, route.lag
        if unit == INSTANT:
            plain = not lag.days or lag.unit == CALENDAR_DAYS or self.units[lag.unit] == INSTANT
            free = route.roll is Roll.STAYS or self.units[route.calendar] == INSTANT
            return lag.days if plain and free else None
        if unit != self.target_unit(route) or (lag.days and lag.unit != unit):
            return None
        return lag.days


@lru_cache(maxsize=16)
def _arrays(calendar: Calendar, axis: Axis) -> tuple[Numbers, Numbers]:
    """The two lists of its work table."""
    table = work_table(calendar, axis)
    return np.asarray(table.before, dtype=np.int64), np.asarray(table.days, dtype=np.int64)


def _at(table: Numbers, places: Numbers) -> Numbers:
    return table.take(places, mode="clip")


def _is_every_day(calendar: Calendar) -> bool:
    return calendar.weekdays == EVERY_DAY.weekdays and not calendar.holidays

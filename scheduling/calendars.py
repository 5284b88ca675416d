"""Working calendars, and the arithmetic of working days on the axis of instants.

An *instant* is a midnight boundary, written as an integer: the ordinal of the day that it opens
(:meth:`datetime.date.toordinal`). An activity on days *a..b* inclusive starts at instant *a* and
finishes at instant *b + 1*. :class:`WorkTable` does all arithmetic on instants; inclusive dates
appear only at input and output.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate, compress

WEEK = 7
FIRST_INSTANT = date.min.toordinal()
LAST_INSTANT = date(3999, 12, 31).toordinal()

LONGEST_LIST = 50_000
"""Days up to which a table is a list, twice as fast as an array and nine times as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Which days are worked: a weekly pattern (Monday is 0) with exceptions both ways.

    ``holidays`` are days off; ``working`` days are worked whatever the week or a holiday says.
    """

    name: str
    weekdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether ``day`` is a working day."""
        return day in self.working or (day.weekday() in self.weekdays and day not in self.holidays)


EVERY_DAY = Calendar(name="every-day", weekdays=frozenset(range(WEEK)))


class BeyondAxis(IndexError):
    """An instant lies before the axis."""


@dataclass(frozen=True, slots=True)
class WorkTable:
    """The working days of one calendar on a stretch of the axis.

    Instants are offsets from the axis' first day. ``before[t]`` counts the working days before
    instant *t*; ``days[n]`` is the instant that opens working day *n* (counted from 0). Every rule
    of the calendar arithmetic is one or two look-ups in these tables.
    """

    before: Sequence[int]
    days: Sequence[int]

    def advance(self, t: int, k: int) -> int:
        """The instant just after the *k*-th working day counted from *t*; mirrored for *k* < 0."""
        if k > 0:
            return self.days[self.before[t] + k - 1] + 1
        return self.days[checked(self.before[t] + k)] if k else t

    def opened(self, t: int) -> int:
        """*t*, or the start of the last working day before it when *t* opens no working day."""
        return self.days[checked(self.before[t + 1] - 1)]

    def opens(self, t: int) -> int:
        """*t*, or the start of the next working day when *t* opens no working day."""
        return self.days[self.before[t]]

    def closes(self, t: int) -> int:
        """*t*, or the close of the next working day when *t* closes no working day."""
        return self.days[self.before[t - 1]] + 1

    def closed(self, t: int) -> int:
        """*t*, or the close of the last working day before it."""
        return self.days[checked(self.before[t] - 1)] + 1

    def is_worked(self, t: int) -> bool:
        """Whether the day that instant *t* opens is a working day."""
        return self.before[t + 1] > self.before[t]

    def between(self, a: int, b: int) -> int:
        """Signed working days from instant *a* to instant *b*."""
        return self.before[b] - self.before[a]


def checked(offset: int) -> int:
    """*offset*, or BeyondAxis when it lies before the axis (a negative index would wrap)."""
    if offset < 0:
        raise BeyondAxis
    return offset


@dataclass(frozen=True, slots=True)
class Axis:
    """The stretch of days that tables cover: ordinals ``first`` up to, not including, ``end``."""

    first: int
    end: int

    def instant(self, day: date) -> int:
        """The offset of the instant that opens ``day``; never 0, which demands nothing.

        BeyondAxis for a day before the axis, IndexError for one behind it.
        """
        offset = day.toordinal() - self.first
        if offset <= 0:
            raise BeyondAxis
        if offset >= self.end - self.first:
            raise IndexError
        return offset

    def day(self, instant: int) -> date:
        """The day that ``instant`` opens."""
        return date.fromordinal(instant + self.first)

    def longer(self) -> "Axis | None":
        """The axis with its length doubled at the far end; None when it can grow no more."""
        if self.end >= LAST_INSTANT:
            return None
        return Axis(self.first, min(self.end + (self.end - self.first), LAST_INSTANT))

    def earlier(self) -> "Axis | None":
        """The axis with its length doubled at the near end; None when it can grow no more."""
        if self.first <= FIRST_INSTANT:
            return None
        return Axis(max(self.first - (self.end - self.first), FIRST_INSTANT), self.end)


@lru_cache(maxsize=64)
def work_table(calendar: Calendar, axis: Axis) -> WorkTable:
    """The table of ``calendar`` on ``axis``."""
    length = axis.end - axis.first
    worked = bytearray(_weekly_pattern(calendar, axis, length))
    _mark(worked, calendar.holidays, axis, 0)
    _mark(worked, calendar.working, axis, 1)
    before, days = accumulate(worked, initial=0), compress(range(length), worked)
    if length <= LONGEST_LIST:
        return WorkTable(list(before), list(days))
    return WorkTable(array("i", before), array("i", days))


def _weekly_pattern(calendar: Calendar, axis: Axis, length: int) -> bytes:
    first_weekday = (axis.first + 6) % WEEK  # ordinal 1 is a Monday
    week = bytes((first_weekday + i) % WEEK in calendar.weekdays for i in range(WEEK))
    return (week * (length // WEEK + 1))[:length]


def _mark(worked: bytearray, exceptions: Iterable[date], axis: Axis, value: int) -> None:
    for day in exceptions:
        if axis.first <= day.toordinal() < axis.end:
            worked[day.toordinal() - axis.first] = value

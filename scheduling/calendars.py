"""Working calendars, and the arithmetic of working days on the axis of instants.

An *instant* is a midnight boundary, written as an integer: the ordinal of the day that it opens
(:meth:`datetime.date.toordinal`). An activity on days *a..b* inclusive starts at instant *a* and
finishes at instant *b + 1*. :class:`WorkTable` does all arithmetic on instants; inclusive dates
appear only at input and output.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate, compress

WEEK = 7
FIRST_INSTANT = date.min.toordinal()
LAST_INSTANT = date.max.toordinal()


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

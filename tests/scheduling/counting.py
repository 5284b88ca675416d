"""Working days counted one by one."""

from collections.abc import Callable, Iterable
from datetime import date

from scheduling import Calendar


def works(calendar: Calendar, instant: int) -> bool:
    """Whether the day that begins at ``instant`` is worked."""
    return calendar.works(date.fromordinal(instant))


def advance(calendar: Calendar, instant: int, days: int) -> int:
    """The instant just after the given number of working days, forwards or backwards."""
    while days > 0:
        days -= works(calendar, instant)
        instant += 1
    while days < 0:
        instant -= 1
        days += works(calendar, instant)
    return instant


def between(calendar: Calendar, a: int, b: int) -> int:
    if b < a:
        return -between(calendar, b, a)
    return sum(works(calendar, day) for day in range(a, b))


def no_work(calendar: Calendar, a: int, b: int) -> bool:
    """Whether nothing is worked after ``a`` and before ``b``."""
    return not any(works(calendar, day) for day in range(a, b))


def first(candidates: Iterable[int], good: Callable[[int], bool]) -> int:
    return next(each for each in candidates if good(each))

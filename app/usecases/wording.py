"""Days and windows as people read them, the same on pages and in calendars, in every locale."""

import unicodedata
from calendar import monthrange
from datetime import date

from scheduling import Span

NO_DATE = "no date yet"
"""Of what nobody has dated."""
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
QUARTERS = ("first", "second", "third", "fourth")
ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def spoken_day(day: date) -> str:
    """``31 Aug 2021``."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def spoken_days(first: date, last: date) -> str:
    """``31 Aug 2021``, or from the first to the last day with nothing said twice."""
    if first == last:
        return spoken_day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\u2013{spoken_day(last)}"
    opening = spoken_day(first)
    if first.year == last.year:
        opening = opening.rpartition(" ")[0]
    return f"{opening} \u2013 {spoken_day(last)}"


def spoken_window(window: Span) -> str:
    """``in July 2021``, ``in the third quarter of 2021``, ``by 28 Feb 2022``, ``between …``."""
    first, last = window.first, window.last
    if first is None:
        return f"by {spoken_day(last)}"
    if first == last:
        return f"on {spoken_day(last)}"
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and first.year == last.year:
        months = last.month - first.month + 1
        if months == 1:
            return f"in {MONTHS[last.month - 1]} {last.year}"
        if months == 3 and last.month % 3 == 0:
            return f"in the {QUARTERS[last.month // 3 - 1]} quarter of {last.year}"
        if months == 12:
            return f"in {last.year}"
    return f"between {spoken_day(first)} and {spoken_day(last)}"


def counted(days: int, what: str = "calendar") -> str:
    """``1 working day``, ``33 calendar days``; the sign is left to the sentence."""
    return f"{abs(days)} {what} day{'' if abs(days) == 1 else 's'}"


def isolated(text: str) -> str:
    """``text`` of mixed or right-to-left script, keeping its direction to itself.

    Isolates of its own are left out: one that is never closed would turn what follows.
    """
    text = text.translate(ISOLATES).strip()
    directions = {unicodedata.bidirectional(each) for each in text}
    return f"\u2068{text}\u2069" if directions & {"R", "AL", "AN"} else text

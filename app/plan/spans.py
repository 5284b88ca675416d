"""Dates as people say them: a day, a month, a quarter, a year, an interval, "by" a date.

2021-07-12              one day
2021-07                 July 2021
2021-Q3                 the third quarter
2021                    the year
2021-07-06/2021-07-15   from the first day of the one to the last day of the other
../2021-07              by the end of July
"""

import re
from datetime import date, timedelta

from app.plan.limits import FIRST_DAY, LAST_DAY
from scheduling import Span

ACCEPTED = (
    "must be a day (2021-07-12), a month (2021-07), a quarter (2021-Q3), a year (2021), "
    "two of them as an interval (2021-07/2021-09) or an open one (../2021-09)"
)
OPEN = ".."
GRAINS = ("%Y", "%Y-%m", "%Y-%m-%d")
PERIOD = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-Q(?P<quarter>[1-4])|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)


def parse_span(text: str) -> Span:
    """The days that ``text`` names; ValueError with the rule it breaks."""
    opening, slash, closing = text.partition("/")
    if not slash:
        return _period(text)
    first = None if opening == OPEN else _period(opening).first
    last = _period(closing).last
    if first and first > last:
        raise ValueError("must not end before it starts")
    return Span(first=first, last=last)


def format_span(span: Span) -> str:
    """The shortest text that names exactly these days, both ends of an interval in one grain."""
    if span.first is None:
        return f"{OPEN}/{_ending(span.last)}"
    for text in _periods_from(span.first):
        if _period(text) == span:
            return text
    return _interval(span.first, span.last)


def _period(text: str) -> Span:
    found = PERIOD.fullmatch(text)
    if not found:
        raise ValueError(ACCEPTED)
    try:
        return _within_limits(_days_of(**found.groupdict()))
    except (ValueError, OverflowError):
        rule = f"must name days of the calendar between {FIRST_DAY} and {LAST_DAY}"
        raise ValueError(rule) from None


def _days_of(year: str, quarter: str | None, month: str | None, day: str | None) -> Span:
    if day:
        return Span.of(date.fromisoformat(f"{year}-{month}-{day}"))
    if month:
        return _months(int(year), int(month), 1)
    return _months(int(year), 3 * int(quarter) - 2, 3) if quarter else _months(int(year), 1, 12)


def _months(year: int, month: int, count: int) -> Span:
    following = date(year + (month + count > 12), (month + count - 1) % 12 + 1, 1)
    return Span(first=date(year, month, 1), last=following - timedelta(days=1))


def _within_limits(span: Span) -> Span:
    if not FIRST_DAY <= (span.first or span.last) <= span.last <= LAST_DAY:
        raise ValueError
    return span


def _periods_from(day: date) -> tuple[str, ...]:
    quarter = f"{day.year:04}-Q{(day.month + 2) // 3}"
    return f"{day.year:04}", quarter, f"{day:%Y-%m}", f"{day:%Y-%m-%d}"


def _ending(last: date) -> str:
    return next(text for text in map(last.strftime, GRAINS) if _period(text).last == last)


def _interval(first: date, last: date) -> str:
    for grain in GRAINS[:-1]:
        opening, closing = first.strftime(grain), last.strftime(grain)
        if _period(opening).first == first and _period(closing).last == last:
            return f"{opening}/{closing}"
    return f"{first}/{last}"

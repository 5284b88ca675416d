"""The rules that a network's fields obey, checked before anything is computed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from scheduling.activities import Activity, Boundary, LagUnit, Link, LinkType, Span
from scheduling.calendars import WEEK, Calendar
from scheduling.errors import DuplicateCode, InvalidField, UnknownCalendar

FIRST_DATE = date(1900, 1, 1)
LAST_DATE = date(2200, 12, 31)
LONGEST = 36_500
"""The longest duration and lag, in days: a hundred years."""

DATES = ("not_before", "finish_not_before", "deadline")
SPANS = ("fixed", "window")

T = TypeVar("T")


def unique_by(key: str, items: Iterable[T]) -> dict[str, T]:
    """The items by their ``key``; DuplicateCode when two share one."""
    found: dict[str, T] = {}
    for item in items:
        code = getattr(item, key)
        if type(code) is not str or not code:
            raise InvalidField(repr(code)[:80], key, "must be a text that is not empty")
        if code in found:
            raise DuplicateCode(code, key)
        found[code] = item
    return found


def check_start(start: date | None) -> None:
    """The plan's start is a date between 1900 and 2200."""
    if start is not None:
        check_date("network", "start", start)


def check_calendars(calendars: Iterable[Calendar]) -> None:
    """Each calendar works on at least one day of the week; its exceptions are dates."""
    for calendar in calendars:
        if not calendar.weekdays:
            raise InvalidField(calendar.name, "weekdays", "must hold at least one day of the week")
        if any(type(d) is not int or not 0 <= d < WEEK for d in calendar.weekdays):
            raise InvalidField(calendar.name, "weekdays", "must be numbers from 0 (Monday) to 6")
        for name in ("holidays", "working"):
            for day in getattr(calendar, name):
                check_date(calendar.name, name, day)


def check_activities(
    activities: Iterable[Activity], calendars: Mapping[str, Calendar]
) -> tuple[Activity, ...]:
    """Check duration, calendar and dates of every activity; return those that say a date."""
    dated = []
    for activity in activities:
        if type(activity.duration) is not int or not 0 <= activity.duration <= LONGEST:
            rule = f"must be a whole number of working days from 0 to {LONGEST}"
            raise InvalidField(activity.code, "duration", rule)
        if activity.calendar not in calendars:
            raise UnknownCalendar(activity.code, activity.calendar)
        if type(activity.boundary) is not Boundary:
            raise InvalidField(activity.code, "boundary", "must be finish or start")
        if activity.says_a_date:
            _check_dates(activity)
            dated.append(activity)
    return tuple(dated)


def _check_dates(activity: Activity) -> None:
    for name in DATES:
        if (day := getattr(activity, name)) is not None:
            check_date(activity.code, name, day)
    for name in SPANS:
        if (span := getattr(activity, name)) is not None:
            _check_span(activity.code, name, span)


def _check_span(code: str, name: str, span: Span) -> None:
    if type(span) is not Span:
        raise InvalidField(code, name, "must be a span of days")
    check_date(code, name, span.last)
    if span.first is None:
        if name == "fixed":
            raise InvalidField(code, name, "must have a first day")
        return
    check_date(code, name, span.first)
    if span.first > span.last:
        raise InvalidField(code, name, "must not end before it starts")


def check_date(subject: str, field: str, day: date) -> None:
    """A calendar date (no instant) between 1900 and 2200."""
    if type(day) is not date:
        raise InvalidField(subject, field, "must be a calendar date")
    if not FIRST_DATE <= day <= LAST_DATE:
        raise InvalidField(subject, field, f"must lie between {FIRST_DATE} and {LAST_DATE}")


def check_link(link: Link) -> None:
    """Two ends that differ; a lag, a type and a unit of their kinds."""
    if link.predecessor == link.successor:
        raise InvalidField(str(link), "successor", "must not be the predecessor itself")
    if type(link.lag) is not int or not -LONGEST <= link.lag <= LONGEST:
        rule = f"must be a whole number from {-LONGEST} to {LONGEST}"
        raise InvalidField(str(link), "lag", rule)
    if type(link.type) is not LinkType:
        raise InvalidField(str(link), "type", "must be FS, SS, FF or SF")
    if type(link.unit) is not LagUnit:
        raise InvalidField(str(link), "unit", "must be wd or cd")

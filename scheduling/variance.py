"""How two schedules differ: how far each date has moved, and how much of that was caused where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduling.calendars import Axis, BeyondAxis, Calendar, work_table
from scheduling.instants import listed
from scheduling.passes import OffAxis, forward
from scheduling.schedule import Schedule
from scheduling.setting import Prepared, widened
from scheduling.standing import NO_DEMAND, Kind

CENTURY = 36_525


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How far a date has moved, in working and in calendar days; later is positive.

    Whose working days is said where one is answered. False when the date stands where it stood.
    """

    working: int
    calendar: int

    def __bool__(self) -> bool:
        return bool(self.calendar)


class Presence(StrEnum):
    """What two schedules can say of one activity. Being new or dropped is no shift of zero."""

    BOTH = "both"
    NEW = "new"
    DROPPED = "dropped"
    CANCELLED = "cancelled"
    """In either of them: it has no dates to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variance:
    """One activity in two schedules.

    ``start`` and ``finish`` are the shifts of its forecast, in working days of its calendar.
    The shift of the finish is ``inherited`` + ``own``: inherited is what its links brought, with
    everything about the activity itself as before; own is the rest, drift of unreported work
    included. All are None unless the activity has dates in both.
    """

    code: str
    presence: Presence
    start: Shift | None = None
    finish: Shift | None = None
    own: Shift | None = None
    inherited: Shift | None = None


def shift(calendar: Calendar, before: date, after: date, *, closing: bool = False) -> Shift:
    """How far ``after`` lies behind ``before``, negative when it is earlier.

    Both are inclusive days. Working days of ``calendar`` are counted between the instants that open
    them, or, with ``closing``, that close them: so a finish is compared with a finish.
    """
    axis = _axis(min(before, after), max(before, after))
    table = work_table(calendar, axis)
    first, last = axis.instant(before) + closing, axis.instant(after) + closing
    return Shift(working=table.between(first, last), calendar=last - first)


def _axis(first: date, last: date) -> Axis:
    """Whole centuries of days, so that few tables serve all dates, and a day before them."""
    start = first.toordinal() // CENTURY * CENTURY - 1
    return Axis(start, (last.toordinal() // CENTURY + 1) * CENTURY + 1)


def variances(before: Schedule, after: Schedule) -> tuple[Variance, ...]:
    """How each activity moved: those of ``after`` in its order, then those that were dropped.

    ``before`` is the baseline, or any earlier schedule. Shifts are of forecasts (actual, else
    early), in working days of the activity's calendar in ``after`` and in calendar days; later is
    positive. A new or dropped activity has none. BeyondHorizon where what arrived would leave the
    axis. (Variance: PMI; own and inherited delay: AACE 29R-03.)
    """
    arrived = _arrivals(before, after)
    present = tuple(_variance(before, after, code, arrived) for code in after.network.activities)
    dropped = tuple(
        Variance(code=code, presence=Presence.DROPPED)
        for code in before.network.activities
        if code not in after.network.activities
    )
    return present + dropped


def _variance(
    before: Schedule, after: Schedule, code: str, arrived: Mapping[str, date]
) -> Variance:
    if code not in before.network.activities:
        return Variance(code=code, presence=Presence.NEW)
    was, now = before.dates(code), after.dates(code)
    if was.start is None or was.finish is None or now.start is None or now.finish is None:
        return Variance(code=code, presence=Presence.CANCELLED)
    calendar = after.calendar(code)
    return Variance(
        code=code,
        presence=Presence.BOTH,
        start=shift(calendar, was.start, now.start),
        finish=shift(calendar, was.finish, now.finish, closing=True),
        inherited=shift(calendar, was.finish, arrived[code], closing=True),
        own=shift(calendar, arrived[code], now.finish, closing=True),
    )


def _arrivals(before: Schedule, after: Schedule) -> dict[str, date]:
    """When each activity of ``before`` would finish if only what it waits for stood as after."""
    prepared = before.prepared
    while True:
        try:
            return dict(_finishes(prepared, after.prepared))
        except OffAxis as off:
            prepared = widened(prepared, off)


def _finishes(before: Prepared, after: Prepared) -> Iterator[tuple[str, date]]:
    topology, now = before.case.network.topology, after.case.network.topology.index
    by = after.axis.first - before.axis.first
    ends = listed(before.ends)
    for code, i in topology.index.items():
        if code in now and after.ends[2 * now[code] + 1]:
            stands = after.ends[2 * now[code]] + by, after.ends[2 * now[code] + 1] + by
            if min(stands) <= NO_DEMAND:
                raise OffAxis(i, BeyondAxis())
            ends[2 * i], ends[2 * i + 1] = stands
    finishes = [0] * len(topology.order)

    def one_by_one() -> Iterator[int]:
        for i in topology.order:
            stands = ends[2 * i], ends[2 * i + 1]
            yield i
            finishes[i] = ends[2 * i + 1]
            ends[2 * i], ends[2 * i + 1] = stands

    forward(before.setting, ends, one_by_one())
    for code, i in topology.index.items():
        if before.setting.standings[i].kind is not Kind.CANCELLED:
            yield code, before.finish_day(i, finishes[i])

"""How far a date has moved, in working days of the milestone's calendar and in calendar days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.plan.model import Plan
from app.plan.updates import BaselineDates
from scheduling import Calendar, Network
from scheduling.calendars import Axis, work_table

DAYS_OF_A_CENTURY = 36_525


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Signed: later is positive."""

    working: int
    calendar: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifts:
    """The shifts of a milestone's start and finish; None where one side has no date."""

    start: Shift | None
    finish: Shift | None


class Measure:
    """Measures the shifts of a plan's milestones, each on its own calendar."""

    def __init__(self, plan: Plan, network: Network) -> None:
        self._calendars = network.calendars
        self._used: Mapping[str, str] = {each.code: each.calendar for each in plan.milestones}

    def shifts(self, code: str, before: BaselineDates, after: BaselineDates) -> Shifts:
        """How far the start and the finish of ``code`` have moved."""
        calendar = self._calendars[self._used[code]]
        return Shifts(
            start=shift(calendar, before.start, after.start),
            finish=shift(calendar, before.finish, after.finish, closing=True),
        )


def shift(
    calendar: Calendar, before: date | None, after: date | None, *, closing: bool = False
) -> Shift | None:
    """From one start to another; ``closing`` counts between the closes of two finishing days."""
    if before is None or after is None:
        return None
    axis = _axis(min(before, after), max(before, after))
    table = work_table(calendar, axis)
    first, last = axis.instant(before) + closing, axis.instant(after) + closing
    return Shift(working=table.between(first, last), calendar=last - first)


def _axis(first: date, last: date) -> Axis:
    """Whole centuries of days, so that few tables serve all dates."""
    start = first.toordinal() // DAYS_OF_A_CENTURY * DAYS_OF_A_CENTURY
    end = (last.toordinal() // DAYS_OF_A_CENTURY + 1) * DAYS_OF_A_CENTURY + 1
    return Axis(start, end)

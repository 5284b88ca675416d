"""How far a date has moved, in working days of the milestone's calendar and in calendar days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.plan.model import Plan
from app.plan.updates import BaselineDates
from scheduling import Calendar, Network, Shift
from scheduling import shift as engine_shift


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
        return Shifts(
            start=shift(self._calendar(code), before.start, after.start),
            finish=self.finish(code, before, after),
        )

    def finish(self, code: str, before: BaselineDates, after: BaselineDates) -> Shift | None:
        """How far the finish of ``code`` has moved."""
        return shift(self._calendar(code), before.finish, after.finish, closing=True)

    def _calendar(self, code: str) -> Calendar:
        return self._calendars[self._used[code]]


def shift(
    calendar: Calendar, before: date | None, after: date | None, *, closing: bool = False
) -> Shift | None:
    """From one start to another, or from one finish (``closing``); None without dates."""
    if before is None or after is None:
        return None
    return engine_shift(calendar, before, after, closing=closing)

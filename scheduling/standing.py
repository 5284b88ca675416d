"""Where each activity stands as of the data date, as the numbers that the passes start from.

The forward and the backward pass treat an activity by its *kind*; everything that its dates,
constraints and progress say is folded here, once, into five numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from scheduling.activities import FINISH, START, Activity, Boundary, Span
from scheduling.calendars import Axis, WorkTable
from scheduling.network import Network
from scheduling.options import Options, WindowAssumption
from scheduling.progress import Progress

NO_DEMAND = 0
"""The instant with which the axis begins: demands nothing, and nothing passes it on."""


class Kind(IntEnum):
    """How the passes treat an activity."""

    TASK = 0
    FINISH_MILESTONE = 1
    START_MILESTONE = 2
    STARTED = 3
    """In progress: the start is actual, what remains is scheduled."""
    HELD = 4
    """A fixed event: both dates are given, logic moves neither."""
    DONE = 5
    CANCELLED = 6

    @property
    def is_unstarted(self) -> bool:
        """Whether it is scheduled as a whole, by the activity's own dates and links."""
        return self <= Kind.START_MILESTONE

    @property
    def is_given(self) -> bool:
        """Whether both of its dates are given: no link moves either."""
        return self is Kind.HELD or self is Kind.DONE

    @classmethod
    def of(cls, activity: Activity) -> "Kind":
        """The kind of an activity that nothing was reported of."""
        if activity.duration:
            return cls.TASK
        return cls.START_MILESTONE if activity.boundary is Boundary.START else cls.FINISH_MILESTONE


class Constraint(StrEnum):
    """Which of an activity's own dates pushes it."""

    WINDOW = "window"
    NOT_BEFORE = "not-before"
    FINISH_NOT_BEFORE = "finish-not-before"


@dataclass(frozen=True, slots=True)
class Standing:
    """One activity as of the data date; instants are offsets on the axis.

    ``start`` and ``finish`` are given instants (of HELD and DONE, and the start of STARTED), else
    the earliest that constraints and windows allow. ``work`` is the working days to schedule.
    """

    kind: Kind
    work: int
    start: int
    finish: int


def floor_of(network: Network, data_date: date | None, axis: Axis) -> int:
    """The first instant of unfinished work: the plan's start or the close of the data date."""
    opened = [axis.instant(network.start)] if network.start else []
    reported = [axis.instant(data_date) + 1] if data_date else []
    return max(opened + reported)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads activities and their progress into standings."""

    axis: Axis
    floor: int
    options: Options

    def opening(self, activity: Activity, day: date) -> int:
        """The instant at which something that begins on ``day`` starts."""
        closes_only = activity.has_no_length and activity.boundary is Boundary.FINISH
        return self.axis.instant(day) + closes_only

    def closing(self, activity: Activity, day: date) -> int:
        """The instant at which something that ends on ``day`` finishes."""
        opens_only = activity.has_no_length and activity.boundary is Boundary.START
        return self.axis.instant(day) + (not opens_only)

    def standing(self, activity: Activity, progress: Progress, table: WorkTable) -> Standing:
        """How ``activity`` stands."""
        if progress.cancelled:
            return Standing(Kind.CANCELLED, 0, NO_DEMAND, NO_DEMAND)
        if progress.actual_start is not None:
            return self._reported(activity, progress, progress.actual_start, table)
        if activity.fixed is not None:
            return self._held(activity, activity.fixed, table)
        return self._planned(activity, table)

    def _reported(
        self, activity: Activity, progress: Progress, begun: date, table: WorkTable
    ) -> Standing:
        ended = progress.actual_finish
        if ended is not None and ended != begun:
            return Standing(Kind.DONE, 0, self.axis.instant(begun), self.axis.instant(ended) + 1)
        start = self.opening(activity, begun)
        if ended is not None:
            return Standing(Kind.DONE, 0, start, self.closing(activity, ended))
        if activity.fixed is not None:
            return Standing(Kind.HELD, 0, start, self._held(activity, activity.fixed, table).finish)
        return Standing(Kind.STARTED, self._remaining(progress, table), start, NO_DEMAND)

    def _remaining(self, progress: Progress, table: WorkTable) -> int:
        if progress.expected_finish is None:
            return progress.remaining or 0
        finish = self.axis.instant(progress.expected_finish) + 1
        return max(0, table.between(self.floor, finish))

    def _held(self, activity: Activity, fixed: Span, table: WorkTable) -> Standing:
        first = fixed.first or fixed.last
        if first != fixed.last:
            start = self.axis.instant(first)
            return Standing(Kind.HELD, 0, start, self.axis.instant(fixed.last) + 1)
        start = self.opening(activity, first)
        finish = self.closing(activity, first)
        if activity.duration > 1:
            finish = max(finish, table.advance(start, activity.duration))
        return Standing(Kind.HELD, 0, start, finish)

    def _planned(self, activity: Activity, table: WorkTable) -> Standing:
        start, finish = self.floor, NO_DEMAND
        for _, side, instant in self.constraints(activity, table):
            if side is START:
                start = max(start, instant)
            else:
                finish = max(finish, instant)
        return Standing(Kind.of(activity), activity.duration, start, finish)

    def constraints(
        self, activity: Activity, table: WorkTable
    ) -> Iterator[tuple[Constraint, int, int]]:
        """What an activity's own dates demand: the constraint, START or FINISH, the instant."""
        if activity.window is not None:
            start = self._window_start(activity, activity.window, table)
            yield Constraint.WINDOW, START, start
        if activity.not_before is not None:
            yield Constraint.NOT_BEFORE, START, self.opening(activity, activity.not_before)
        if activity.finish_not_before is not None:
            finish = self.closing(activity, activity.finish_not_before)
            yield Constraint.FINISH_NOT_BEFORE, FINISH, finish

    def _window_start(self, activity: Activity, window: Span, table: WorkTable) -> int:
        """The start at the assumed position; NO_DEMAND for an open window taken first."""
        first = NO_DEMAND
        if window.first is not None:
            first = self.first_position(activity, window.first, table)
        if self.options.windows is WindowAssumption.FIRST:
            return first
        return max(first, self._last_position(activity, window.last, table))

    def first_position(self, activity: Activity, first: date, table: WorkTable) -> int:
        """The start at the first position in a window that begins on ``first``."""
        instant = self.axis.instant(first)
        closes_only = activity.has_no_length and activity.boundary is Boundary.FINISH
        return table.closes(instant + 1) if closes_only else table.opens(instant)

    def _last_position(self, activity: Activity, last: date, table: WorkTable) -> int:
        """The start at the last position in a window that ends on ``last``."""
        if not activity.duration:
            opens_only = activity.boundary is Boundary.START
            instant = self.axis.instant(last)
            return table.opened(instant) if opens_only else table.closed(instant + 1)
        n = table.before[self.axis.instant(last) + 1] - activity.duration
        return table.days[n] if n >= 0 else NO_DEMAND

"""The forward pass of one activity in many cases: each number is a row, an entry for each case."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from scheduling.activities import Activity, Boundary
from scheduling.calendars import Axis, BeyondAxis, Calendar, WorkTable, work_table
from scheduling.standing import Kind, Standing

Row = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Table:
    """The arithmetic of a :class:`WorkTable` on rows."""

    def __init__(self, calendar: Calendar, axis: Axis) -> None:
        self.alone: WorkTable = work_table(calendar, axis)
        self.before = np.asarray(self.alone.before, dtype=np.int64)
        self.days = np.asarray(self.alone.days, dtype=np.int64)

    def opens(self, instants: Row) -> Row:
        """As :meth:`WorkTable.opens`."""
        return self.days.take(self.before.take(instants))

    def is_worked(self, instants: Row) -> Mask:
        """As :meth:`WorkTable.is_worked`."""
        worked: Mask = self.before.take(instants + 1) > self.before.take(instants)
        return worked

    def advance(self, instants: Row, days: int) -> Row:
        """As :meth:`WorkTable.advance`."""
        numbers = self.before.take(instants) + days
        return self.days.take(numbers - 1) + 1 if days > 0 else self.days.take(checked(numbers))


def checked(values: Row) -> Row:
    """``values``, or BeyondAxis when one of them lies before the axis."""
    if values.min(initial=0) < 0:
        raise BeyondAxis
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """The ``cases`` in which nothing but the data date moves an activity.

    ``standing`` holds whatever the data date; ``floors`` are the first instants of unfinished work,
    ``work`` the working days to schedule, which hang on it where a finish is expected.
    """

    cases: slice
    activity: Activity
    standing: Standing
    table: Table
    floors: Row
    work: Row
    ignores_starts: bool
    """Whether links into the start no longer bind what has begun (progress override)."""

    def ends(self, at_start: Row, at_finish: Row) -> tuple[Row, Row]:
        """Start and finish, given what links demand, as the forward pass places them."""
        kind, given = self.standing.kind, self.standing.start
        if kind.is_given:
            return self._all(given), self._all(self.standing.finish)
        if kind is Kind.CANCELLED:
            instants = np.maximum(at_start, at_finish)
            return instants, instants
        if kind is Kind.STARTED:
            start = self.floors if self.ignores_starts else np.maximum(at_start, self.floors)
            return self._all(given), self._closed(start, at_finish)
        start = np.maximum(np.maximum(at_start, self.floors), given)
        finish = np.maximum(at_finish, self.standing.finish)
        if kind is Kind.TASK:
            first = self._first_day(start, finish)
            return self.table.days.take(first), self._close(first, self.work)
        instants = np.maximum(start, finish)
        if kind is Kind.START_MILESTONE:
            instants = self.table.opens(instants)
        else:
            instants = self._close_of_work(instants)
        return instants, instants

    def last_days(self, starts: Row, finishes: Row, axis: Axis) -> list[date | None]:
        """The last days, inclusive, as :meth:`Prepared.finish_day` shows them."""
        if self.standing.kind is Kind.CANCELLED:
            return [None] * len(self.floors)
        opens = self._has_no_length(starts, finishes) & self._opens_its_day(finishes)
        return list(map(axis.day, (finishes - 1 + opens).tolist()))

    def _all(self, instant: int) -> Row:
        return np.full_like(self.floors, instant)

    def _closed(self, start: Row, finish: Row) -> Row:
        """Finishes of work in progress that goes on from ``start``."""
        worked = self._close(self._first_day(start, finish), np.maximum(self.work, 1))
        at_once = self._close_of_work(np.maximum(start, finish))
        closed: Row = np.where(self.work > 0, worked, at_once)
        return closed

    def _first_day(self, start: Row, finish: Row) -> Row:
        """Numbers of the first working days that start and finish as demanded."""
        first = self.table.before.take(start)
        if not finish.any():
            return first
        latest: Row = np.maximum(first, self.table.before.take(finish) - self.work)
        return latest

    def _close(self, first: Row, work: Row) -> Row:
        close: Row = self.table.days.take(first + work - 1) + 1
        return close

    def _close_of_work(self, instants: Row) -> Row:
        """As :func:`scheduling.passes.close_of_work`."""
        closes = (instants > self.floors) & self.table.is_worked(instants - 1)
        placed: Row = np.where(closes, instants, self.table.opens(instants))
        return placed

    def _has_no_length(self, starts: Row, finishes: Row) -> Mask:
        if self.standing.kind in (Kind.TASK, Kind.STARTED):
            return np.equal(self.work, 0)
        return np.equal(starts, finishes)

    def _opens_its_day(self, finishes: Row) -> Mask:
        kind = self.standing.kind
        if kind.is_given:
            return np.full(finishes.shape, self.activity.boundary is Boundary.START)
        if kind is Kind.START_MILESTONE:
            return np.ones(finishes.shape, dtype=bool)
        return np.equal(finishes, self.floors) | ~self.table.is_worked(finishes - 1)

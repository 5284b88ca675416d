"""Reads the steps of the simulation off a schedule, and the bounds between which everything stays.

One pass over the network with the earliest and the latest of everything at once. It finds what is
the same in all iterations, so that the iterations need not compute it, which links can never
matter, and how long the axis is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from scheduling.activities import Activity, Span
from scheduling.passes import OffAxis
from scheduling.progress import NOT_STARTED
from scheduling.risk.arriving import Links, latest
from scheduling.risk.bounds import NONE, Bounds, Range
from scheduling.risk.drawing import Drawing, Window
from scheduling.risk.model import Step, Variable
from scheduling.risk.scale import Roll, Route, Scale
from scheduling.risk.uncertainty import Inverse, Uncertainty, inverse
from scheduling.schedule import Schedule
from scheduling.setting import Prepared, widened
from scheduling.standing import Kind, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read; the ``routes`` of the links that matter have numbers."""

    bounds: Bounds
    steps: Sequence[Step]
    variables: Sequence[Variable]
    routes: Sequence[Route]


def read(schedule: Schedule, uncertainty: Mapping[str, Uncertainty]) -> Reading:
    """The reading; BeyondHorizon names the activity that may leave the years 1 to 3999."""
    prepared, j = schedule.prepared, 0
    while True:
        reader = _Reader(prepared, uncertainty)
        try:
            for j in schedule.network.topology.order:
                reader.read(j)
        except IndexError as error:
            prepared = widened(prepared, OffAxis(j, error))
        else:
            return reader.reading


class _Work(NamedTuple):
    """What is to be done of an activity, and the ``inverse`` by which it is drawn."""

    days: Range
    inverse: Inverse | None


class _Reader:
    """Reads one activity after the other; predecessors come first."""

    def __init__(self, prepared: Prepared, uncertainty: Mapping[str, Uncertainty]) -> None:
        self.prepared = prepared
        self.setting = prepared.setting
        self.topology = prepared.setting.topology
        self.uncertainty = uncertainty
        calendars = tuple(prepared.case.network.calendars.values())
        self.scale = scale = Scale(calendars, prepared.axis, prepared.setting.floor)
        self.bounds = Bounds.of(scale, len(self.topology.codes))
        self.links = Links(self.setting, self.bounds)
        self.steps: list[Step] = []
        self.drawing = Drawing()

    @property
    def reading(self) -> Reading:
        """What was read."""
        return Reading(
            bounds=self.bounds,
            steps=self.steps,
            variables=self.drawing.variables,
            routes=list(self.links.routes),
        )

    def read(self, j: int) -> None:
        """Read activity *j*."""
        standing = self.setting.standings[j]
        if standing.kind.is_given:
            self.bounds.set(2 * j, (standing.start, standing.start))
            self.bounds.set(2 * j + 1, (standing.finish, standing.finish))
            return
        activity, calendar = self.prepared.activity(j), self.topology.calendars[j]
        work, window = self._work_of(activity, standing), None
        roll = _roll(standing.kind, work.days[1])
        if activity.window is not None and standing.kind.is_unstarted:
            window = self._window(activity.window, calendar)
            standing = self._standing_without_window(activity, calendar)
            if window.room <= max(1, work.days[0]):
                standing = self._in_only_place(standing, window, roll)
                window = None
        if roll is Roll.TO_WORK:
            self._read_work(j, standing, work, window)
        else:
            self._read_point(j, standing, roll, window)

    def _work_of(self, activity: Activity, standing: Standing) -> _Work:
        has_work = standing.kind in (Kind.TASK, Kind.STARTED)
        uncertainty = self.uncertainty.get(activity.code) if has_work else None
        if uncertainty is None:
            return _Work((standing.work, standing.work), None)
        drawn = inverse(uncertainty)
        return _Work((drawn.least, drawn.most), drawn if drawn.least < drawn.most else None)

    def _window(self, window: Span, calendar: int) -> Window:
        """The working days that the window and the data date leave."""
        axis, before = self.scale.axis, self.scale.tables[calendar].before
        opened = self.scale.floor
        if window.first is not None:
            opened = max(opened, axis.instant(window.first))
        first = before[opened]
        room = before[axis.instant(window.last) + 1] - first
        return Window(calendar=calendar, first=first, room=room)

    def _standing_without_window(self, activity: Activity, calendar: int) -> Standing:
        return self.prepared.reader.standing(
            replace(activity, window=None), NOT_STARTED, self.setting.tables[calendar]
        )

    def _in_only_place(self, standing: Standing, window: Window, roll: Roll) -> Standing:
        """A window that leaves one place, or none: its first, as in every schedule."""
        place = int(window.places(self.scale, roll)[0])
        return replace(standing, start=max(standing.start, place))

    def _read_work(self, j: int, standing: Standing, work: _Work, window: Window | None) -> None:
        calendar, begun = self.topology.calendars[j], standing.kind is Kind.STARTED
        table, (least, most) = self.scale.tables[calendar], work.days
        starts, finishes = self.links.arriving(j, Roll.TO_WORK)
        least_start = table.before[self.scale.floor if begun else standing.start]
        least_finish = table.before[standing.finish] if standing.finish > 0 else NONE
        begin, close = latest(least_start, starts), latest(least_finish, finishes)
        if window is not None:
            begin = _later(begin, window.of_work(least))
        first = _later(begin, (close[0] - most, close[1] - least))
        last = _later((begin[0] + least, begin[1] + most), close)
        self._set_work(j, standing, first, last)
        duration, place = self._variables(j, work, window)
        step = Step(
            number=j,
            point=False,
            begin=self.links.binding(starts, least_start, first[0], Roll.TO_WORK, j),
            close=self.links.binding(finishes, least_finish, last[0], Roll.TO_WORK, j),
            work=least,
            duration=duration,
            place=place,
        )
        self.steps.append(step)

    def _set_work(self, j: int, standing: Standing, first: Range, last: Range) -> None:
        """Set the bounds of work whose first day and whose close have these numbers."""
        calendar = self.topology.calendars[j]
        days, unit = self.scale.tables[calendar].days, self.scale.units[calendar]
        days[last[1]]  # an IndexError where the axis is too short
        if standing.kind is Kind.STARTED:
            self.bounds.set(2 * j, (standing.start, standing.start))
        else:
            self.bounds.set(2 * j, (days[first[0]], days[first[1]]), unit)
        self.bounds.set(2 * j + 1, (days[last[0] - 1] + 1, days[last[1] - 1] + 1), unit)

    def _read_point(self, j: int, standing: Standing, roll: Roll, window: Window | None) -> None:
        starts, finishes = self.links.arriving(j, roll)
        arriving, begun = starts + finishes, standing.kind is Kind.STARTED
        given = self.scale.floor if begun else standing.start
        least = self.links.rolling(roll, j)(max(given, standing.finish))
        at, place, code = latest(least, arriving), None, self.topology.codes[j]
        if window is not None:
            days = window.places(self.scale, roll)
            at = _later(at, (int(days[0]), int(days[-1])))
            place = self.drawing.place(code, window, 1, days=days)
        self.scale.tables[self.topology.calendars[j]].before[at[1] + 1]
        self.bounds.points.add(j)
        self.bounds.set(2 * j, (standing.start, standing.start) if begun else at)
        self.bounds.set(2 * j + 1, at)
        begin = self.links.binding(arriving, least, at[0], roll, j)
        self.steps.append(Step(number=j, point=True, begin=begin, place=place))

    def _variables(
        self, j: int, work: _Work, window: Window | None
    ) -> tuple[int | None, int | None]:
        """The numbers of the duration and of the place that work draws, if it does."""
        code, duration, place = self.topology.codes[j], None, None
        if work.inverse is not None:
            duration = self.drawing.duration(code, work.inverse)
        if window is not None:
            place = self.drawing.place(code, window, work.days[0], duration=duration)
        return duration, place


def _roll(kind: Kind, work: int) -> Roll:
    """What an activity makes of the demands on it."""
    if kind is Kind.TASK or (kind is Kind.STARTED and work):
        return Roll.TO_WORK
    if kind is Kind.CANCELLED:
        return Roll.STAYS
    return Roll.OPENS if kind is Kind.START_MILESTONE else Roll.CLOSES


def _later(one: Range, other: Range) -> Range:
    return max(one[0], other[0]), max(one[1], other[1])

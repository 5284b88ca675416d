"""Reads the bounds of every activity off a schedule, and which links can matter within them.

One pass over the network with the earliest and the latest of everything at once. It finds what is
the same in all iterations, so that the iterations need not compute it, and how long the axis is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from scheduling.activities import FINISH, START, Activity, Span
from scheduling.errors import BeyondHorizon
from scheduling.passes import GIVEN
from scheduling.progress import NOT_STARTED
from scheduling.risk.bounds import NONE, Arriving, Bound, Bounds, Range, Window
from scheduling.risk.scale import INSTANT, Lag, Roll, Route, Scale
from scheduling.risk.uncertainty import Uncertainty, whole_days
from scheduling.schedule import Schedule
from scheduling.standing import NO_DEMAND, Kind, Standing


def bounds_of(schedule: Schedule, uncertainty: Mapping[str, Uncertainty]) -> Bounds:
    """The bounds; BeyondHorizon names the activity that may leave the years 1 to 3999."""
    prepared = schedule.prepared
    axis, topology = prepared.axis, schedule.network.topology
    calendars = tuple(schedule.network.calendars.values())
    while True:
        j = 0
        bounds = Bounds(Scale(calendars, axis, prepared.setting.floor))
        reading = _Reading(schedule, uncertainty, bounds)
        try:
            for j in topology.order:
                bounds.of[j] = reading.bound(j)
        except IndexError:
            longer = axis.longer()
            if longer is None:
                raise BeyondHorizon(topology.codes[j]) from None
            axis = longer
        else:
            return bounds


class _Reading:
    """Reads one activity after the other; predecessors come first."""

    def __init__(
        self, schedule: Schedule, uncertainty: Mapping[str, Uncertainty], bounds: Bounds
    ) -> None:
        self.schedule = schedule
        self.uncertainty = uncertainty
        self.bounds = bounds
        self.scale = bounds.scale
        self.setting = schedule.prepared.setting

    def bound(self, j: int) -> Bound:
        """Activity *j* within its bounds."""
        topology, standing = self.setting.topology, self.setting.standings[j]
        if standing.kind in GIVEN:
            return self._given(standing)
        activity = self.schedule.prepared.activity(j)
        uncertainty = self._uncertainty(activity, standing)
        work = (standing.work, standing.work)
        if uncertainty is not None:
            work = (whole_days(uncertainty.low), whole_days(uncertainty.high))
            standing = replace(standing, work=work[1])
        window, calendar = None, topology.calendars[j]
        if activity.window is not None and standing.kind.is_unstarted:
            window = self._window(activity.window, calendar)
            standing = self._standing_without_window(activity, calendar)
        roll = _roll(standing)
        if window is not None and window.room <= max(1, work[0]):
            standing, window = self._in_only_place(standing, window, calendar, roll), None
        arriving = self._arriving(j, roll, calendar)
        if roll is not Roll.TO_WORK:
            return self._point(standing, window, calendar, roll, arriving)
        return self._work(standing, work, uncertainty, window, calendar, arriving)

    def _given(self, standing: Standing) -> Bound:
        start, finish = standing.start, standing.finish
        return Bound(
            standing=standing,
            point=False,
            least_start=start,
            least_finish=finish,
            work=(0, 0),
            uncertainty=None,
            window=None,
            arriving=(),
            start=(start, start),
            finish=(finish, finish),
            start_unit=INSTANT,
            finish_unit=INSTANT,
        )

    def _uncertainty(self, activity: Activity, standing: Standing) -> Uncertainty | None:
        has_work = standing.kind in (Kind.TASK, Kind.STARTED)
        return self.uncertainty.get(activity.code) if has_work else None

    def _window(self, window: Span, calendar: int) -> Window:
        """The working days that the window and the data date leave."""
        axis, before = self.scale.axis, self.scale.before[calendar]
        opened = self.scale.floor
        if window.first is not None:
            opened = max(opened, axis.instant(window.first))
        first = int(before[opened])
        return Window(first=first, room=int(before[axis.instant(window.last) + 1]) - first)

    def _standing_without_window(self, activity: Activity, calendar: int) -> Standing:
        return self.schedule.prepared.reader.standing(
            replace(activity, window=None), NOT_STARTED, self.setting.tables[calendar]
        )

    def _in_only_place(
        self, standing: Standing, window: Window, calendar: int, roll: Roll
    ) -> Standing:
        """A window that leaves one place, or none: its first, as in every schedule."""
        place = int(places_of(self.scale, window, calendar, roll)[0])
        return replace(standing, start=max(standing.start, place))

    def _arriving(self, j: int, roll: Roll, calendar: int) -> Iterator[Arriving]:
        """Each link into *j* that can bind it."""
        for source, end, lag, unit in self.setting.binding(j):
            low, high = self.bounds.range_of(source)
            if high == NO_DEMAND and roll is not Roll.STAYS:
                continue
            moved_by = Lag(days=lag if high != NO_DEMAND else 0, unit=unit)
            side = end & 1
            route = Route(
                unit=self.bounds.unit_of(source),
                side=source & 1,
                lag=moved_by,
                roll=roll,
                calendar=calendar,
            )
            shift = self.scale.shift(route)
            if shift is None:
                low, high = self.scale.arrive(route, np.array((low, high))).tolist()
            else:
                low, high = low + shift, high + shift
            yield Arriving(source, side, route, low, high)

    def _work(
        self,
        standing: Standing,
        work: Range,
        uncertainty: Uncertainty | None,
        window: Window | None,
        calendar: int,
        links: Iterator[Arriving],
    ) -> Bound:
        arriving = list(links)
        begun = standing.kind is Kind.STARTED
        least_start, least_finish = self._least(standing, begun, calendar)
        starts = [(each.low, each.high) for each in arriving if each.side is START]
        if window is not None:
            starts.append((window.first, window.first + max(0, window.room - work[0])))
        finishes = [(each.low, each.high) for each in arriving if each.side is FINISH]
        from_start, at_finish = _latest(least_start, starts), _latest(least_finish, finishes)
        first = (
            max(from_start[0], at_finish[0] - work[1]),
            max(from_start[1], at_finish[1] - work[0]),
        )
        close = tuple(max(from_start[n] + work[n], at_finish[n]) for n in (0, 1))
        unit = self.scale.units[calendar]
        self._check_on_axis(close[1], calendar)
        return Bound(
            standing=standing,
            point=False,
            least_start=least_start,
            least_finish=least_finish,
            work=work,
            uncertainty=uncertainty if work[0] < work[1] else None,
            window=window,
            arriving=tuple(
                each for each in arriving if each.high >= (close if each.side else first)[0]
            ),
            start=(standing.start, standing.start) if begun else first,
            finish=(close[0], close[1]),
            start_unit=INSTANT if begun else unit,
            finish_unit=unit,
        )

    def _least(self, standing: Standing, begun: bool, calendar: int) -> Range:  # noqa: FBT001
        before = self.scale.before[calendar]
        start = self.scale.floor if begun else standing.start
        finish = int(before[standing.finish]) if standing.finish > 0 else NONE
        return int(before[start]), finish

    def _check_on_axis(self, close: int, calendar: int) -> None:
        self.scale.days[calendar][close]

    def _point(
        self,
        standing: Standing,
        window: Window | None,
        calendar: int,
        roll: Roll,
        links: Iterator[Arriving],
    ) -> Bound:
        arriving = list(links)
        given = self.setting.floor if standing.kind is Kind.STARTED else standing.start
        least = int(self.scale.rolled(np.array(max(given, standing.finish)), roll, calendar))
        ranges = [(each.low, each.high) for each in arriving]
        if window is not None:
            places = places_of(self.scale, window, calendar, roll)
            ranges.append((int(places[0]), int(places[-1])))
        at = _latest(least, ranges)
        self.scale.before[calendar][at[1] + 1]
        begun = standing.kind is Kind.STARTED
        return Bound(
            standing=standing,
            point=True,
            least_start=least,
            least_finish=NONE,
            work=(0, 0),
            uncertainty=None,
            window=window,
            arriving=tuple(each for each in arriving if each.high >= at[0]),
            start=(standing.start, standing.start) if begun else at,
            finish=at,
            start_unit=INSTANT,
            finish_unit=INSTANT,
        )


def places_of(
    scale: Scale, window: Window, calendar: int, roll: Roll
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The instants at which something without length may stand in ``window``."""
    numbers = np.arange(window.first, window.first + max(1, window.room))
    places: np.ndarray[tuple[int], np.dtype[np.int64]] = scale.days[calendar][numbers]
    return places + (roll is Roll.CLOSES)


def _roll(standing: Standing) -> Roll:
    """What an activity makes of the demands on it."""
    kind = standing.kind
    if kind is Kind.TASK or (kind is Kind.STARTED and standing.work):
        return Roll.TO_WORK
    if kind is Kind.CANCELLED:
        return Roll.STAYS
    return Roll.OPENS if kind is Kind.START_MILESTONE else Roll.CLOSES


def _latest(least: int, ranges: list[Range]) -> Range:
    return (
        max([least, *(low for low, _ in ranges)]),
        max([least, *(high for _, high in ranges)]),
    )

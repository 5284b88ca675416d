"""From a network and its progress to the numbers on the axis, with the forward pass done.

The axis is as long as the dates that come out need it to be: it begins with room around the dates
that go in and grows when a pass walks off it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from scheduling.activities import Activity, Boundary
from scheduling.calendars import Axis, Calendar, WorkTable, work_table
from scheduling.errors import BeyondHorizon
from scheduling.network import Network
from scheduling.options import Options
from scheduling.passes import OffAxis, Setting, forward
from scheduling.progress import NOT_STARTED, Progress
from scheduling.standing import Kind, Reader, Standing, floor_of

YEAR = 366
ROOM_BEFORE, ROOM_AFTER = 10, 30
"""Years around the input dates with which the axis begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The early instants, and what they were computed with."""

    network: Network
    axis: Axis
    reader: Reader
    setting: Setting
    ends: list[int]

    def start_day(self, i: int, instant: int) -> date:
        """The first day of activity *i* when it starts at ``instant``."""
        started = self.setting.standings[i].kind is Kind.STARTED
        if self._has_no_length(i) and not started:
            return self.finish_day(i, instant)
        return self.axis.day(instant)

    def finish_day(self, i: int, instant: int) -> date:
        """The last day, inclusive, of activity *i* when it finishes at ``instant``.

        What has no length shows the working day that the instant closes, else the one it opens.
        """
        if self._has_no_length(i) and self._opens_its_day(i, instant):
            return self.axis.day(instant)
        return self.axis.day(instant - 1)

    def _has_no_length(self, i: int) -> bool:
        standing = self.setting.standings[i]
        if standing.kind in (Kind.TASK, Kind.STARTED):
            return not standing.work
        return self.ends[2 * i] == self.ends[2 * i + 1]

    def _opens_its_day(self, i: int, instant: int) -> bool:
        kind = self.setting.standings[i].kind
        if kind in (Kind.HELD, Kind.DONE):
            return (
                self.network.activities[self.network.topology.codes[i]].boundary is Boundary.START
            )
        if kind is Kind.START_MILESTONE:
            return True
        is_over = instant == self.ends[2 * i + 1] == self.setting.floor
        return is_over or not self.setting.table(i).is_worked(instant - 1)


def prepare(
    network: Network, progress: Mapping[str, Progress], data_date: date | None, options: Options
) -> Prepared:
    """Run the forward pass on an axis that also has room for the backward pass.

    Raises BeyondHorizon with the activity whose dates leave the years 1 to 3999.
    """
    days = list(_dates(network, progress, data_date))
    axis = _first_axis(min(days), max(days))
    prepared = _forwarded(network, progress, data_date, options, axis)
    span = max(prepared.ends, default=prepared.setting.floor) - prepared.setting.floor
    earliest = min(days).toordinal() - 2 * span - YEAR
    if earliest >= prepared.axis.first or prepared.axis.first == 1:
        return prepared
    return _from_earlier(prepared, progress, data_date, max(1, earliest))


def _from_earlier(
    prepared: Prepared, progress: Mapping[str, Progress], data_date: date | None, first: int
) -> Prepared:
    """The same on an axis that begins at the ordinal ``first``."""
    axis, options = Axis(first, prepared.axis.end), prepared.reader.options
    moved = _unscheduled(prepared.network, progress, data_date, options, axis)
    by = prepared.axis.first - first
    return replace(moved, ends=[instant + by for instant in prepared.ends])


def _forwarded(
    network: Network,
    progress: Mapping[str, Progress],
    data_date: date | None,
    options: Options,
    axis: Axis,
) -> Prepared:
    """The forward pass on ``axis``, which grows at its far end as needed."""
    prepared = _unscheduled(network, progress, data_date, options, axis)
    topology, begin = network.topology, 0
    while True:
        try:
            forward(prepared.setting, prepared.ends, islice(topology.order, begin, None))
        except OffAxis as off:
            prepared = lengthened(prepared, off.activity)
            begin = topology.rank[off.activity]
        else:
            return prepared


def _unscheduled(
    network: Network,
    progress: Mapping[str, Progress],
    data_date: date | None,
    options: Options,
    axis: Axis,
) -> Prepared:
    """Everything before the forward pass."""
    while True:
        reader = Reader(axis=axis, floor=floor_of(network, data_date, axis), options=options)
        try:
            setting = _setting_on(reader, network, progress)
        except OffAxis as off:
            axis = _longer(axis, network.topology.codes[off.activity])
        else:
            ends = [0] * (2 * len(network.activities))
            return Prepared(network=network, axis=axis, reader=reader, setting=setting, ends=ends)


def lengthened(prepared: Prepared, activity: int) -> Prepared:
    """The same on a longer axis; BeyondHorizon names ``activity`` when there is none."""
    network = prepared.network
    axis = _longer(prepared.axis, network.topology.codes[activity])
    setting = replace(prepared.setting, tables=_tables(network.calendars, axis))
    return replace(prepared, axis=axis, setting=setting)


def _longer(axis: Axis, code: str) -> Axis:
    longer = axis.longer()
    if longer is None:
        raise BeyondHorizon(code)
    return longer


def _tables(calendars: Mapping[str, Calendar], axis: Axis) -> list[WorkTable]:
    return [work_table(calendar, axis) for calendar in calendars.values()]


def _first_axis(earliest: date, latest: date) -> Axis:
    first = date(max(1, earliest.year - ROOM_BEFORE), 1, 1)
    return Axis(first.toordinal(), date(latest.year + ROOM_AFTER, 1, 1).toordinal())


def _dates(
    network: Network, progress: Mapping[str, Progress], data_date: date | None
) -> Iterator[date]:
    yield from (day for day in (network.start, data_date) if day)
    for activity in network.dated:
        yield from (day for day in _dates_of(activity) if day)
    for reported in progress.values():
        days = (reported.actual_start, reported.actual_finish, reported.expected_finish)
        yield from (day for day in days if day)


def _dates_of(activity: Activity) -> Iterator[date | None]:
    yield from (activity.not_before, activity.finish_not_before, activity.deadline)
    for span in (activity.fixed, activity.window):
        if span is not None:
            yield from (span.first, span.last)


def _setting_on(reader: Reader, network: Network, progress: Mapping[str, Progress]) -> Setting:
    tables = _tables(network.calendars, reader.axis)
    index, calendars = network.topology.index, network.topology.calendars
    standings = _plain_standings(network, reader.floor)
    special = {activity.code: activity for activity in network.dated}
    special.update((code, network.activities[code]) for code in progress)
    for code, activity in special.items():
        i = index[code]
        try:
            reported = progress.get(code, NOT_STARTED)
            standings[i] = reader.standing(activity, reported, tables[calendars[i]])
        except IndexError:
            raise OffAxis(i) from None
    return Setting(
        topology=network.topology,
        tables=tables,
        standings=standings,
        deadlines={
            index[activity.code]: reader.closing(activity, activity.deadline)
            for activity in network.dated
            if activity.deadline
        },
        floor=reader.floor,
        progress_rule=reader.options.progress,
    )


def _plain_standings(network: Network, floor: int) -> list[Standing]:
    """Every activity as if it had neither dates nor progress; equal ones share one object."""
    shared: dict[tuple[int, str], Standing] = {}
    standings = []
    for activity in network.activities.values():
        key = (activity.duration, activity.boundary)
        if key not in shared:
            shared[key] = Standing(Kind.of(activity), activity.duration, floor, 0)
        standings.append(shared[key])
    return standings

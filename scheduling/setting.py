"""From a question to the numbers on the axis, with the forward pass done.

The axis begins with room around the dates that go in and grows, at either end, when a pass walks
off it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice

from scheduling.activities import Activity, Boundary
from scheduling.calendars import Axis, Calendar, WorkTable, work_table
from scheduling.errors import BeyondHorizon
from scheduling.instants import Instants, listed
from scheduling.network import Network
from scheduling.options import Options
from scheduling.passes import OffAxis, Setting, forward
from scheduling.progress import NOT_STARTED, Progress
from scheduling.standing import NO_DEMAND, Kind, Reader, Standing, floor_of

ROOM_BEFORE, ROOM_AFTER = 10, 30
"""Years around the input dates with which the axis begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is to be scheduled; the progress is checked and complete."""

    network: Network
    progress: Mapping[str, Progress]
    data_date: date | None
    options: Options


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """The early instants of a case, and what they were computed with."""

    case: Case
    axis: Axis
    reader: Reader
    setting: Setting
    ends: Instants
    known_end: int | None = None
    """The plan's end where it was found without a look at everything."""

    @cached_property
    def plan_end(self) -> int:
        """The latest early finish of all that is not cancelled."""
        if self.known_end is not None:
            return self.known_end
        ends = listed(self.ends)
        for i in self.cancelled():
            ends[2 * i + 1] = 0
        return max(ends[1::2], default=self.setting.floor)

    def cancelled(self) -> Iterator[int]:
        """The numbers of what is cancelled."""
        index = self.case.network.topology.index
        return (index[code] for code, each in self.case.progress.items() if each.cancelled)

    def activity(self, i: int) -> Activity:
        """Activity number *i*."""
        network = self.case.network
        return network.activities[network.topology.codes[i]]

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
        if kind.is_given:
            return self.activity(i).boundary is Boundary.START
        if kind is Kind.START_MILESTONE:
            return True
        is_over = instant == self.ends[2 * i + 1] == self.setting.floor
        return is_over or not self.setting.table(i).is_worked(instant - 1)


def prepare(case: Case) -> Prepared:
    """Run the forward pass; BeyondHorizon names the activity whose dates leave the horizon."""
    prepared = _unscheduled(case, axis_around(list(_dates(case))))
    topology, begin = case.network.topology, 0
    while True:
        try:
            forward(prepared.setting, prepared.ends, islice(topology.order, begin, None))
        except OffAxis as off:
            prepared = widened(prepared, off)
            begin = topology.rank[off.activity]
        else:
            return prepared


def axis_around(days: Collection[date]) -> Axis:
    """An axis with room around ``days``."""
    first = date(max(1, _decade(min(days).year - ROOM_BEFORE)), 1, 1)
    last = date(_decade(max(days).year + ROOM_AFTER), 1, 1)
    return Axis(first.toordinal(), last.toordinal())


def widened(prepared: Prepared, off: OffAxis) -> Prepared:
    """The same on a longer axis; BeyondHorizon names the activity when there is none."""
    case = prepared.case
    axis = _longer(prepared.axis, off, case.network)
    if not off.before:
        setting = replace(prepared.setting, tables=_tables(case.network.calendars, axis))
        return replace(prepared, axis=axis, setting=setting)
    by = prepared.axis.first - axis.first
    ends = [NO_DEMAND if end == NO_DEMAND else end + by for end in listed(prepared.ends)]
    return replace(_unscheduled(case, axis), ends=ends)


def _unscheduled(case: Case, axis: Axis) -> Prepared:
    """Everything before the forward pass."""
    while True:
        floor = floor_of(case.network, case.data_date, axis)
        reader = Reader(axis=axis, floor=floor, options=case.options)
        try:
            setting = _setting_on(reader, case)
        except OffAxis as off:
            axis = _longer(axis, off, case.network)
        else:
            ends = [NO_DEMAND] * (2 * len(case.network.activities))
            return Prepared(case=case, axis=axis, reader=reader, setting=setting, ends=ends)


def _longer(axis: Axis, off: OffAxis, network: Network) -> Axis:
    longer = axis.earlier() if off.before else axis.longer()
    if longer is None:
        field = "start" if off.before else "finish"
        raise BeyondHorizon(network.topology.codes[off.activity], field)
    return longer


def _decade(year: int) -> int:
    """The year with which the decade begins: few axes, so that tables are shared."""
    return year - year % 10


def _tables(calendars: Mapping[str, Calendar], axis: Axis) -> list[WorkTable]:
    return [work_table(calendar, axis) for calendar in calendars.values()]


def _dates(case: Case) -> Iterator[date]:
    yield from (day for day in (case.network.start, case.data_date) if day)
    for activity in case.network.dated:
        yield from days_said(activity)
    for reported in case.progress.values():
        yield from days_reported(reported)


def days_said(activity: Activity) -> Iterator[date]:
    """The days that an activity names of itself."""
    spans = [span for span in (activity.fixed, activity.window) if span]
    days = [activity.not_before, activity.finish_not_before, activity.deadline]
    days += [day for span in spans for day in (span.first, span.last)]
    return filter(None, days)


def days_reported(progress: Progress) -> Iterator[date]:
    """The days that progress names."""
    return filter(None, (progress.actual_start, progress.actual_finish, progress.expected_finish))


def _setting_on(reader: Reader, case: Case) -> Setting:
    network = case.network
    tables = _tables(network.calendars, reader.axis)
    index, calendars = network.topology.index, network.topology.calendars
    standings = _plain_standings(network, reader.floor)
    special = {activity.code: activity for activity in network.dated}
    special.update((code, network.activities[code]) for code in case.progress)
    for code, activity in special.items():
        i = index[code]
        progress = case.progress.get(code, NOT_STARTED)
        standings[i] = standing_of(reader, i, activity, progress, tables[calendars[i]])
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


def deadline_of(reader: Reader, i: int, activity: Activity) -> int | None:
    """By which instant activity number *i* is due; OffAxis where that lies off the axis."""
    try:
        return reader.closing(activity, activity.deadline) if activity.deadline else None
    except IndexError as error:
        raise OffAxis(i, error) from None


def standing_of(
    reader: Reader, i: int, activity: Activity, progress: Progress, table: WorkTable
) -> Standing:
    """How activity number *i* stands; OffAxis where its own dates lie off the axis."""
    try:
        return reader.standing(activity, progress, table)
    except IndexError as error:
        raise OffAxis(i, error) from None


def _plain_standings(network: Network, floor: int) -> list[Standing]:
    """Every activity as if it had neither dates nor progress; equal ones share one object."""
    shared: dict[tuple[int, Boundary], Standing] = {}
    standings = []
    for activity in network.activities.values():
        key = (activity.duration, activity.boundary)
        standing = shared.get(key)
        if standing is None:
            standing = Standing(Kind.of(activity), activity.duration, floor, NO_DEMAND)
            shared[key] = standing
        standings.append(standing)
    return standings

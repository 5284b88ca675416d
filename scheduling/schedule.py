"""``schedule``: from a network, its progress and a data date to every date and float."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduling.activities import START, Link
from scheduling.calendars import Calendar
from scheduling.drivers import Driver, DriverKind, is_driving
from scheduling.errors import InvalidField, UnknownCode
from scheduling.floats import free_float_of, total_float_of
from scheduling.network import Network
from scheduling.options import DEFAULTS, Options
from scheduling.passes import NEVER, OffAxis, backward
from scheduling.progress import NOT_STARTED, Progress, checked_progress
from scheduling.setting import Case, Prepared, prepare, widened
from scheduling.standing import NO_DEMAND, Kind
from scheduling.targets import PROJECT, Late, limits_of, plan_end
from scheduling.validation import check_date


class Status(StrEnum):
    """How far an activity is, as of the data date."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDates:
    """Forecast of one activity, inclusive days: actual dates where there are any, else early dates.

    Both are None when the activity is cancelled.
    """

    code: str
    start: date | None
    finish: date | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDates:
    """Late dates (inclusive) and total float of one activity to one target.

    ``total_float`` is in signed working days of the activity's calendar, never clipped. All are
    None where the activity is done, cancelled, or does not lead to the target; ``start`` is None
    once it has started.
    """

    start: date | None
    finish: date | None
    total_float: int | None


NO_LATE_DATES = LateDates(start=None, finish=None, total_float=None)


def schedule(
    network: Network,
    *,
    progress: Mapping[str, Progress] | None = None,
    data_date: date | None = None,
    options: Options = DEFAULTS,
) -> "Schedule":
    """Compute the early dates of ``network`` as of the close of ``data_date``.

    ``progress`` says what has happened, by activity code. Either the network's start or a data date
    is needed. Late dates and floats are computed when they are asked for, per target. Pure: the
    same arguments give the same schedule. Raises the errors of :mod:`scheduling.errors`.
    """
    if data_date is None and network.start is None:
        raise InvalidField("network", "start", "must be given when there is no data date")
    if data_date is not None:
        check_date("schedule", "data_date", data_date)
    reported = checked_progress(network.activities, progress or {}, data_date)
    case = Case(network=network, progress=reported, data_date=data_date, options=options)
    return Schedule(prepare(case))


class Schedule:
    """The solution: early dates at once; late dates, floats and drivers as they are asked for."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.late_by_target: dict[str, Late] = {}

    @property
    def network(self) -> Network:
        """The network that was scheduled."""
        return self.prepared.case.network

    @property
    def progress(self) -> Mapping[str, Progress]:
        """What has happened, by activity code; complete."""
        return self.prepared.case.progress

    @property
    def data_date(self) -> date | None:
        """The day as of whose close it was scheduled."""
        return self.prepared.case.data_date

    @property
    def options(self) -> Options:
        """How it was scheduled."""
        return self.prepared.case.options

    def __repr__(self) -> str:
        return f"Schedule({len(self.network.activities)} activities, data date {self.data_date})"

    def dates(self, code: str) -> ActivityDates:
        """The forecast of activity ``code``."""
        i = self._number(code)
        status = self.status(code)
        if status is Status.CANCELLED:
            return ActivityDates(code=code, start=None, finish=None, status=status)
        ends = self.prepared.ends
        return ActivityDates(
            code=code,
            start=self.prepared.start_day(i, ends[2 * i]),
            finish=self.prepared.finish_day(i, ends[2 * i + 1]),
            status=status,
        )

    def calendar(self, code: str) -> Calendar:
        """The calendar of activity ``code``."""
        self._number(code)
        return self.network.calendars[self.network.activities[code].calendar]

    def status(self, code: str) -> Status:
        """How far activity ``code`` is."""
        progress = self.progress.get(code, NOT_STARTED)
        if progress.cancelled:
            return Status.CANCELLED
        if progress.finished:
            return Status.DONE
        return Status.IN_PROGRESS if progress.started else Status.NOT_STARTED

    def late(self, code: str, target: str = PROJECT) -> LateDates:
        """Late dates of ``code`` for ``target`` to keep its date, and the total float."""
        i = self._number(code)
        late = self._late_instants(target)
        total_float = self.total_float(code, target)
        if total_float is None:
            return NO_LATE_DATES
        started = self.prepared.setting.standings[i].kind is Kind.STARTED
        return LateDates(
            start=None if started else self.prepared.start_day(i, late[2 * i]),
            finish=self.prepared.finish_day(i, late[2 * i + 1]),
            total_float=total_float,
        )

    def total_float(self, code: str, target: str = PROJECT) -> int | None:
        """Signed working days of ``code``'s calendar before ``target`` misses its date."""
        late = self._late_instants(target)
        return total_float_of(self.prepared.setting, self._number(code), self.prepared.ends, late)

    def free_float(self, code: str) -> int | None:
        """Working days, 0 at least, that ``code`` can lose before anything else moves."""
        signed = self.signed_free_float(code)
        return None if signed is None else max(0, signed)

    def signed_free_float(self, code: str) -> int | None:
        """As :meth:`free_float`, negative where a fixed event already stands too early."""
        prepared = self.prepared
        return free_float_of(
            prepared.setting, self._number(code), prepared.ends, plan_end(self.prepared)
        )

    def margin(self, link: Link) -> int | None:
        """Signed calendar days by which ``link`` holds: 0 just holds, negative is violated.

        None when it demands nothing, because its predecessor is cancelled and waits for nothing.
        """
        demand, side = self._demand(link)
        if demand == NO_DEMAND:
            return None
        return self.prepared.ends[2 * self._number(link.successor) + side] - demand

    def is_out_of_sequence(self, link: Link) -> bool:
        """Whether the successor's end was reported although ``link`` did not yet allow it."""
        reported = self.progress.get(link.successor, NOT_STARTED)
        _, side = self._demand(link)
        happened = reported.started if side is START else reported.finished
        margin = self.margin(link)
        return happened and not reported.cancelled and margin is not None and margin < 0

    def finishing_last(self) -> Iterator[str]:
        """The activities whose early finish is the plan's end."""
        end = plan_end(self.prepared)
        for code, i in self.network.topology.index.items():
            cancelled = self.prepared.setting.standings[i].kind is Kind.CANCELLED
            if self.prepared.ends[2 * i + 1] == end and not cancelled:
                yield code

    def drivers(self, code: str) -> tuple[Driver, ...]:
        """What sets the early dates of ``code``: every tie, links first."""
        return (*self._driving_links(code), *self._own_drivers(code))

    def _driving_links(self, code: str) -> Iterator[Driver]:
        setting, ends, j = self.prepared.setting, self.prepared.ends, self._number(code)
        ignores_starts = setting.ignores_starts(setting.standings[j])
        for link in self.network.links_into[code]:
            demand, side = self._demand(link)
            if side is START and ignores_starts:
                continue
            if is_driving(setting, j, ends, side=side, demand=demand):
                yield Driver(kind=DriverKind.LINK, link=link)

    def _own_drivers(self, code: str) -> Iterator[Driver]:
        setting, ends, j = self.prepared.setting, self.prepared.ends, self._number(code)
        kind = setting.standings[j].kind
        if kind is Kind.DONE:
            yield Driver(kind=DriverKind.ACTUAL)
            return
        if kind is Kind.HELD:
            yield Driver(kind=DriverKind.FIXED)
            return
        if kind.is_unstarted:
            constraints = self.prepared.reader.constraints(
                self.network.activities[code], setting.table(j)
            )
            for constraint, side, demand in constraints:
                if is_driving(setting, j, ends, side=side, demand=demand):
                    yield Driver(kind=DriverKind(constraint))
        if is_driving(setting, j, ends, side=START, demand=setting.floor):
            yield Driver(kind=self._floor_kind())

    def _floor_kind(self) -> DriverKind:
        starts_later = self.network.start is not None and (
            self.data_date is None or self.network.start > self.data_date
        )
        return DriverKind.PLAN_START if starts_later else DriverKind.DATA_DATE

    def _demand(self, link: Link) -> tuple[int, int]:
        source, end, lag, unit = self.network.topology.demand(link)
        instant = self.prepared.ends[source]
        if instant != NO_DEMAND:
            instant = self.prepared.setting.moved(instant, lag, unit)
        return instant, end & 1

    def _number(self, code: str) -> int:
        try:
            return self.network.topology.index[code]
        except KeyError:
            raise UnknownCode(code, "question") from None

    def _late_instants(self, target: str) -> list[int]:
        while target not in self.late_by_target:
            prepared, limits = self.prepared, limits_of(self.prepared, target)
            late = [NEVER] * len(prepared.ends)
            order = reversed(self.network.topology.order)
            try:
                backward(prepared.setting, prepared.ends, limits.of, limits.others, late, order)
            except OffAxis as off:
                self.prepared = widened(prepared, off)
                self.late_by_target.clear()
            else:
                self.late_by_target[target] = Late(limits=limits, instants=late)
        return self.late_by_target[target].instants

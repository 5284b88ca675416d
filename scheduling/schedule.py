"""``schedule``: from a network, its progress and a data date to every date and float."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from scheduling.activities import FINISH, START, Link
from scheduling.calendars import Calendar
from scheduling.drivers import Driver, drivers_of, margin_of
from scheduling.errors import InvalidField, UnknownCode
from scheduling.floats import free_float_of, instant_bound, total_float_of
from scheduling.instants import Instants
from scheduling.network import Network
from scheduling.options import DEFAULTS, Options
from scheduling.passes import NEVER, OffAxis, backward
from scheduling.progress import NOT_STARTED, Progress, checked_progress
from scheduling.setting import Case, Prepared, prepare, widened
from scheduling.standing import Kind
from scheduling.targets import PROJECT, Late, limits_of
from scheduling.validation import check_date

if TYPE_CHECKING:
    from scheduling.critical import CriticalPath


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


Answer = TypeVar("Answer")

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
    return Schedule(prepare(checked_case(network, progress or {}, data_date, options)))


def trend(
    schedules: Sequence["Schedule"], codes: Sequence[str]
) -> dict[str, tuple[date | None, ...]]:
    """The forecast finish, an inclusive day, of each of ``codes`` in each schedule, in their order.

    None where a schedule has no such activity, or it is cancelled there. (Milestone trend
    analysis: one schedule for each reporting date.)
    """
    return {
        code: tuple(
            each.dates(code).finish if code in each.network.activities else None
            for each in schedules
        )
        for code in codes
    }


def checked_case(
    network: Network, progress: Mapping[str, Progress], data_date: date | None, options: Options
) -> Case:
    """What is to be scheduled, once it was looked through."""
    if data_date is None and network.start is None:
        raise InvalidField("network", "start", "must be given when there is no data date")
    if data_date is not None:
        check_date("schedule", "data_date", data_date)
    reported = checked_progress(network.activities, progress, data_date)
    return Case(network=network, progress=reported, data_date=data_date, options=options)


class Schedule:
    """The solution: early dates at once; late dates, floats and drivers as they are asked for.

    Dates are inclusive days; floats are signed working days of the activity's own calendar; a
    target is an activity's code or PROJECT. Asking of a code that is not there raises UnknownCode;
    BeyondHorizon is raised where a late date leaves the axis.
    """

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.late_by_target: dict[str, Late] = {}
        self.path_by_target: dict[str, CriticalPath] = {}

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
        """The forecast of activity ``code``: actual, else early (PMI), in inclusive days."""
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

    def early_start(self, code: str) -> date | None:
        """The first day of ``code``, or of what remains of it once begun (P6); None when over."""
        dates, prepared = self.dates(code), self.prepared
        if dates.status in (Status.DONE, Status.CANCELLED):
            return None
        if dates.status is Status.NOT_STARTED or dates.finish is None:
            return dates.start
        start = 2 * self._number(code)
        return min(
            prepared.axis.day(instant_bound(prepared.setting, start, prepared.ends)), dates.finish
        )

    def calendar(self, code: str) -> Calendar:
        """The calendar of activity ``code``."""
        self._number(code)
        return self.network.calendars[self.network.activities[code].calendar]

    def status(self, code: str) -> Status:
        """How far activity ``code`` is."""
        self._number(code)
        progress = self.progress.get(code, NOT_STARTED)
        if progress.cancelled:
            return Status.CANCELLED
        if progress.finished:
            return Status.DONE
        return Status.IN_PROGRESS if progress.started else Status.NOT_STARTED

    def late(self, code: str, target: str = PROJECT) -> LateDates:
        """Late dates of ``code`` for ``target`` to keep its date, and the total float (PMI, P6)."""
        i = self._number(code)
        total_float = self.total_float(code, target)
        if total_float is None:
            return NO_LATE_DATES
        late = self._late_instants(target)
        started = self.prepared.setting.standings[i].kind is Kind.STARTED
        return LateDates(
            start=None if started else self.prepared.start_day(i, late[2 * i]),
            finish=self.prepared.finish_day(i, late[2 * i + 1]),
            total_float=total_float,
        )

    def total_float(self, code: str, target: str = PROJECT) -> int | None:
        """Signed working days of ``code``'s calendar before ``target`` misses its date.

        The smaller of start and finish float, finish float once started (P6); never clipped.
        """
        i = self._number(code)
        return self._asked(i, lambda _: self._float(i, target))

    def _float(self, i: int, target: str) -> int | None:
        late = self._late_instants(target)
        return total_float_of(self.prepared.setting, i, self.prepared.ends, late)

    def free_float(self, code: str) -> int | None:
        """Working days, 0 at least, that ``code`` can lose before anything else moves (PMI)."""
        signed = self.signed_free_float(code)
        return None if signed is None else max(0, signed)

    def signed_free_float(self, code: str) -> int | None:
        """As :meth:`free_float`, negative where a fixed event already stands too early."""
        i = self._number(code)
        return self._asked(i, lambda each: free_float_of(each.setting, i, each.ends, each.plan_end))

    def margin(self, link: Link) -> int | None:
        """Signed calendar days by which ``link`` holds: 0 just holds, negative is violated.

        None when it demands nothing, because its predecessor is cancelled and waits for nothing.
        """
        j = self._number(link.successor)
        return self._asked(j, lambda each: margin_of(each, link))

    def is_out_of_sequence(self, link: Link) -> bool:
        """Whether the successor's end was reported although ``link`` did not yet allow it."""
        self._number(link.successor)
        reported = self.progress.get(link.successor, NOT_STARTED)
        happened = reported.started if link.type.side is START else reported.finished
        return happened and not reported.cancelled and (self.margin(link) or 0) < 0

    def is_binding(self, link: Link, target: str) -> bool:
        """Whether ``link`` is what limits the late dates of its predecessor to ``target``."""
        i = self._number(link.predecessor)
        return self._asked(i, lambda _: self._binds(link, target))

    def _binds(self, link: Link, target: str) -> bool:
        source, end, lag, unit = self.network.topology.demand(link)
        late, setting = self._late_instants(target), self.prepared.setting
        begun = setting.standings[source >> 1].kind is Kind.STARTED and not source & FINISH
        if begun or NEVER in (late[source], late[end]):
            return False
        limit = setting.moved(late[end], -lag, unit)
        return setting.table(source >> 1).between(late[source], limit) == 0

    def finishing_last(self) -> Iterator[str]:
        """The activities whose early finish is the plan's end."""
        end = self.prepared.plan_end
        for code, i in self.network.topology.index.items():
            cancelled = self.prepared.setting.standings[i].kind is Kind.CANCELLED
            if self.prepared.ends[2 * i + 1] == end and not cancelled:
                yield code

    def drivers(self, code: str) -> tuple[Driver, ...]:
        """What sets the early dates of ``code``: every tie, links first."""
        j = self._number(code)
        return self._asked(j, lambda each: tuple(drivers_of(each, code)))

    def _asked(self, i: int, question: Callable[[Prepared], Answer]) -> Answer:
        """The answer to a question about activity *i*, on an axis that is long enough for it."""
        while True:
            try:
                return question(self.prepared)
            except IndexError as error:
                self._widen(OffAxis(i, error))

    def _widen(self, off: OffAxis) -> None:
        self.prepared = widened(self.prepared, off)
        if off.before:
            self.late_by_target.clear()

    def _number(self, code: str) -> int:
        try:
            return self.network.topology.index[code]
        except KeyError:
            raise UnknownCode(code, "question") from None

    def _late_instants(self, target: str) -> Instants:
        while target not in self.late_by_target:
            prepared, limits = self.prepared, limits_of(self.prepared, target)
            late = [NEVER] * (2 * len(prepared.setting.standings))
            order = reversed(self.network.topology.order)
            try:
                backward(prepared.setting, prepared.ends, limits.of, limits.others, late, order)
            except OffAxis as off:
                self._widen(off)
            else:
                self.late_by_target[target] = Late(limits=limits, instants=late)
        return self.late_by_target[target].instants

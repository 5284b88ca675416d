"""The definitions of dates and floats, taken literally: day by day, by trial, without tables.

Slow and obvious, so that it can be checked by reading. It knows nothing of the engine but the
types of its input.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from scheduling import Activity, Boundary, Calendar, LagUnit, Link, Network, Progress

NEVER = 10**9
ENDS = {"FS": (1, 0), "SS": (0, 0), "FF": (1, 1), "SF": (0, 1)}
"""Which end (0 start, 1 finish) of the predecessor binds which end of the successor."""


def works(calendar: Calendar, instant: int) -> bool:
    return calendar.works(date.fromordinal(instant))


def advance(calendar: Calendar, instant: int, days: int) -> int:
    """The instant just after the given number of working days, forwards or backwards."""
    while days > 0:
        days -= works(calendar, instant)
        instant += 1
    while days < 0:
        instant -= 1
        days += works(calendar, instant)
    return instant


def between(calendar: Calendar, a: int, b: int) -> int:
    if b < a:
        return -between(calendar, b, a)
    return sum(works(calendar, day) for day in range(a, b))


def first(candidates: Iterable[int], good: Callable[[int], bool]) -> int:
    return next(each for each in candidates if good(each))


@dataclass(frozen=True)
class Oracle:
    """Early and late instants of a network without windows and constraints."""

    network: Network
    progress: dict[str, Progress]
    data_date: date

    @property
    def floor(self) -> int:
        return self.data_date.toordinal() + 1

    def calendar(self, code: str) -> Calendar:
        return self.network.calendars[self.network.activities[code].calendar]

    def demand(self, link: Link, ends: dict[str, tuple[int, int]]) -> tuple[int, int]:
        """The instant that the link demands, and of which end of its successor."""
        source, side = ENDS[link.type]
        instant = ends[link.predecessor][source]
        if link.unit is LagUnit.CALENDAR_DAYS:
            return instant + link.lag, side
        return advance(self.calendar(link.predecessor), instant, link.lag), side

    def in_order(self) -> list[str]:
        left, done = list(self.network.activities), []
        while left:
            code = next(
                each
                for each in left
                if all(k.predecessor in done for k in self.network.links if k.successor == each)
            )
            left.remove(code)
            done.append(code)
        return done

    def early(self) -> dict[str, tuple[int, int]]:
        ends: dict[str, tuple[int, int]] = {}
        for code in self.in_order():
            demands = [
                self.demand(link, ends) for link in self.network.links if link.successor == code
            ]
            ends[code] = self.earliest(self.network.activities[code], demands)
        return ends

    def earliest(self, activity: Activity, demands: list[tuple[int, int]]) -> tuple[int, int]:
        progress = self.progress.get(activity.code, Progress())
        if progress.actual_start and progress.actual_finish:
            return progress.actual_start.toordinal(), progress.actual_finish.toordinal() + 1
        start = max([self.floor] + [t for t, side in demands if side == 0])
        finish = max([0] + [t for t, side in demands if side == 1])
        calendar = self.calendar(activity.code)
        if progress.actual_start:
            work = progress.remaining or 0
            begin, end = self.earliest_work(calendar, work, start, finish)
            return progress.actual_start.toordinal(), end
        if activity.duration:
            return self.earliest_work(calendar, activity.duration, start, finish)
        instant = first(
            range(max(start, finish), NEVER), lambda t: self.stands(activity, calendar, t)
        )
        return instant, instant

    def earliest_work(
        self, calendar: Calendar, work: int, start: int, finish: int
    ) -> tuple[int, int]:
        begin = first(
            range(start, NEVER),
            lambda t: works(calendar, t) and advance(calendar, t, work) >= finish,
        )
        return begin, advance(calendar, begin, work)

    def stands(self, activity: Activity, calendar: Calendar, instant: int) -> bool:
        """A milestone stands where work opens or, by default, at a close that is not over yet."""
        closes = activity.boundary is Boundary.FINISH and instant > self.floor
        return works(calendar, instant) or (closes and works(calendar, instant - 1))

    def late(self, target: str, limit: int) -> dict[str, tuple[int, int]]:
        """Late instants to ``target``; NEVER where nothing limits."""
        late: dict[str, tuple[int, int]] = {}
        for code in reversed(self.in_order()):
            late[code] = self.latest(code, late, limit if code == target else NEVER)
        return late

    def latest(
        self, code: str, late: dict[str, tuple[int, int]], limit: int
    ) -> tuple[int, int]:
        activity, calendar = self.network.activities[code], self.calendar(code)
        progress = self.progress.get(code, Progress())
        out = [k for k in self.network.links if k.predecessor == code]
        out = [k for k in out if late[k.successor][ENDS[k.type][1]] != NEVER]
        started = progress.actual_start is not None
        if started:
            out = [k for k in out if ENDS[k.type][0] == 1]
        if progress.actual_finish or (limit == NEVER and not out):
            return NEVER, NEVER

        def keeps(start: int, finish: int) -> bool:
            ends = {code: (start, finish)}
            return finish <= limit and all(
                self.demand(link, ends)[0] <= late[link.successor][ENDS[link.type][1]]
                for link in out
            )

        top = max([limit] if limit != NEVER else [])if limit != NEVER else max(
            late[k.successor][ENDS[k.type][1]] for k in out
        ) + 400
        work = (progress.remaining or 0) if started else activity.duration
        if work or started:
            begin = first(
                range(top, 0, -1),
                lambda t: works(calendar, t) and keeps(t, advance(calendar, t, work)),
            )
            return begin, advance(calendar, begin, work)
        starts = activity.boundary is Boundary.START
        instant = first(
            range(top, 0, -1),
            lambda t: (works(calendar, t) or (not starts and works(calendar, t - 1)))
            and keeps(t, t),
        )
        return instant, instant

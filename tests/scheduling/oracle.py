"""The definitions of dates and floats, taken literally: day by day, by trial, without tables.

Slow and obvious, so that it can be checked by reading. Of the engine it knows the types of its
input and nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from scheduling import (
    NOT_STARTED,
    PROJECT,
    Activity,
    Boundary,
    Calendar,
    LagUnit,
    Link,
    Network,
    Options,
    Progress,
    ProgressRule,
    WindowAssumption,
)
from tests.scheduling.counting import advance, between, first, no_work, works

Ends = tuple[int, int]
"""Start and finish instants."""

NEVER = 10**9
"""A late instant that nothing limits."""

START, FINISH = 0, 1
ENDS = {"FS": (FINISH, START), "SS": (START, START), "FF": (FINISH, FINISH), "SF": (START, FINISH)}
"""Which end of the predecessor binds which end of the successor."""


@dataclass(frozen=True, kw_only=True)
class Oracle:
    network: Network
    progress: Mapping[str, Progress]
    data_date: date
    options: Options = field(default_factory=Options)

    @property
    def floor(self) -> int:
        """Nothing unfinished happens before the plan's start and the day after the data date."""
        start = self.network.start or date.min
        return max(start.toordinal(), self.data_date.toordinal() + 1)

    def of(self, code: str) -> tuple[Activity, Calendar, Progress]:
        activity = self.network.activities[code]
        calendar = self.network.calendars[activity.calendar]
        return activity, calendar, self.progress.get(code, NOT_STARTED)

    @cached_property
    def order(self) -> list[str]:
        left, done = list(self.network.activities), list[str]()
        while left:
            code = next(
                each for each in left if not {k.predecessor for k in self.into(each)} - {*done}
            )
            left.remove(code)
            done.append(code)
        return done

    def into(self, code: str) -> list[Link]:
        return [link for link in self.network.links if link.successor == code]

    def out_of(self, code: str) -> list[Link]:
        return [link for link in self.network.links if link.predecessor == code]

    def demand(self, link: Link, instant: int) -> int:
        """What the link asks of its successor when its end of the predecessor is at ``instant``."""
        return self.lagged(link, instant, link.lag)

    def lagged(self, link: Link, instant: int, lag: int) -> int:
        if link.unit is LagUnit.CALENDAR_DAYS:
            return instant + lag
        return advance(self.of(link.predecessor)[1], instant, lag)

    def binds(self, link: Link) -> bool:
        """Progress override: links into the start of work in progress do not bind."""
        progress = self.of(link.successor)[2]
        override = self.options.progress is ProgressRule.PROGRESS_OVERRIDE
        started = progress.started and not progress.finished
        return not (
            override
            and started
            and self.network.activities[link.successor].fixed is None
            and ENDS[link.type][1] == START
        )

    @cached_property
    def early(self) -> dict[str, Ends | None]:
        """None for what is cancelled and waits for nothing: it passes nothing on."""
        ends: dict[str, Ends | None] = {}
        for code in self.order:
            ends[code] = self.earliest(code, list(self.demands(code, ends)))
        return ends

    def demands(
        self, code: str, ends: Mapping[str, Ends | None]
    ) -> Iterator[tuple[Link, int, int]]:
        """The links that bind ``code``, the end that they bind, and the instant they ask for."""
        for link in self.into(code):
            source, side = ENDS[link.type]
            predecessor = ends[link.predecessor]
            if predecessor is not None and self.binds(link):
                yield link, side, self.demand(link, predecessor[source])

    def earliest(self, code: str, demands: list[tuple[Link, int, int]]) -> Ends | None:
        activity, calendar, progress = self.of(code)
        if progress.cancelled:
            passed = max((instant for _, _, instant in demands), default=None)
            return None if passed is None else (passed, passed)
        if progress.finished or activity.fixed:
            return self.given(code)
        sides = [(side, instant) for _, side, instant in demands]
        if not progress.started:
            sides += [(side, instant) for _, side, instant in self.own_demands(code)]
        start = max([self.floor, *(instant for side, instant in sides if side == START)])
        finish = max([0, *(instant for side, instant in sides if side == FINISH)])
        work = self.work(code)
        if not work:
            instant = first(range(max(start, finish), NEVER), lambda t: self.stands(code, t))
            end = instant
        else:
            instant = first(
                range(start, NEVER),
                lambda t: (
                    works(calendar, t) and no_work(calendar, advance(calendar, t, work), finish)
                ),
            )
            end = advance(calendar, instant, work)
        if progress.actual_start:
            instant = self.opening(activity, progress.actual_start)
        return instant, end

    def work(self, code: str) -> int:
        """Working days that are still to do."""
        activity, calendar, progress = self.of(code)
        if not progress.started:
            return activity.duration
        if progress.expected_finish:
            expected = progress.expected_finish.toordinal() + 1
            return max(0, between(calendar, self.floor, expected))
        return progress.remaining or 0

    def stands(self, code: str, instant: int) -> bool:
        """A milestone stands where work opens or, by default, at a close that is not over yet."""
        activity, calendar, _ = self.of(code)
        closes = not opens_only(activity) and instant > self.floor
        return works(calendar, instant) or (closes and works(calendar, instant - 1))

    def opening(self, activity: Activity, day: date) -> int:
        """What has no length stands, by its boundary, at the close or at the opening of its day."""
        return day.toordinal() + (is_milestone(activity) and not opens_only(activity))

    def closing(self, activity: Activity, day: date) -> int:
        return day.toordinal() + (not (is_milestone(activity) and opens_only(activity)))

    def given(self, code: str) -> Ends:
        """Actual dates, and the dates of a fixed event."""
        activity, calendar, progress = self.of(code)
        start, finish = progress.actual_start, progress.actual_finish
        if start and finish:
            if start != finish:
                return start.toordinal(), finish.toordinal() + 1
            return self.opening(activity, start), self.closing(activity, finish)
        assert activity.fixed is not None
        assert activity.fixed.first is not None
        opened = self.opening(activity, activity.fixed.first)
        closed = self.closing(activity, activity.fixed.last)
        if activity.fixed.first == activity.fixed.last and activity.duration > 1:
            closed = max(closed, advance(calendar, opened, activity.duration))
        return (self.opening(activity, start) if start else opened), closed

    def own_demands(self, code: str) -> Iterator[tuple[str, int, int]]:
        """What the activity's own dates ask: a name, an end, an instant."""
        activity = self.network.activities[code]
        if activity.not_before:
            yield "not-before", START, self.opening(activity, activity.not_before)
        if activity.finish_not_before:
            yield "finish-not-before", FINISH, self.closing(activity, activity.finish_not_before)
        if activity.window:
            positions = self.positions(code)
            prudent = self.options.windows is WindowAssumption.LAST
            if prudent or activity.window.first is not None:
                yield "window", START, positions[-1 if prudent else 0]

    def positions(self, code: str) -> list[int]:
        """Where in its window it may begin; the first place after the window's start if nowhere."""
        activity, calendar, _ = self.of(code)
        assert activity.window is not None
        last = activity.window.last.toordinal()
        earliest = activity.window.first.toordinal() if activity.window.first else last - 100

        def fits(t: int) -> bool:
            if activity.duration:
                return works(calendar, t)
            return works(calendar, t if opens_only(activity) else t - 1)

        closes = not activity.duration and not opens_only(activity)
        starts = [t for t in range(earliest + closes, last + 2) if fits(t)]
        inside = [
            t
            for t in starts
            if advance(calendar, t, activity.duration) <= last + (not opens_only(activity))
        ]
        return inside or [first(range(earliest + closes, NEVER), fits)]

    @cached_property
    def plan_end(self) -> int:
        return max(
            (ends[FINISH] for code, ends in self.early.items()
             if ends and not self.of(code)[2].cancelled),
            default=self.floor,
        )  # fmt: skip

    def limit(self, code: str, target: str) -> int:
        """By when ``code`` itself has to finish for ``target``."""
        activity, calendar, progress = self.of(code)
        if target == PROJECT:
            return NEVER if progress.cancelled else self.plan_end
        early = self.early[code]
        if code != target or early is None:
            return NEVER
        if activity.deadline:
            return self.closing(activity, activity.deadline)
        unstarted = not (progress.started or progress.cancelled or activity.fixed)
        if activity.window and activity.window.first and unstarted:
            return advance(calendar, self.positions(code)[0], activity.duration)
        return early[FINISH]

    def late(self, target: str) -> dict[str, Ends]:
        """Late instants for ``target``; NEVER where nothing limits."""
        late: dict[str, Ends] = {}
        for code in reversed(self.order):
            late[code] = self.latest(code, late, target)
        return late

    def latest(self, code: str, late: Mapping[str, Ends], target: str) -> Ends:
        activity, _, progress = self.of(code)
        limit = self.limit(code, target)
        out = [link for link in self.out_of(code) if self.allowed(link, late) != NEVER]
        in_progress = progress.started and not progress.cancelled and not activity.fixed
        if in_progress:
            out = [link for link in out if ENDS[link.type][0] == FINISH]
        leads = limit != NEVER or bool(out)
        if progress.finished or not leads:
            return NEVER, NEVER
        if activity.fixed and not progress.cancelled:
            start, finish = self.given(code)
            moved = limit - finish if code == target else 0
            return start + moved, finish + moved
        if activity.deadline:
            limit = min(limit, self.closing(activity, activity.deadline))
        start, finish = self.last_place(code, out, late, limit)
        override = self.options.progress is ProgressRule.PROGRESS_OVERRIDE
        return (NEVER if in_progress and override and self.work(code) else start), finish

    def allowed(self, link: Link, late: Mapping[str, Ends]) -> int:
        return late[link.successor][ENDS[link.type][1]]

    def last_place(self, code: str, out: list[Link], late: Mapping[str, Ends], limit: int) -> Ends:
        """The last position: a late start on a day off rolls forward, a late finish back."""
        _, calendar, progress = self.of(code)
        limits = [
            (ENDS[link.type][0], self.lagged(link, self.allowed(link, late), -link.lag))
            for link in out
        ]
        start = min([NEVER, *(t for source, t in limits if source == START)])
        finish = min([limit, *(t for source, t in limits if source == FINISH)])
        work = 0 if progress.cancelled else self.work(code)
        if not work:
            instant = self.last_instant(code, min(start, finish))
            return instant, instant
        places = []
        if start != NEVER:
            places.append(first(range(start, NEVER), lambda t: works(calendar, t)))
        if finish != NEVER:
            places.append(
                first(
                    range(finish, 0, -1),
                    lambda t: works(calendar, t) and advance(calendar, t, work) <= finish,
                )
            )
        return min(places), advance(calendar, min(places), work)

    def last_instant(self, code: str, instant: int) -> int:
        """Where something without length stands that has to stand at ``instant`` at the latest."""
        activity, calendar, progress = self.of(code)
        if progress.cancelled or progress.started:
            return instant
        if opens_only(activity):
            return first(range(instant, NEVER), lambda t: works(calendar, t))
        return first(range(instant, 0, -1), lambda t: works(calendar, t) or works(calendar, t - 1))

    def total_floats(self, target: str) -> dict[str, int | None]:
        late = self.late(target)
        return {code: self.total_float(code, late[code]) for code in self.order}

    def total_float(self, code: str, late: Ends) -> int | None:
        activity, calendar, progress = self.of(code)
        early = self.early[code]
        if early is None or progress.finished or progress.cancelled or late[FINISH] == NEVER:
            return None
        at_finish = between(calendar, early[FINISH], late[FINISH])
        if progress.started and activity.fixed is None:
            return at_finish
        return min(at_finish, between(calendar, early[START], late[START]))

    def free_float(self, code: str) -> int | None:
        _, calendar, progress = self.of(code)
        early = self.early[code]
        if progress.finished or progress.cancelled or early is None:
            return None
        margins = list(self.margins(code, calendar, progress.started))
        return min(margins) if margins else between(calendar, early[FINISH], self.plan_end)

    def margins(self, code: str, calendar: Calendar, started: bool) -> Iterator[int]:
        """Working days by which each link out holds; through what is cancelled, all along it."""
        held = self.network.activities[code].fixed is not None
        for link in self.out_of(code):
            source, side = ENDS[link.type]
            successor = self.of(link.successor)[2]
            early, bound = self.early[code], self.bound(link.successor)
            if successor.finished or not self.binds(link) or early is None or bound is None:
                continue
            if started and not held and source == START:
                continue
            margin = between(calendar, self.demand(link, early[source]), bound[side])
            if not successor.cancelled:
                yield margin
            for behind in (
                self.margins(link.successor, calendar, False) if successor.cancelled else ()
            ):
                yield margin + behind

    def bound(self, code: str) -> Ends | None:
        """The early instants that links bind: of work in progress, those of what remains."""
        activity, calendar, progress = self.of(code)
        early = self.early[code]
        if early is None or not progress.started or progress.finished or activity.fixed:
            return early
        return advance(calendar, early[FINISH], -self.work(code)), early[FINISH]

    def drivers(self, code: str) -> set[Link | str]:
        activity, _, progress = self.of(code)
        if progress.finished and not progress.cancelled:
            return {"actual"}
        if activity.fixed and not progress.cancelled:
            return {"fixed"}
        asked: list[tuple[Link | str, int, int]] = list(self.demands(code, self.early))
        if not progress.started and not progress.cancelled:
            asked += self.own_demands(code)
        plan_starts = self.network.start is not None and self.network.start > self.data_date
        asked.append(("plan-start" if plan_starts else "data-date", START, self.floor))
        bound = self.bound(code)
        return {
            name for name, side, t in asked if bound and self.rolled(code, side, t) == bound[side]
        }

    def rolled(self, code: str, side: int, instant: int) -> int:
        """A demand rolled to the calendar of the activity that it is made of."""
        _, calendar, progress = self.of(code)
        if progress.cancelled:
            return instant
        if not self.work(code):
            return first(range(instant, NEVER), lambda t: self.stands(code, t))
        if side == FINISH:
            return first(range(instant, 0, -1), lambda t: works(calendar, t - 1))
        return first(range(instant, NEVER), lambda t: works(calendar, t))


def is_milestone(activity: Activity) -> bool:
    several_days = activity.fixed is not None and activity.fixed.first != activity.fixed.last
    return not activity.duration and not several_days


def opens_only(activity: Activity) -> bool:
    return not activity.duration and activity.boundary is Boundary.START

"""Random networks in which everything occurs that the definitions speak of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from scheduling import (
    Activity,
    Boundary,
    Calendar,
    LagUnit,
    Link,
    LinkType,
    Network,
    Options,
    Progress,
    ProgressRule,
    Schedule,
    Span,
    WindowAssumption,
    schedule,
)

T = TypeVar("T")

FIRST = date(2021, 5, 3)
CALENDARS = (
    Calendar(
        name="office",
        holidays=frozenset({date(2021, 5, 13), date(2021, 5, 24), date(2021, 5, 25)}),
        working=frozenset({date(2021, 5, 15)}),
    ),
    Calendar(
        name="cairo",
        weekdays=frozenset({6, 0, 1, 2, 3}),
        holidays=frozenset({date(2021, 5, 12), date(2021, 5, 13)}),
        working=frozenset({date(2021, 5, 7), date(2021, 5, 13)}),
    ),
    Calendar(name="wednesdays", weekdays=frozenset({2})),
)
CALENDAR_NAMES = ("every-day", "office", "office", "cairo", "wednesdays")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is scheduled: the arguments of one call."""

    activities: tuple[Activity, ...]
    links: tuple[Link, ...]
    data_date: date
    progress: Mapping[str, Progress]
    options: Options = Options()
    start: date | None = None

    @property
    def network(self) -> Network:
        return Network.of(self.activities, self.links, CALENDARS, start=self.start)

    def scheduled(self) -> Schedule:
        return schedule(
            self.network, progress=self.progress, data_date=self.data_date, options=self.options
        )


def days(low: int, high: int) -> st.SearchStrategy[date]:
    """Days counted from Monday 3 May 2021."""
    return st.integers(low, high).map(lambda n: FIRST + timedelta(n))


def perhaps(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """None three times in four."""
    there = st.sampled_from((False, False, False, True))
    return there.flatmap(lambda given: strategy if given else st.none())


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(days(-5, 30))
    return Span(first=first, last=first + timedelta(draw(st.integers(0, 9))))


@st.composite
def activities(draw: st.DrawFn, code: str, *, dated: bool) -> Activity:
    plain = Activity(
        code=code,
        duration=draw(st.sampled_from((0, 0, 1, 1, 2, 3, 5))),
        calendar=draw(st.sampled_from(CALENDAR_NAMES)),
        boundary=draw(st.sampled_from(Boundary)),
    )
    if not dated or draw(st.booleans()):
        return plain
    fixed, window = draw(perhaps(spans())), draw(perhaps(spans()))
    if window and draw(st.booleans()):
        window = Span(first=None, last=window.last)
    return Activity(
        code=code,
        duration=plain.duration,
        calendar=plain.calendar,
        boundary=plain.boundary,
        fixed=fixed,
        window=window,
        not_before=draw(perhaps(days(-3, 30))),
        finish_not_before=draw(perhaps(days(-3, 30))),
        deadline=draw(perhaps(days(-3, 30))),
    )


@st.composite
def links(draw: st.DrawFn, count: int, *, types: tuple[LinkType, ...]) -> tuple[Link, ...]:
    """Up to three links into each activity, from earlier ones: pairs may repeat."""
    return tuple(
        Link(
            predecessor=f"a{draw(st.integers(0, j - 1))}",
            successor=f"a{j}",
            type=draw(st.sampled_from(types)),
            lag=draw(st.sampled_from((0, 0, 0, 1, 2, 5, -1, -2, -4))),
            unit=draw(st.sampled_from(LagUnit)),
        )
        for j in range(1, count)
        for _ in range(draw(st.integers(0, 3)))
    )


@st.composite
def reports(draw: st.DrawFn, activity: Activity, data_date: date) -> Progress | None:
    """Progress of ``activity``, in sequence or not; None where nothing is reported."""
    what = draw(st.sampled_from(("nothing",) * 5 + ("cancelled", "done", "remaining", "expected")))
    if what == "nothing":
        return None
    if what == "cancelled":
        return Progress(cancelled=True)
    start = data_date - timedelta(draw(st.integers(0, 9)))
    if what == "done" or activity.has_no_length:
        finish = start + timedelta(draw(st.integers(0, (data_date - start).days)))
        return Progress(actual_start=start, actual_finish=finish)
    if what == "remaining":
        return Progress(actual_start=start, remaining=draw(st.integers(0, 4)))
    expected = data_date + timedelta(draw(st.integers(-2, 9)))
    return Progress(actual_start=start, expected_finish=expected)


@st.composite
def problems(
    draw: st.DrawFn,
    *,
    dated: bool = True,
    reported: bool = True,
    types: tuple[LinkType, ...] = tuple(LinkType),
    counts: tuple[int, int] = (2, 8),
) -> Problem:
    """Plain networks of a few activities; ``dated`` and ``reported`` add all the rest."""
    count = draw(st.integers(*counts))
    made = tuple(draw(activities(f"a{i}", dated=dated)) for i in range(count))
    data_date = draw(days(0, 20))
    told = {each.code: draw(reports(each, data_date)) for each in made} if reported else {}
    return Problem(
        activities=made,
        links=draw(links(count, types=types)),
        data_date=data_date,
        progress={code: progress for code, progress in told.items() if progress},
        options=Options(
            windows=draw(st.sampled_from(WindowAssumption)),
            progress=draw(st.sampled_from(ProgressRule)),
        ),
        start=draw(perhaps(days(-5, 25))),
    )

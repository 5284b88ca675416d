"""Any plan that a document can hold, for hypothesis."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from app.documents.fields import is_code
from app.plan import (
    Certainty,
    Mark,
    Meeting,
    Milestone,
    Plan,
    PlanCalendar,
    PlanLink,
    Rhythm,
    completed,
)
from scheduling import (
    NOT_STARTED,
    Boundary,
    LagUnit,
    LinkType,
    Progress,
    ProgressRule,
    Span,
    WindowAssumption,
)
from tests.plan.milestones import day

FIRST, LAST = day("1990-01-01"), day("2100-12-31")
DATA_DATE = day("2021-05-05")

DAYS = st.dates(FIRST, LAST)
HIDDEN = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SEEN = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=HIDDEN)
NAMED = st.characters(exclude_categories=["Cs", "Cc", "Zs"], exclude_characters=HIDDEN + "/\\")
CODES = st.text(NAMED, min_size=1, max_size=12).filter(is_code) | st.just("COP 26, Глазго")
LINES = st.text(SEEN, max_size=20)
TITLES = st.text(SEEN, min_size=1, max_size=20).filter(str.strip)
TEXTS = st.text(SEEN | st.sampled_from("\n\t\u2028"), max_size=40)
ADDRESSES = st.sampled_from(["", "https://migrationnetwork.un.org/imrf", "http://a.example/?é=1"])
ZONES = st.sampled_from(["UTC", "Africa/Addis_Ababa", "America/New_York"])


def spans(opened: bool) -> st.SearchStrategy[Span]:
    closed = st.builds(
        lambda first, length: Span(first=first, last=first + timedelta(days=length)),
        DAYS,
        st.integers(0, 400),
    )
    return closed | st.builds(lambda last: Span(first=None, last=last), DAYS) if opened else closed


MEETINGS = st.builds(
    Meeting,
    starts=st.just("09:30"),
    ends=st.sampled_from(["10:00", "23:59"]),
    zone=ZONES,
    place=LINES,
    join=ADDRESSES,
)

DATES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"fixed": spans(opened=False)}),
    st.fixed_dictionaries({"window": spans(opened=True)}),
)

PROGRESS = st.one_of(
    st.just(NOT_STARTED),
    st.just(Progress(cancelled=True)),
    st.builds(
        lambda start, length: Progress(
            actual_start=start, actual_finish=min(start + timedelta(days=length), DATA_DATE)
        ),
        st.dates(FIRST, DATA_DATE),
        st.integers(0, 30),
    ),
    st.builds(Progress, actual_start=st.dates(FIRST, DATA_DATE), remaining=st.integers(1, 99)),
    st.builds(Progress, actual_start=st.dates(FIRST, DATA_DATE), expected_finish=DAYS),
)


@st.composite
def calendars(draw: st.DrawFn, code: str) -> PlanCalendar:
    return PlanCalendar(
        code=code,
        title=draw(TITLES),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        holidays=draw(st.dictionaries(DAYS, LINES, max_size=4)),
        working=draw(st.frozensets(DAYS, max_size=3)),
        source=draw(TEXTS),
    )


@st.composite
def milestones(draw: st.DrawFn, code: str, calendars: list[str]) -> Milestone:
    duration = draw(st.integers(0, 300))
    return Milestone(
        code=code,
        uid=draw(st.uuids()),
        title=draw(TITLES),
        track=draw(st.just("") | CODES),
        owner=draw(LINES),
        contributors=tuple(draw(st.lists(LINES, max_size=2))),
        certainty=draw(st.sampled_from(Certainty)),
        duration=duration,
        optimistic=draw(st.none() | st.integers(0, duration)) if duration else None,
        pessimistic=draw(st.none() | st.integers(duration, 900)) if duration else None,
        calendar=draw(st.sampled_from(calendars)),
        boundary=draw(st.sampled_from(Boundary)),
        deadline=draw(st.none() | DAYS),
        not_before=draw(st.none() | DAYS),
        finish_not_before=draw(st.none() | DAYS),
        mark=draw(st.sampled_from(Mark)),
        source=draw(TEXTS),
        note=draw(TEXTS),
        url=draw(ADDRESSES),
        meeting=draw(st.none() | MEETINGS),
        **draw(DATES),
    )


@st.composite
def links(draw: st.DrawFn, codes: list[str]) -> PlanLink:
    first, second = sorted(
        draw(st.lists(st.integers(0, len(codes) - 1), min_size=2, max_size=2, unique=True))
    )
    return PlanLink(
        predecessor=codes[first],
        successor=codes[second],
        type=draw(st.sampled_from(LinkType)),
        lag=draw(st.integers(-300, 300)),
        unit=draw(st.sampled_from(LagUnit)),
        mark=draw(st.sampled_from(Mark)),
        source=draw(TEXTS),
        note=draw(TEXTS),
    )


def reported(about: Milestone, progress: Progress) -> Progress:
    """``progress`` as a document may state it of this milestone."""
    if not about.duration and not progress.finished and not progress.cancelled:
        return NOT_STARTED
    return completed(about, progress)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    named = draw(st.lists(CODES.filter("every-day".__ne__), max_size=2, unique=True))
    codes = draw(st.lists(CODES, min_size=1, max_size=5, unique=True))
    placed = tuple(draw(milestones(code, ["every-day", *named])) for code in codes)
    told = {about.code: reported(about, draw(PROGRESS)) for about in placed}
    return Plan(
        code=draw(CODES),
        title=draw(TITLES),
        description=draw(TEXTS),
        zone=draw(ZONES),
        data_date=DATA_DATE,
        start=draw(st.none() | DAYS),
        targets=tuple(draw(st.lists(st.sampled_from(codes), max_size=2, unique=True))),
        milestones=placed,
        links=tuple(draw(st.lists(links(codes), max_size=6))) if len(codes) > 1 else (),
        calendars=tuple(draw(calendars(code)) for code in named),
        tracks=draw(st.dictionaries(CODES, TITLES, max_size=2)),
        progress={code: progress for code, progress in told.items() if progress != NOT_STARTED},
        window_assumption=draw(st.sampled_from(WindowAssumption)),
        progress_rule=draw(st.sampled_from(ProgressRule)),
        rhythm=draw(st.sampled_from(Rhythm)),
    )

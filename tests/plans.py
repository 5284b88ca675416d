"""A small plan with a little of everything, and who writes to it.

draft (10 wd, office) ──FS──▶ clear (5 wd, office) ──FS──▶ launch (milestone)
review (window July 2021) ──FF──▶ draft           launch ──SS + 84cd──▶ forum (fixed)
"""

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from app.plan import (
    Author,
    Certainty,
    Mark,
    Meeting,
    Milestone,
    Plan,
    PlanCalendar,
    PlanLink,
    Role,
)
from scheduling import LagUnit, LinkType, Progress, Span

NOW = datetime(2021, 5, 5, 9, 30, tzinfo=UTC)
SEEDED = date(2021, 5, 5)
PLANNER = Author(name="Secretariat", role=Role.PLANNER)
ECA = Author(name="ECA focal point", role=Role.AGENCY, agency="ECA")
VIEWER = Author(name="Reader", role=Role.VIEWER)

OFFICE = PlanCalendar(
    code="office",
    title="New York",
    weekdays=frozenset(range(5)),
    holidays={date(2021, 7, 5): "Independence Day (observed)"},
    working=frozenset({date(2021, 7, 10)}),
    source="UN holidays",
)


def uid(code: str) -> UUID:
    return uuid5(UUID(int=0), code)


def milestone(code: str, **facts: object) -> Milestone:
    given = {"title": code.title(), "track": "report", "owner": "IOM", **facts}
    return Milestone(code=code, uid=uid(code), **given)  # type: ignore[arg-type]


REVIEW = milestone(
    "review",
    owner="ECA",
    contributors=("AUC",),
    duration=2,
    window=Span(first=date(2021, 7, 1), last=date(2021, 7, 31)),
    source="the document",
)
DRAFT = milestone("draft", duration=10, calendar="office", mark=Mark.INFERRED)
CLEAR = milestone("clear", duration=5, calendar="office", certainty=Certainty.SUGGESTED)
LAUNCH = milestone("launch", deadline=date(2022, 2, 28))
FORUM = milestone(
    "forum",
    track="forum",
    owner="PGA",
    fixed=Span(first=date(2022, 5, 10), last=date(2022, 5, 13)),
    meeting=Meeting(starts="10:00", ends="13:00", zone="America/New_York", place="Conference room"),
    url="https://example.org/forum",
)
LINKS = (
    PlanLink(predecessor="review", successor="draft", type=LinkType.FF, source="inferred"),
    PlanLink(predecessor="draft", successor="clear"),
    PlanLink(predecessor="clear", successor="launch"),
    PlanLink(
        predecessor="launch",
        successor="forum",
        type=LinkType.SS,
        lag=84,
        unit=LagUnit.CALENDAR_DAYS,
        source="A/RES/73/326",
    ),
)


def small_plan(**facts: object) -> Plan:
    given: dict[str, object] = {
        "code": "small",
        "title": "A small plan",
        "description": "for tests",
        "zone": "America/New_York",
        "data_date": SEEDED,
        "targets": ("launch", "forum"),
        "milestones": (REVIEW, DRAFT, CLEAR, LAUNCH, FORUM),
        "links": LINKS,
        "calendars": (OFFICE,),
        "tracks": {"report": "The report", "forum": "The forum"},
        "progress": {"draft": Progress(actual_start=date(2021, 5, 3), remaining=9)},
        **facts,
    }
    return Plan(**given)  # type: ignore[arg-type]

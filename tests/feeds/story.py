"""A plan with every kind of date and awkward text, and what is said of it later."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.feeds import routes
from app.plan import Certainty, Meeting, Milestone, Plan, PlanLink, Update
from app.settings import Settings
from app.store import Database, Statement
from app.usecases.accepting import accept
from app.usecases.importing import import_plan
from app.usecases.replay import replay
from scheduling import LagUnit, LinkType, Progress, Span
from tests.plans import NOW, OFFICE, PLANNER, SEEDED, milestone

GOLDEN = Path(__file__).parent / "golden"
BASE = "https://plan.example.org"
FEED = "/feeds/public/awkward/plan.ics"

REVIEW = milestone(
    "review",
    title="Regional review; Africa, Addis Ababa",
    owner="ECA",
    contributors=("AUC", "IOM"),
    duration=2,
    window=Span(first=date(2021, 7, 1), last=date(2021, 7, 31)),
    note="First line, with a \\ backslash\nand a literal \\n; then the end",
    source="EC Principals, 5 May 2021: “in July”",
)
DRAFT = milestone(
    "draft",
    title="起草秘书长关于移民问题的报告，供会员国、民间社会和其他利益攸关方审议",
    duration=10,
)
CLEAR = milestone("clear", title="Согласование проекта доклада", duration=5, calendar="office")
LAUNCH = milestone(
    "launch",
    title="إطلاق تقرير الأمين العام A/76/642 في نيويورك",
    owner="الأمين العام",
    deadline=date(2022, 2, 28),
)
BRIEFING = milestone(
    "briefing",
    title="Briefing of Member States",
    fixed=Span.of(date(2021, 10, 28)),
    certainty=Certainty.CONFIRMED,
    meeting=Meeting(
        starts="10:00",
        ends="13:00",
        zone="America/New_York",
        place="Conference Room 4, UN Headquarters",
        join="https://example.org/join?a=1,2;b",
    ),
    url="https://example.org/briefing",
)
FORUM = milestone(
    "forum",
    title="Forum 🌍",
    track="forum",
    owner="PGA",
    fixed=Span(first=date(2022, 5, 17), last=date(2022, 5, 20)),
    meeting=Meeting(starts="10:00", ends="18:00", zone="America/New_York"),
)
COFACS = milestone(
    "cofacs",
    title="Co-facilitators appointed",
    owner="PGA",
    window=Span(first=None, last=date(2021, 12, 31)),
    certainty=Certainty.WISHED,
)
HELD = milestone("held", title="Review held", fixed=Span.of(date(2021, 4, 28)))
QUIET = milestone("quiet", title="Consultation", fixed=Span.of(date(2021, 4, 13)))
YOUTH = milestone("youth", title="Youth forum", certainty=Certainty.WISHED)

LINKS = (
    PlanLink(predecessor="review", successor="draft", type=LinkType.FF),
    PlanLink(predecessor="draft", successor="clear"),
    PlanLink(predecessor="clear", successor="launch"),
    PlanLink(
        predecessor="launch",
        successor="forum",
        type=LinkType.SS,
        lag=84,
        unit=LagUnit.CALENDAR_DAYS,
    ),
    PlanLink(predecessor="clear", successor="launch", type=LinkType.FF),
    PlanLink(predecessor="youth", successor="forum"),
    PlanLink(predecessor="cofacs", successor="forum", lag=5),
)
MOVED = (
    date(2021, 6, 24),
    Update(
        milestone="review",
        fixed=Span(first=date(2021, 8, 31), last=date(2021, 9, 1)),
        certainty=Certainty.CONFIRMED,
        on_behalf_of="ECA",
    ),
)


def awkward_plan(*more: Milestone) -> Plan:
    return Plan(
        code="awkward",
        title="The plan, of “awkward”; texts",
        description="One line\r\nand another",
        zone="America/New_York",
        data_date=SEEDED,
        targets=("forum",),
        milestones=(
            *(REVIEW, DRAFT, CLEAR, LAUNCH, BRIEFING, FORUM, COFACS, HELD, QUIET, YOUTH),
            *more,
        ),
        links=LINKS,
        calendars=(OFFICE,),
        tracks={"report": "The report, its drafts", "forum": "The forum"},
        progress={
            "held": Progress(actual_start=date(2021, 4, 28), actual_finish=date(2021, 4, 28))
        },
    )


@dataclass(slots=True)
class Story:
    """The plan in a database, each thing said an hour after the one before, and its feed."""

    database: Database
    client: TestClient
    now: datetime = NOW

    def begin(self, plan: Plan) -> None:
        with self.database.write() as store:
            import_plan(store, plan, PLANNER, self.now, baseline="approved")

    def say(self, day: date, *updates: Update) -> None:
        self.now += timedelta(hours=1)
        with self.database.write() as store:
            replay(store, "awkward", [(day, each) for each in updates], PLANNER, self.now)

    def change(self, day: date, plan: Plan, reason: str = "the plan was revised") -> None:
        """A planner makes ``plan`` the next revision."""
        self.now += timedelta(hours=1)
        statement = Statement(
            author=PLANNER, now=self.now, data_date=day, reason=reason, kind="revision"
        )
        with self.database.write() as store:
            accept(store, store.hold(plan.code), plan, statement)

    def plan(self) -> Plan:
        with self.database.read() as store:
            return store.plan(store.find("awkward"))

    def events(self, path: str = FEED) -> dict[str, bytes]:
        """The bytes of each event by the code of its milestone."""
        answer = self.client.get(path)
        assert answer.status_code == 200
        parts = answer.content.split(b"BEGIN:VEVENT\r\n")[1:]
        return {code_of(part): part.removesuffix(b"END:VCALENDAR\r\n") for part in parts}


def code_of(part: bytes) -> str:
    text = part.replace(b"\r\n ", b"").decode()
    return text.split("/milestones/")[1].split("\r\n")[0].split("\\n")[0]


def story(url: str, database: Database) -> Story:
    settings = Settings(database_url=url, public_url=BASE)
    app = Starlette(routes=routes(database, settings))
    return Story(database=database, client=TestClient(app))


def with_meeting(zone: str) -> Milestone:
    """A meeting that no document may hold, as an older release may have stored it."""
    assert BRIEFING.meeting
    broken = replace(BRIEFING.meeting, zone=zone)
    return replace(BRIEFING, code="broken", uid=milestone("broken").uid, meeting=broken)

"""Whole calendars by equality, and read back. ``golden/`` holds what was looked at by eye."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import icalendar
import pytest

from app.feeds.rendering import RELEASE
from app.plan import Update
from app.store import Database
from scheduling import Span
from tests.feeds.story import FEED, GOLDEN, MOVED, Story, awkward_plan, story
from tests.plans import uid

RELEASES = {5: "d1d1"}
PLAIN = {"accept-encoding": "identity"}
KINDS = (
    "agency/ECA",
    "changes",
    "critical",
    "deadlines",
    "milestone/launch",
    "owed/ECA",
    "owed/IOM",
    "track/report",
)


def plain(story: Story) -> bytes:
    answer: httpx.Response = story.client.get(FEED, headers=PLAIN)
    return answer.content


def read_back(content: bytes) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    events = (each for each in calendar.walk("VEVENT") if isinstance(each, icalendar.Event))
    return {str(event["UID"]): event for event in events}


@pytest.fixture
def told_back(told: Story) -> dict[str, icalendar.Event]:
    return read_back(plain(told))


def test_the_first_telling(told: Story) -> None:
    assert plain(told) == (GOLDEN / "told.ics").read_bytes()


def test_after_a_move_on_either_database(url: str, database: Database) -> None:
    moved = story(url, database)
    moved.begin(awkward_plan())
    moved.say(*MOVED)
    first = moved.client.get(FEED, headers=PLAIN)
    assert first.content == (GOLDEN / "moved.ics").read_bytes()
    assert first.headers["etag"] == '"2-0393fb935ba2f0f2173970df"'
    again = moved.client.get(FEED, headers={**PLAIN, "if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_after_a_date_was_taken_back(told: Story) -> None:
    told.say(date(2021, 5, 6), Update(milestone="youth", fixed=Span.of(date(2021, 8, 20))))
    plan = told.plan()
    youth = next(each for each in plan.milestones if each.code == "youth")
    kept = tuple(each for each in plan.milestones if each != youth)
    told.change(date(2021, 5, 7), replace(plan, milestones=(*kept, replace(youth, fixed=None))))
    assert plain(told) == (GOLDEN / "undated.ics").read_bytes()


def test_other_bytes_are_another_release_of_the_renderer() -> None:
    digest = hashlib.sha256()
    for path in sorted(GOLDEN.glob("*.ics")):
        digest.update(path.read_bytes())
    assert digest.hexdigest()[:4] == RELEASES[RELEASE], (
        "mend: if these bytes were ever served differently, raise RELEASE and name the new digest"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_feed(told: Story, kind: str) -> None:
    told.say(*MOVED)
    answer = told.client.get(f"/feeds/public/awkward/{kind}.ics", headers=PLAIN)
    assert answer.content == (GOLDEN / f"{kind.replace('/', '-')}.ics").read_bytes()


@pytest.mark.parametrize("name", ["told.ics", "moved.ics", "deadlines.ics", "changes.ics"])
def test_every_line_is_folded_between_characters(name: str) -> None:
    content = (GOLDEN / name).read_bytes()
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert [line for line in lines if len(line) > 75] == []
    for line in lines:
        line.decode("utf-8")


def test_texts_come_back_as_they_were(told_back: dict[str, icalendar.Event]) -> None:
    summaries = {str(event["SUMMARY"]) for event in told_back.values()}
    assert summaries == {
        "Forum 🌍",
        "Regional review; Africa, Addis Ababa (day to be confirmed)",
        "Consultation (not yet reported)",
        "Briefing of Member States",
        "Deadline: Co-facilitators appointed (tentative) [critical]",
        "Согласование проекта доклада (tentative)",
        "Done: Review held",
        "\u2068إطلاق تقرير الأمين العام A/76/642 في نيويورك\u2069 (tentative)",
        "起草秘书长关于移民问题的报告，供会员国、民间社会和其他利益攸关方审议 (tentative)",
    }
    assert str(told_back[str(uid("review"))]["DESCRIPTION"]) == (
        "Now: in July 2021 (announced; day to be confirmed)\n"
        "Approved plan: in July 2021\n"
        "There is room before “Forum 🌍”.\n"
        "Needed for: 起草秘书长关于移民问题的报告，供会员国、民间社会和其他利益攸关方审议\n"
        "Responsible: ECA, AUC, IOM\n"
        "Note: First line, with a \\ backslash\nand a literal \\n; then the end\n"
        "Source: EC Principals, 5 May 2021: “in July”\n"
        "In the plan: https://plan.example.org/plans/awkward/milestones/review"
    )


def test_days_come_back_with_an_exclusive_end(told_back: dict[str, icalendar.Event]) -> None:
    days = {code: moments(told_back[str(uid(code))]) for code in ("review", "held", "briefing")}
    assert days == {
        "review": (date(2021, 7, 1), date(2021, 8, 1)),
        "held": (date(2021, 4, 28), date(2021, 4, 29)),
        "briefing": (
            datetime(2021, 10, 28, 14, 0, tzinfo=UTC),
            datetime(2021, 10, 28, 17, 0, tzinfo=UTC),
        ),
    }


def moments(event: icalendar.Event) -> tuple[date, date]:
    return event.start, event.end


def test_relations_lead_both_ways_and_never_out_of_the_feed(
    told_back: dict[str, icalendar.Event],
) -> None:
    assert relations(told_back[str(uid("launch"))]) == [
        ("STARTTOSTART", "P84D", str(uid("forum"))),
        ("DEPENDS-ON", None, str(uid("clear"))),
    ]
    assert relations(told_back[str(uid("forum"))]) == [
        ("DEPENDS-ON", None, str(uid("cofacs"))),
        ("DEPENDS-ON", None, str(uid("launch"))),
    ], "the undated youth forum is not in the feed"


def relations(event: icalendar.Event) -> list[tuple[str, str | None, str]]:
    found = event.get("RELATED-TO", [])
    listed = found if isinstance(found, list) else [found]
    return [(each.params["RELTYPE"], each.params.get("GAP"), str(each)) for each in listed]


def test_the_golden_folder_holds_nothing_else() -> None:
    kinds = {f"{kind.replace('/', '-')}.ics" for kind in KINDS}
    assert {path.name for path in Path(GOLDEN).iterdir()} == {
        "moved.ics",
        "told.ics",
        "undated.ics",
        *kinds,
    }

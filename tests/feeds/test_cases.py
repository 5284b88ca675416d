"""The cases that feeds have to stand, each with the tests that hold it."""

import importlib
import logging
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest

from app.feeds.ical import Event, Header, calendar_bytes, event_bytes
from app.feeds.rendering import render
from app.feeds.shelf import Components
from app.plan import Certainty, Update
from app.store import Database
from app.usecases.feed import feed
from app.usecases.scopes import FeedScope
from scheduling import Span
from tests.feeds.story import BASE, MOVED, Story, awkward_plan, story
from tests.plans import NOW, milestone, uid

CASES = {
    "comma, semicolon, backslash, literal \\n": "test_golden.test_texts_come_back_as_they_were",
    "CRLF, and other ends of lines": "test_ical.test_clean",
    "folds between characters of 2, 3 and 4 octets": "test_cases.test_folds",
    "Arabic with Latin and digits, Chinese, Russian": "test_golden.test_the_first_telling",
    "zero-day, multi-week, New Year, 29 February": "test_cases.test_days",
    "clock-change days": "test_cases.test_a_meeting_on_the_day_the_clocks_change",
    "a predecessor moves": (
        "test_publications.test_a_move_raises_the_sequence_of_what_moved_and_touches_nothing_else"
    ),
    "only float changes": "test_cases.test_float_alone_is_not_told",
    "tentative becomes confirmed": "test_cases.test_tentative_becomes_confirmed",
    "cancelled for 30 days, restored": "test_cases.test_cancelled_buried_and_restored",
    "taken out of the plan": "test_cases.test_what_is_taken_out_is_cancelled_for_thirty_days",
    "moved and moved back": "test_publications.test_moving_back_is_told_again",
    "two changes in one second": "test_cases.test_two_changes_in_one_second",
    "the clock set back": "test_routes.test_last_modified_grows_when_the_clock_was_set_back",
    "the agency changed": "test_cases.test_another_agency",
    "an empty scope": "test_cases.test_an_empty_scope",
    "10,000 milestones": "test_cases.test_ten_thousand_milestones",
    "304 by each validator": "test_routes.test_validators",
    "HEAD": "test_routes.test_head_tells_what_get_would_send",
    "PUT, PROPFIND": "test_routes.test_other_methods_are_refused",
    "a revoked token": (
        "test_subscriptions.test_an_ended_feed_tells_so_for_thirty_days_and_then_is_gone"
    ),
    "an unknown token": "test_subscriptions.test_an_unknown_token_is_404",
    "another scope's token": "test_subscriptions.test_every_token_opens_its_own_scope",
    "two workers": "test_workers.test_two_workers_tell_the_same",
    "a server that is gone": "test_workers.test_a_server_that_is_gone_and_comes_back",
    "other bytes are another sequence": (
        "test_words.test_every_changed_event_has_a_new_sequence_and_a_new_time"
    ),
    "a plan turns private": (
        "test_private_plans.test_for_thirty_days_its_public_addresses_say_so_and_nothing_else"
    ),
    "hash seeds": "test_processes.test_every_process_tells_the_same",
}


@pytest.mark.parametrize("case", CASES)
def test_every_case_has_its_test(case: str) -> None:
    module, _, name = CASES[case].partition(".")
    assert callable(getattr(importlib.import_module(f"tests.feeds.{module}"), name))


@pytest.mark.parametrize("character", ["é", "中", "🌍", "e\u0301", "ش"])
def test_folds(character: str) -> None:
    for length in range(20, 90):
        title = "x" * length + character * 40
        content = calendar_bytes(
            Header(name="n", description="d", url=BASE), [event_bytes(an_event(summary=title))]
        )
        lines = content.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        for line in lines:
            line.decode()
        (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
        assert str(event["SUMMARY"]) == title


def an_event(**facts: object) -> Event:
    given = {
        "uid": str(uid("event")),
        "sequence": 0,
        "modified": NOW,
        "starts": date(2024, 2, 29),
        "ends": date(2024, 3, 1),
        "summary": "",
        "description": "",
        "status": "CONFIRMED",
        "busy": False,
        "url": BASE,
        **facts,
    }
    return Event(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "last", "starts", "ends"),
    [
        ("2024-02-29", "2024-02-29", b"20240229", b"20240301"),
        ("2021-12-20", "2022-01-09", b"20211220", b"20220110"),
        ("2021-12-31", "2021-12-31", b"20211231", b"20220101"),
        ("2022-03-13", "2022-03-13", b"20220313", b"20220314"),
    ],
)
def test_days(told: Story, first: str, last: str, starts: bytes, ends: bytes) -> None:
    span = Span(first=date.fromisoformat(first), last=date.fromisoformat(last))
    told.say(date(2021, 5, 6), Update(milestone="cofacs", fixed=span))
    event = told.events()["cofacs"]
    assert b"DTSTART;VALUE=DATE:" + starts + b"\r\nDTEND;VALUE=DATE:" + ends in event


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        ("2022-03-12", b"DTSTART:20220312T150000Z"),
        ("2022-03-13", b"DTSTART:20220313T140000Z"),
        ("2021-11-06", b"DTSTART:20211106T140000Z"),
        ("2021-11-07", b"DTSTART:20211107T150000Z"),
    ],
)
def test_a_meeting_on_the_day_the_clocks_change(told: Story, day: str, starts: bytes) -> None:
    span = Span.of(date.fromisoformat(day))
    told.say(date(2021, 5, 6), Update(milestone="briefing", fixed=span))
    assert starts in told.events()["briefing"]


def test_float_alone_is_not_told(told: Story) -> None:
    before = told.events()
    told.say(date(2021, 5, 6), Update(milestone="forum", fixed=Span.of(date(2022, 5, 24))))
    after = told.events()
    assert {code for code in before if before[code] != after[code]} == {"forum"}


def test_tentative_becomes_confirmed(told: Story) -> None:
    assert b"STATUS:TENTATIVE" in told.events()["review"]
    told.say(*MOVED)
    event = told.events()["review"]
    assert b"STATUS:CONFIRMED" in event
    assert b"SEQUENCE:1\r\n" in event


def test_cancelled_buried_and_restored(told: Story) -> None:
    told.say(date(2021, 6, 1), Update(milestone="cofacs", cancelled=True))
    told.say(date(2021, 7, 1), Update(milestone="held", note="minutes"))
    assert b"STATUS:CANCELLED" in told.events()["cofacs"]
    told.say(date(2021, 7, 2), Update(milestone="held", note="minutes again"))
    assert "cofacs" not in told.events()
    told.say(date(2021, 7, 3), Update(milestone="cofacs", cancelled=False))
    event = told.events()["cofacs"]
    assert b"STATUS:TENTATIVE" in event
    assert b"SEQUENCE:3\r\n" in event


def test_what_is_taken_out_is_cancelled_for_thirty_days(told: Story) -> None:
    plan = told.plan()
    kept = tuple(each for each in plan.milestones if each.code != "quiet")
    told.change(date(2021, 6, 1), replace(plan, milestones=kept))
    event = told.events()["quiet"]
    assert b"SUMMARY:Cancelled: Consultation\r\n" in event
    assert b"SEQUENCE:1\r\n" in event
    told.say(date(2021, 7, 1), Update(milestone="held", note="minutes"))
    assert "quiet" in told.events()
    told.say(date(2021, 7, 2), Update(milestone="held", note="minutes again"))
    assert "quiet" not in told.events()


def test_two_changes_in_one_second(told: Story) -> None:
    told.say(*MOVED)
    first = told.client.get("/feeds/public/awkward/plan.ics").headers
    told.now -= timedelta(hours=1)
    confirmed = Update(milestone="draft", certainty=Certainty.CONFIRMED)
    told.say(date(2021, 6, 24), confirmed)
    second = told.client.get("/feeds/public/awkward/plan.ics").headers
    assert first["last-modified"][:-6] == second["last-modified"][:-6]
    assert first["last-modified"] < second["last-modified"]
    assert first["etag"] != second["etag"]


def test_another_agency(told: Story) -> None:
    plan = told.plan()
    given = tuple(
        replace(each, owner="WHO", contributors=()) if each.code == "review" else each
        for each in plan.milestones
    )
    before = set(told.events("/feeds/public/awkward/agency/ECA.ics"))
    told.change(date(2021, 5, 6), replace(plan, milestones=given))
    assert (before, set(told.events("/feeds/public/awkward/agency/ECA.ics"))) == ({"review"}, set())
    assert b"SEQUENCE:1\r\n" in told.events("/feeds/public/awkward/agency/WHO.ics")["review"]


@pytest.mark.parametrize("path", ["agency/Nobody", "track/nothing", "milestone/youth"])
def test_an_empty_scope(told: Story, path: str) -> None:
    answer = told.client.get(f"/feeds/public/awkward/{path}.ics")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    known = {"milestone/youth": [str(uid("forum"))]}
    assert (answer.status_code, [str(each["UID"]) for each in events]) == (200, known.get(path, []))


@pytest.mark.long
def test_ten_thousand_milestones(
    chosen_url: str, chosen: Database, caplog: pytest.LogCaptureFixture
) -> None:
    begun = story(chosen_url, chosen)
    fixed = Span.of(date(2021, 9, 1))
    begun.begin(awkward_plan(*(milestone(f"more-{i}", fixed=fixed) for i in range(10_000))))
    with caplog.at_level(logging.ERROR), chosen.read() as store:
        found = feed(store, FeedScope(plan="awkward"))
    parts = render(found, BASE, components := Components())
    assert len(parts) == 10_009 + 2
    assert render(found, BASE, components) == parts
    assert caplog.records == []

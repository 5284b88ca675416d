"""What changes in a feed when the plan changes, and what must not."""

import logging
import re
from datetime import date

import pytest

from app.plan import Update
from app.plan.recoding import recoded
from app.store import Database
from scheduling import Span
from tests.feeds.story import FEED, MOVED, Story, awkward_plan, story, with_meeting

BACK = Update(milestone="review", window=Span(first=date(2021, 7, 1), last=date(2021, 7, 31)))
DOWNSTREAM = {"review", "draft", "clear", "launch"}


def sequences(events: dict[str, bytes]) -> dict[str, int]:
    return {
        code: int(event.split(b"SEQUENCE:")[1].split(b"\r\n")[0]) for code, event in events.items()
    }


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {code for code in before | after if before.get(code) != after.get(code)}


def texts(event: bytes) -> list[str]:
    unfolded = event.replace(b"\r\n ", b"").decode()
    return re.findall(r"(?m)^(?:SUMMARY|DESCRIPTION):.*(?=\r$)", unfolded)


def test_a_move_raises_the_sequence_of_what_moved_and_touches_nothing_else(told: Story) -> None:
    before = told.events()
    told.say(*MOVED)
    after = told.events()
    assert changed(before, after) == DOWNSTREAM
    raised = dict.fromkeys(DOWNSTREAM, 1)
    assert sequences(after) == dict.fromkeys(before, 0) | raised


def test_a_new_code_takes_no_approved_date_away_and_moves_nothing(told: Story) -> None:
    told.say(*MOVED)
    before = told.events()
    told.change(date(2021, 6, 25), recoded(told.plan(), {"review": "africa"}))
    after = told.events()
    assert after["draft"] == before["draft"]
    renamed = after["africa"].replace(b"milestones/africa", b"milestones/review")
    assert texts(renamed) == texts(before["review"])
    assert texts(renamed)[0].endswith(r" (was in July 2021\, +32 working days)")


def test_moving_back_is_told_again(told: Story) -> None:
    told.say(*MOVED)
    told.say(date(2021, 6, 25), BACK)
    moved_back = {code: count for code, count in sequences(told.events()).items() if count}
    assert moved_back == dict.fromkeys(DOWNSTREAM, 2)


def test_what_tells_nothing_new_is_no_publication(told: Story) -> None:
    before = told.client.get(FEED)
    told.say(date(2021, 5, 6), Update(milestone="review", note="preparations go on"))
    after = told.client.get(FEED)
    assert (after.headers["etag"], after.content) == (before.headers["etag"], before.content)


def test_a_cancelled_milestone_says_so_for_thirty_days(told: Story) -> None:
    told.say(date(2021, 6, 1), Update(milestone="cofacs", cancelled=True))
    event = told.events()["cofacs"]
    assert b"SUMMARY:Cancelled: Co-facilitators appointed\r\n" in event
    assert b"STATUS:CANCELLED\r\n" in event
    assert b"DTSTART;VALUE=DATE:20211231\r\n" in event
    told.say(date(2021, 7, 1), BACK, Update(milestone="held", note="minutes published"))
    told.say(*MOVED[:0], date(2021, 7, 1), MOVED[1])
    assert "cofacs" in told.events()
    told.say(date(2021, 7, 2), BACK)
    assert "cofacs" not in told.events()


def test_a_bad_milestone_is_left_out_and_reported(
    chosen_url: str, chosen: Database, caplog: pytest.LogCaptureFixture
) -> None:
    begun = story(chosen_url, chosen)
    begun.begin(awkward_plan(with_meeting("Mars/Olympus_Mons")))
    with caplog.at_level(logging.ERROR):
        codes = set(begun.events())
    assert "broken" not in codes
    assert len(codes) == 9
    assert [record.getMessage() for record in caplog.records] == [
        "feed of awkward leaves out milestone 'broken'"
    ]


def test_a_plan_without_dates_is_a_calendar_without_events(
    chosen_url: str, chosen: Database
) -> None:
    begun = story(chosen_url, chosen)
    plan = awkward_plan()
    youth = tuple(each for each in plan.milestones if each.code == "youth")
    begun.begin(
        type(plan)(
            code="awkward",
            title="Empty",
            zone="UTC",
            data_date=date(2021, 5, 5),
            targets=(),
            milestones=youth,
            links=(),
        )
    )
    answer = begun.client.get(FEED)
    assert answer.status_code == 200
    assert "last-modified" not in answer.headers
    assert answer.content.endswith(b"X-PUBLISHED-TTL:PT1H\r\nEND:VCALENDAR\r\n")
    held = {"if-none-match": answer.headers["etag"]}
    assert begun.client.get(FEED, headers=held).status_code == 304

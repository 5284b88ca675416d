"""What the writer of calendars refuses, cleans and escapes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feeds.ical import Event, Header, calendar_bytes, clean, event_bytes

EVENT = Event(
    uid="0b7c",
    sequence=3,
    modified=datetime(2021, 5, 5, 9, 30, tzinfo=UTC),
    starts=date(2021, 7, 1),
    ends=date(2021, 7, 2),
    summary="Review",
    description="Held",
    status="CONFIRMED",
    busy=False,
    url="https://example.org/plans/a",
)
HEADER = Header(name="Plan", description="All of it", url="https://example.org")


def test_the_bytes_of_an_event() -> None:
    assert event_bytes(EVENT).decode().split("\r\n") == [
        "BEGIN:VEVENT",
        "SUMMARY:Review",
        "DTSTART;VALUE=DATE:20210701",
        "DTEND;VALUE=DATE:20210702",
        "DTSTAMP:20210505T093000Z",
        "UID:0b7c",
        "SEQUENCE:3",
        "DESCRIPTION:Held",
        "LAST-MODIFIED:20210505T093000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://example.org/plans/a",
        "END:VEVENT",
        "",
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\x00b\x08c\x1bd\x9fe", "abcde"),
        ("a\u202ab\u202ec", "abc"),
        ("a\ud800b", "ab"),
        ("a\tb", "a b"),
        ("\u2068أهلا\u2069 中文 🌍", "\u2068أهلا\u2069 中文 🌍"),
    ],
)
def test_clean(given: str, kept: str) -> None:
    assert clean(given) == kept


@pytest.mark.parametrize("ends", [date(2021, 7, 1), date(2021, 6, 1)])
def test_an_event_that_does_not_last_is_refused(ends: date) -> None:
    with pytest.raises(ValueError, match="before it has started"):
        event_bytes(replace(EVENT, ends=ends))


def test_an_address_with_a_line_end_is_refused() -> None:
    with pytest.raises(ValueError, match="CR or LF"):
        event_bytes(replace(EVENT, url="https://example.org\r\nATTENDEE:mailto:a@example.org"))


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=40))
def test_any_text_comes_back_cleaned(summary: str, description: str, category: str) -> None:
    event = replace(EVENT, summary=summary, description=description, categories=(category,))
    content = calendar_bytes(HEADER, [event_bytes(event)])
    assert max(map(len, content.split(b"\r\n"))) <= 75
    (read,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(read["SUMMARY"]) == " ".join(clean(summary).split("\n"))
    assert str(read["DESCRIPTION"]) == clean(description)
    assert content.count(b"BEGIN:VEVENT\r\n") == 1

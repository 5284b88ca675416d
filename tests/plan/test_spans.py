from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plan import format_span, parse_span
from app.plan.limits import FIRST_DAY, LAST_DAY
from app.plan.spans import ACCEPTED
from scheduling import Span

OUTSIDE = "must name days of the calendar between 1900-01-01 and 2200-12-31"


def days(first: str | None, last: str) -> Span:
    return Span(first=date.fromisoformat(first) if first else None, last=date.fromisoformat(last))


TEXTS = {
    "2021-07-12": days("2021-07-12", "2021-07-12"),
    "2021-07": days("2021-07-01", "2021-07-31"),
    "2020-02": days("2020-02-01", "2020-02-29"),
    "2021-12": days("2021-12-01", "2021-12-31"),
    "2021-Q1": days("2021-01-01", "2021-03-31"),
    "2021-Q4": days("2021-10-01", "2021-12-31"),
    "2021": days("2021-01-01", "2021-12-31"),
    "2021-07-06/2021-07-15": days("2021-07-06", "2021-07-15"),
    "2021-06/2021-07": days("2021-06-01", "2021-07-31"),
    "2021/2022": days("2021-01-01", "2022-12-31"),
    "../2022-02": days(None, "2022-02-28"),
    "../2021": days(None, "2021-12-31"),
    "../2021-07-15": days(None, "2021-07-15"),
}


@pytest.mark.parametrize(("text", "span"), TEXTS.items())
def test_a_text_names_days_and_the_days_name_the_text(text: str, span: Span) -> None:
    assert (parse_span(text), format_span(span)) == (span, text)


SHORTER = {
    "2021-07-01/2021-07-31": "2021-07",
    "2021-07/2021-09": "2021-Q3",
    "2021-Q1/2021-Q4": "2021",
    "2021-Q3/2021-12-31": "2021-07/2021-12",
    "2021/2021-01-05": "2021-01-01/2021-01-05",
    "2021-07-12/2021-07-12": "2021-07-12",
    "../2021-Q2": "../2021-06",
}


@pytest.mark.parametrize(("text", "shortest"), SHORTER.items())
def test_days_have_one_shortest_name(text: str, shortest: str) -> None:
    assert format_span(parse_span(text)) == shortest


@given(st.dates(FIRST_DAY, LAST_DAY), st.none() | st.dates(FIRST_DAY, LAST_DAY))
def test_every_span_is_read_back(last: date, first: date | None) -> None:
    span = Span(first=first and min(first, last), last=last)
    assert parse_span(format_span(span)) == span


REFUSED = {
    "": ACCEPTED,
    "July 2021": ACCEPTED,
    "2021-7": ACCEPTED,
    "2021-Q5": ACCEPTED,
    "2021-07/..": ACCEPTED,
    "2021-07/15": ACCEPTED,
    "2021/2022/2023": ACCEPTED,
    " 2021": ACCEPTED,
    "٢٠٢١": ACCEPTED,
    "2021-13": OUTSIDE,
    "2021-02-30": OUTSIDE,
    "2021-00": OUTSIDE,
    "2021-07-00": OUTSIDE,
    "0001-01-01": OUTSIDE,
    "9999-12": OUTSIDE,
    "0000": OUTSIDE,
    "../2201": OUTSIDE,
    "2021-08/2021-07": "must not end before it starts",
}


@pytest.mark.parametrize(("text", "rule"), REFUSED.items())
def test_what_names_no_days_is_refused(text: str, rule: str) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  the whole text is compared
        parse_span(text)
    assert str(refusal.value) == rule

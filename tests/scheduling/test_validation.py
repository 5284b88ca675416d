"""What is refused, by the activity, link or calendar, the field and the rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from scheduling import (
    Activity,
    Calendar,
    Change,
    InvalidField,
    Link,
    Network,
    Options,
    SchedulingError,
    Span,
    UnknownCode,
    changed_network,
    critical_path,
    schedule,
)

DATA_DATE = date(2021, 5, 2)
NUMBERS: tuple[object, ...] = (
    2**31,
    2**63,
    2**70,
    float("nan"),
    float("inf"),
    1e400,
    1.0,
    True,
    "5",
    "",
    None,
    [],
)
DATES = (
    date(1, 1, 1),
    date(1899, 12, 31),
    date(2201, 1, 1),
    date(9999, 12, 31),
    datetime(2021, 5, 2),  # noqa: DTZ001
    "2021-02-30",
    "2021-05-02",
    20210502,
    True,
)


def any_activity(**fields: Any) -> Activity:
    return Activity(**fields)


def any_link(**fields: Any) -> Link:
    return Link(**fields)


def refused(make: Callable[[], object]) -> SchedulingError:
    with pytest.raises(SchedulingError) as caught:
        make()
    return caught.value


@pytest.mark.parametrize("value", [*NUMBERS, -1, 36_501], ids=repr)
def test_durations(value: object) -> None:
    error = refused(lambda: Network.of([any_activity(code="a", duration=value)]))
    assert isinstance(error, InvalidField)
    assert (error.subject, error.field) == ("a", "duration")


@pytest.mark.parametrize("value", [*NUMBERS, -36_501, 36_501], ids=repr)
def test_lags(value: object) -> None:
    link = any_link(predecessor="a", successor="b", lag=value)
    error = refused(lambda: Network.of([Activity(code="a"), Activity(code="b")], [link]))
    assert isinstance(error, InvalidField)
    assert error.field == "lag"


@pytest.mark.parametrize("field", ["type", "unit"])
@pytest.mark.parametrize("value", ["FS", "wd", "XX", 1, None], ids=repr)
def test_link_types_and_units(field: str, value: object) -> None:
    link = any_link(predecessor="a", successor="b", **{field: value})
    error = refused(lambda: Network.of([Activity(code="a"), Activity(code="b")], [link]))
    assert isinstance(error, InvalidField)
    assert error.field == field


@pytest.mark.parametrize("field", ["not_before", "finish_not_before", "deadline"])
@pytest.mark.parametrize("value", DATES, ids=repr)
def test_dates(field: str, value: object) -> None:
    error = refused(lambda: Network.of([any_activity(code="a", **{field: value})]))
    assert isinstance(error, InvalidField)
    assert (error.subject, error.field) == ("a", field)


def test_the_first_and_the_last_day_that_may_be_given() -> None:
    first, last = date(1900, 1, 1), date(2200, 12, 31)
    activity = Activity(code="a", not_before=first, deadline=last)
    assert Network.of([activity], start=first).activities["a"] == activity
    assert schedule(Network.of([activity]), data_date=last).dates("a").start == date(2201, 1, 1)


@pytest.mark.parametrize("field", ["fixed", "window"])
@pytest.mark.parametrize("value", ["2021", date(2021, 5, 2), 5, ("2021", "2022")], ids=repr)
def test_spans_of_another_kind(field: str, value: object) -> None:
    error = refused(lambda: Network.of([any_activity(code="a", **{field: value})]))
    assert isinstance(error, InvalidField)
    assert (error.subject, error.field) == ("a", field)


@pytest.mark.parametrize("field", ["fixed", "window"])
@pytest.mark.parametrize(
    "span",
    [
        Span(first=date(2021, 5, 3), last=date(2021, 5, 2)),
        Span(first=date(1, 1, 1), last=date(2021, 5, 2)),
        Span(first=date(2021, 5, 2), last=date(9999, 12, 31)),
    ],
    ids=repr,
)
def test_spans(field: str, span: Span) -> None:
    error = refused(lambda: Network.of([any_activity(code="a", **{field: span})]))
    assert isinstance(error, InvalidField)
    assert (error.subject, error.field) == ("a", field)


def test_a_fixed_event_has_a_first_day() -> None:
    span = Span(first=None, last=date(2021, 5, 2))
    error = refused(lambda: Network.of([Activity(code="a", fixed=span)]))
    assert str(error) == "a: fixed must have a first day"
    assert Network.of([Activity(code="a", window=span)]).activities["a"].window == span


@pytest.mark.parametrize("value", ["start", "finish", 0, None], ids=repr)
def test_boundaries(value: object) -> None:
    error = refused(lambda: Network.of([any_activity(code="a", boundary=value)]))
    assert isinstance(error, InvalidField)
    assert (error.subject, error.field) == ("a", "boundary")


@pytest.mark.parametrize("value", ["", None, True, 5, ["a"]], ids=repr)
def test_codes_are_texts(value: object) -> None:
    error = refused(lambda: Network.of([any_activity(code=value)]))
    assert isinstance(error, InvalidField)
    assert error.field == "code"


@pytest.mark.parametrize(
    "value", [frozenset(), frozenset({0, 7}), frozenset({-1, 0}), frozenset({0, True})]
)
def test_weekdays(value: frozenset[int]) -> None:
    error = refused(lambda: Network.of([], calendars=[Calendar(name="c", weekdays=value)]))
    assert isinstance(error, InvalidField)
    assert (error.subject, error.field) == ("c", "weekdays")


@pytest.mark.parametrize("field", ["holidays", "working"])
def test_exceptions_are_days(field: str) -> None:
    fields: Any = {field: frozenset({date(9999, 12, 31)})}
    error = refused(lambda: Network.of([], calendars=[Calendar(name="c", **fields)]))
    assert isinstance(error, InvalidField)
    assert (error.subject, error.field) == ("c", field)


def told(error: SchedulingError) -> tuple[str, str, str]:
    return error.subject, error.field, error.rule


def test_every_error_says_of_what_where_and_which_rule() -> None:
    a, c = Activity(code="a"), Activity(code="c", duration=36_500)
    chain = [replace(c, code=f"c{i}") for i in range(21)]
    after = [Link(predecessor=f"c{i}", successor=f"c{i + 1}") for i in range(20)]
    both = [Link(predecessor="a", successor="c"), Link(predecessor="c", successor="a")]
    refusals: dict[tuple[str, str, str], Callable[[], object]] = {
        ("a FS → b", "successor", "'b' is not there"): (
            lambda: Network.of([a], [Link(predecessor="a", successor="b")])
        ),
        ("b FS → a", "predecessor", "'b' is not there"): (
            lambda: Network.of([a], [Link(predecessor="b", successor="a")])
        ),
        ("a", "code", "is used twice"): lambda: Network.of([a, a]),
        ("every-day", "name", "is used twice"): (
            lambda: Network.of([], calendars=[Calendar(name="every-day")])
        ),
        ("a", "calendar", "'x' is not there"): (
            lambda: Network.of([Activity(code="a", calendar="x")])
        ),
        ("a", "links", "form a cycle: a → c → a"): lambda: Network.of([a, c], both),
        ("c19", "finish", "as computed, leaves the years 1 to 3999"): (
            lambda: schedule(Network.of(chain, after), data_date=DATA_DATE)
        ),
        ("question", "code", "'x' is not there"): (
            lambda: schedule(Network.of([a]), data_date=DATA_DATE).dates("x")
        ),
        ("removed", "code", "'x' is not there"): (
            lambda: changed_network(Network.of([a]), Change(removed=("x",)))
        ),
        ("unlinked", "link", "'a FS → c' is not there"): (
            lambda: changed_network(Network.of([a, c]), Change(unlinked=(both[0],)))
        ),
    }
    assert [told(refused(make)) for make in refusals.values()] == [*refusals]


def test_a_start_before_the_first_year_is_refused_by_name() -> None:
    """Nineteen lags of 36,500 days back from 1901 end in the year 2; the twentieth leaves."""
    activities = [Activity(code=f"a{i}") for i in range(20)]
    event = Activity(code="a20", fixed=Span.of(date(1901, 6, 1)))
    links = [Link(predecessor=f"a{i}", successor=f"a{i + 1}", lag=36_500) for i in range(20)]
    plan = schedule(Network.of([*activities, event], links), data_date=DATA_DATE)
    error = refused(lambda: plan.late("a19", "a20"))
    assert told(error) == ("a0", "start", "as computed, leaves the years 1 to 3999")


def test_questions_about_what_is_not_there() -> None:
    result = schedule(Network.of([Activity(code="a")]), data_date=DATA_DATE)
    asked: tuple[Callable[[], object], ...] = (
        lambda: result.dates("x"),
        lambda: result.status("x"),
        lambda: result.late("x"),
        lambda: result.late("a", "x"),
        lambda: result.drivers("x"),
        lambda: result.free_float("x"),
        lambda: critical_path(result, "x"),
    )
    errors = [refused(question) for question in asked]
    assert [error.code for error in errors if isinstance(error, UnknownCode)] == ["x"] * len(asked)


@pytest.mark.parametrize("value", DATES, ids=repr)
def test_the_start_and_the_data_date(value: Any) -> None:
    starting = refused(lambda: Network.of([], start=value))
    asking = refused(lambda: schedule(Network.of([]), data_date=value))
    assert isinstance(starting, InvalidField)
    assert isinstance(asking, InvalidField)
    assert (starting.field, asking.field) == ("start", "data_date")


def test_one_of_start_and_data_date_is_needed() -> None:
    error = refused(lambda: schedule(Network.of([])))
    assert str(error) == "network: start must be given when there is no data date"


@pytest.mark.parametrize("field", ["windows", "progress"])
def test_options_are_of_their_kinds(field: str) -> None:
    fields: Any = {field: "first"}
    error = refused(lambda: Options(**fields))
    assert isinstance(error, InvalidField)
    assert error.field == field

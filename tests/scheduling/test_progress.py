"""Which progress is refused, by activity, field and rule."""

from datetime import date, timedelta
from typing import Any

import pytest

from scheduling import (
    Activity,
    InvalidField,
    Network,
    Progress,
    Span,
    UnknownCode,
    schedule,
)

D = date(2021, 5, 5)
BEFORE, AFTER = D - timedelta(1), D + timedelta(1)
WORK = Activity(code="a", duration=5)
EVENT = Activity(code="a", fixed=Span(first=BEFORE, last=AFTER))


def refused(activity: Activity, data_date: date | None = D, **said: Any) -> tuple[str, str, str]:
    network = Network.of([activity], start=D)
    with pytest.raises(InvalidField) as caught:
        schedule(network, data_date=data_date, progress={"a": Progress(**said)})
    return caught.value.subject, caught.value.field, caught.value.rule


@pytest.mark.parametrize(
    ("said", "field", "rule"),
    [
        ({"actual_finish": D}, "actual_start", "must be given with an actual finish"),
        ({"actual_start": D}, "remaining", "must be given once the activity has started"),
        ({"remaining": 3}, "actual_start", "must be given with what remains"),
        ({"expected_finish": AFTER}, "actual_start", "must be given with what remains"),
        (
            {"actual_start": D, "remaining": 3, "expected_finish": AFTER},
            "remaining",
            "must not be given with an expected finish",
        ),
        (
            {"actual_start": D, "actual_finish": D, "remaining": 3},
            "remaining",
            "must not be given with an actual finish",
        ),
        (
            {"actual_start": D, "actual_finish": BEFORE},
            "actual_finish",
            "must not be before the actual start",
        ),
        (
            {"actual_start": AFTER, "remaining": 3},
            "actual_start",
            "must not be after the data date 2021-05-05",
        ),
        (
            {"actual_start": D, "actual_finish": AFTER},
            "actual_finish",
            "must not be after the data date 2021-05-05",
        ),
        ({"cancelled": "no"}, "cancelled", "must be true or false"),
        ({"cancelled": 1}, "cancelled", "must be true or false"),
    ],
)
def test_half_filled_and_impossible_progress(said: dict[str, Any], field: str, rule: str) -> None:
    assert refused(WORK, **said) == ("a", field, rule)


@pytest.mark.parametrize("value", [-1, 36_501, 2**63, float("nan"), 1.0, True, "5"], ids=repr)
def test_remaining_is_a_number_of_days(value: object) -> None:
    rule = "must be a whole number of working days from 0 to 36500"
    assert refused(WORK, actual_start=D, remaining=value) == ("a", "remaining", rule)


@pytest.mark.parametrize("field", ["actual_start", "actual_finish", "expected_finish"])
@pytest.mark.parametrize("value", [date(1, 1, 1), date(9999, 12, 31), "2021-05-02", 5], ids=repr)
def test_dates_are_dates(field: str, value: object) -> None:
    said: dict[str, Any] = {field: value}
    assert refused(WORK, **said)[:2] == ("a", field)


def test_progress_is_as_of_a_data_date() -> None:
    said = refused(WORK, data_date=None, actual_start=D, remaining=1)
    assert said == ("a", "actual_start", "needs a data date")


def test_progress_of_what_is_not_there() -> None:
    with pytest.raises(UnknownCode, match="progress: code 'x' is not there"):
        schedule(Network.of([WORK]), data_date=D, progress={"x": Progress(cancelled=True)})


@pytest.mark.parametrize(
    ("activity", "said"),
    [
        (Activity(code="a"), {"actual_start": BEFORE}),
        (Activity(code="a"), {"actual_finish": BEFORE}),
        (Activity(code="a", duration=1), {"actual_finish": BEFORE}),
        (Activity(code="a", duration=1, fixed=Span.of(D)), {"actual_finish": BEFORE}),
    ],
)
def test_one_date_says_both(activity: Activity, said: dict[str, Any]) -> None:
    result = schedule(Network.of([activity]), data_date=D, progress={"a": Progress(**said)})
    assert result.progress["a"] == Progress(actual_start=BEFORE, actual_finish=BEFORE)
    assert (result.dates("a").start, result.dates("a").finish) == (BEFORE, BEFORE)


def test_two_dates_of_a_milestone_are_kept() -> None:
    told = Progress(actual_start=BEFORE, actual_finish=D)
    result = schedule(Network.of([Activity(code="a")]), data_date=D, progress={"a": told})
    assert result.progress["a"] == told
    assert (result.dates("a").start, result.dates("a").finish) == (BEFORE, D)


def test_what_takes_several_days_begins_before_it_ends() -> None:
    assert refused(Activity(code="a", duration=2), actual_finish=D)[1] == "actual_start"
    assert refused(EVENT, actual_finish=D)[1] == "actual_start"
    begun = Progress(actual_start=BEFORE)
    result = schedule(Network.of([EVENT]), data_date=D, progress={"a": begun})
    assert result.progress["a"] == begun
    assert result.dates("a").finish == AFTER


def test_nothing_reported_is_nothing() -> None:
    result = schedule(Network.of([WORK]), data_date=D, progress={"a": Progress()})
    assert result.progress == {}


def test_cancelled_excludes_everything_else() -> None:
    said = Progress(actual_start=D, remaining=3, cancelled=True)
    result = schedule(Network.of([WORK]), data_date=D, progress={"a": said})
    assert result.progress == {"a": Progress(cancelled=True)}


def test_an_early_start_is_that_of_what_remains() -> None:
    """As P6 tells it: what has begun starts early on the first day after the data date."""
    network = Network.of([Activity(code=code, duration=5) for code in "abcd"], start=D)
    progress = {
        "a": Progress(actual_start=BEFORE, remaining=2),
        "b": Progress(actual_start=BEFORE, actual_finish=D),
        "c": Progress(cancelled=True),
    }
    plan = schedule(network, data_date=D, progress=progress)
    assert [plan.early_start(code) for code in "abcd"] == [AFTER, None, None, AFTER]
    assert plan.dates("a").start == BEFORE

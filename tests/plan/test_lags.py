import pytest

from app.plan import format_lag, parse_lag
from app.plan.lags import ACCEPTED, TOO_LONG
from scheduling import LagUnit

WD, CD = LagUnit.WORKING_DAYS, LagUnit.CALENDAR_DAYS

TEXTS = {
    "0": (0, WD),
    "0cd": (0, CD),
    "5wd": (5, WD),
    "-3wd": (-3, WD),
    "84cd": (84, CD),
    "-36500cd": (-36_500, CD),
}


@pytest.mark.parametrize(("text", "lag"), TEXTS.items())
def test_a_lag_is_read_and_written(text: str, lag: tuple[int, LagUnit]) -> None:
    assert (parse_lag(text), format_lag(*lag)) == (lag, text)


@pytest.mark.parametrize(("text", "lag"), {"+5wd": (5, WD), "007cd": (7, CD)}.items())
def test_a_lag_has_one_text(text: str, lag: tuple[int, LagUnit]) -> None:
    assert parse_lag(text) == lag


REFUSED = {
    "": ACCEPTED,
    "5": ACCEPTED,
    "wd": ACCEPTED,
    "5 wd": ACCEPTED,
    "5w": ACCEPTED,
    "1.5wd": ACCEPTED,
    "٥wd": ACCEPTED,
    "36501wd": TOO_LONG,
    "-36501cd": TOO_LONG,
    f"{'9' * 5_000}wd": TOO_LONG,
}


@pytest.mark.parametrize(("text", "rule"), REFUSED.items())
def test_what_is_no_lag_is_refused(text: str, rule: str) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  the whole text is compared
        parse_lag(text)
    assert str(refusal.value) == rule

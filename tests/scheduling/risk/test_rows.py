"""Dates take two bytes where they fit, else four, and are the same."""

import pytest

from scheduling import Activity, Link, Network
from scheduling.risk import Triangular, rows
from tests.scheduling.risk.networks import DATA_DATE
from tests.scheduling.risk.test_answers import answers, ask


def test_wide_rows_say_what_short_ones_say(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = answers(ask())
    monkeypatch.setattr(rows, "TOO_LONG", 0)
    assert answers(ask()) == expected


def test_far_dates_need_wide_rows() -> None:
    """Ninety-five years are more days than two bytes count."""
    network = Network.of(
        [Activity(code="first", duration=30_000), Activity(code="second", duration=5_000)],
        [Link(predecessor="first", successor="second")],
    )
    three = Triangular(low=29_999, likely=30_000, high=30_001)
    result = ask(network, uncertainty={"first": three}, targets=("second",), rules=())
    found = [(day - DATA_DATE).days for day, _ in result.finish("second").histogram]
    assert found == [34_999, 35_000, 35_001]

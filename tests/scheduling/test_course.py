"""The finishes in many cases, computed at once, are those of scheduling each case alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling import Activity, Link, Network, Options, Schedule, trend
from scheduling.course import FEW, Course, Finishes, finishes
from scheduling.schedule import checked_case
from scheduling.setting import Case, prepare
from tests.scheduling.networks import Problem, problems

DAY = date(2021, 5, 5)


def one_by_one(cases: Sequence[Case], codes: Sequence[str]) -> Finishes:
    return trend([Schedule(prepare(case)) for case in cases], codes)


def case_of(*links: tuple[str, str, int], more: int = 0, day: int = 0) -> Case:
    """Activities a, b and c of two days; the lag of a link is in working days."""
    network = Network.of(
        [Activity(code=code, duration=2) for code in ("a", "b", "c", *(["d"] if more else []))],
        [Link(predecessor=one, successor=other, lag=lag) for one, other, lag in links],
        start=DAY,
    )
    return checked_case(network, {}, DAY + timedelta(day), Options())


@settings(max_examples=settings().max_examples // 4)
@given(
    st.lists(problems(), min_size=3, max_size=3),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 12)), min_size=1, max_size=FEW + 2),
)
def test_whatever_differs_between_cases(told: list[Problem], order: list[tuple[int, int]]) -> None:
    """Progress, dates, work, calendars, links, activities that come and go, the data date."""
    cases = []
    for which, days in order:
        case = replace(told[which], options=told[0].options).scheduled().prepared.case
        cases.append(replace(case, data_date=told[which].data_date + timedelta(days)))
    codes = sorted(set.union(*(set(case.network.activities) for case in cases)))
    expected = one_by_one(cases, codes)
    assert Course(cases, codes).finishes() == expected
    assert finishes(cases, codes) == expected


def test_links_that_turn_round() -> None:
    there, back = case_of(("a", "b", 0), ("b", "c", 0)), case_of(("c", "b", 0), ("b", "a", 0))
    cases = [there] * FEW + [back] * FEW + [there, back] * FEW
    assert finishes(cases, ["c"]) == one_by_one(cases, ["c"])


@pytest.mark.parametrize("lag", [-9_000, 30_000])
def test_dates_off_the_axis(lag: int) -> None:
    cases = [case_of(("a", "b", lag), ("b", "c", -lag), day=day) for day in range(2 * FEW)]
    assert finishes(cases, ["b", "c"]) == one_by_one(cases, ["b", "c"])


def test_what_is_not_in_every_case() -> None:
    cases = [*[case_of(more=1)] * FEW, case_of(), case_of(more=1)]
    second = date(2021, 5, 7)
    assert finishes(cases, ["d"]) == {"d": (*[second] * FEW, None, second)}

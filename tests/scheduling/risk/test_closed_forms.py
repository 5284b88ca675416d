"""The simulation against what can be worked out: within four standard errors of the sample."""

import math
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from scheduling import Activity, Calendar, Link, Network, Span
from scheduling.risk import BetaPert, RiskResult, Triangular, Uncertainty, simulate
from scheduling.risk.uncertainty import inverse, thresholds

DAY_ZERO = date(2021, 5, 5)
ITERATIONS = 40_000
ERRORS = 4


def after(days: int) -> date:
    return DAY_ZERO + timedelta(days=days)


def days_of(result: RiskResult, code: str) -> dict[int, float]:
    """The share of the iterations in which ``code`` finishes so many days after the data date."""
    found = result.finish(code)
    return {(day - DAY_ZERO).days: n / found.iterations for day, n in found.histogram}


def simulated(network: Network, uncertainty: Mapping[str, Uncertainty], target: str) -> RiskResult:
    return simulate(
        network,
        uncertainty=uncertainty,
        data_date=DAY_ZERO,
        targets=(target,),
        iterations=ITERATIONS,
        seed=11,
    )


def chain(*codes: str) -> list[Link]:
    return [Link(predecessor=one, successor=two) for one, two in pairwise(codes)]


def triangle(three: Triangular, days: float) -> float:
    """The distribution function of the triangle, from its areas."""
    if days <= three.low:
        return 0.0
    if days >= three.high:
        return 1.0
    width = three.high - three.low
    if days <= three.likely:
        return (days - three.low) ** 2 / (width * (three.likely - three.low))
    return 1 - (three.high - days) ** 2 / (width * (three.high - three.likely))


def error(share: float) -> float:
    return ERRORS * math.sqrt(max(share * (1 - share), 1e-4) / ITERATIONS)


def test_one_triangular_task_has_the_triangles_percentiles() -> None:
    three = Triangular(low=10, likely=20, high=60)
    network = Network.of([Activity(code="a", duration=20)])
    found = simulated(network, {"a": three}, "a").finish("a")
    # in whole days: 60 less the root of (1 - u) * 50 * 40 beyond the likely value (u = 0.2)
    assert [found.p50, found.p80, found.p90] == [
        after(round(60 - math.sqrt((1 - u) * 50 * 40))) for u in (0.5, 0.8, 0.9)
    ]


@pytest.mark.parametrize(
    "three",
    [
        Triangular(low=1, likely=2, high=6),
        Triangular(low=3, likely=3, high=9),
        Triangular(low=2.5, likely=8, high=8),
    ],
)
def test_a_triangle_is_rounded_to_whole_days(three: Triangular) -> None:
    network = Network.of([Activity(code="a", duration=3)])
    expected = {
        days: triangle(three, days + 0.5) - triangle(three, days - 0.5)
        for days in range(math.floor(three.low + 0.5), math.floor(three.high + 0.5) + 1)
    }
    found = days_of(simulated(network, {"a": three}, "a"), "a")
    assert {n: pytest.approx(share, abs=error(share)) for n, share in expected.items()} == found


def test_beta_pert_has_its_mean_and_variance() -> None:
    low, likely, high = 10.0, 30.0, 90.0
    network = Network.of([Activity(code="a", duration=30)])
    found = simulated(network, {"a": BetaPert(low=low, likely=likely, high=high)}, "a")
    mean = (low + 4 * likely + high) / 6
    variance = (mean - low) * (high - mean) / 7
    shares = days_of(found, "a")
    assert found.merge_bias("a").mean_days + 30 == pytest.approx(
        mean, abs=ERRORS * math.sqrt(variance / ITERATIONS)
    )
    assert sum(share * (n - mean) ** 2 for n, share in shares.items()) == pytest.approx(
        variance + 1 / 12, rel=0.03
    )


@pytest.mark.parametrize("likely", [0, 7, 20, 40])
def test_beta_pert_agrees_with_sampled_betas(likely: float) -> None:
    alpha, beta = 1 + 4 * likely / 40, 1 + 4 * (40 - likely) / 40
    drawn = 40 * np.random.default_rng(3).beta(alpha, beta, size=400_000)
    limits = thresholds(BetaPert(low=0, likely=likely, high=40))
    days = np.arange(1, 40)
    sampled = [(drawn < day + 0.5).mean() for day in days]
    assert limits / 2**32 == pytest.approx(np.array(sampled), abs=0.004)


def test_the_guide_says_what_a_search_says() -> None:
    draws = np.random.default_rng(1).integers(0, 2**32, size=100_000, dtype=np.uint32)
    for three in (Triangular(low=1, likely=2, high=4), Triangular(low=0, likely=3000, high=36_500)):
        found = inverse(three)
        edges = np.concatenate([found.thresholds, found.thresholds - np.uint32(1)])
        for each in (draws, edges):
            searched = found.least + found.thresholds.searchsorted(each, side="right")
            row = np.empty(len(each), dtype=np.int32)
            found.fill(row, each)
            assert row.tolist() == searched.tolist()


def test_independent_durations_add_up() -> None:
    codes = [f"a{n}" for n in range(12)]
    network = Network.of([Activity(code=code, duration=6) for code in codes], chain(*codes))
    three = Triangular(low=3, likely=6, high=15)
    result = simulated(network, dict.fromkeys(codes, three), codes[-1])
    mean = 12 * 8
    variance = 12 * ((9 + 36 + 225 - 18 - 45 - 90) / 18 + 1 / 12)
    shares = days_of(result, codes[-1])
    assert sum(n * share for n, share in shares.items()) == pytest.approx(
        mean, abs=ERRORS * math.sqrt(variance / ITERATIONS)
    )
    assert sum(share * (n - mean) ** 2 for n, share in shares.items()) == pytest.approx(
        variance, rel=0.03
    )
    assert result.merge_bias(codes[-1]).deterministic == after(72)


def test_two_equal_windows_show_the_merge_bias() -> None:
    """The later of two days uniform on 1..30 is by day n with probability (n / 30)²."""
    window = Span(first=after(1), last=after(30))
    network = Network.of(
        [
            Activity(code="a", duration=1, window=window),
            Activity(code="b", duration=1, window=window),
            Activity(code="end"),
        ],
        [Link(predecessor=code, successor="end") for code in "ab"],
    )
    result = simulated(network, {}, "end")
    for days in range(1, 31):
        one = days / 30
        for code, expected in (("a", one), ("b", one), ("end", one**2)):
            found = result.finish(code).probability_by(after(days))
            assert found == pytest.approx(expected, abs=error(expected))
    # 22 is the first n with (n / 30)² ≥ ½, though each alone is over by day 15 as often as not
    assert (result.finish("a").p50, result.finish("end").p50) == (after(15), after(22))


def test_two_equal_chains_are_critical_by_turns() -> None:
    codes = ["a", "b"]
    network = Network.of(
        [*(Activity(code=code, duration=30) for code in codes), Activity(code="end")],
        [Link(predecessor=code, successor="end") for code in codes],
    )
    three = Triangular(low=1, likely=30, high=59)
    result = simulated(network, dict.fromkeys(codes, three), "end")
    limits = thresholds(three) / 2**32
    edges = np.concatenate([[0], limits, [1]])
    tie = float(np.square(np.diff(edges)).sum())
    for code in codes:
        expected = (1 + tie) / 2
        assert result.criticality(code, "end") == pytest.approx(expected, abs=error(expected))
    assert result.criticality("end", "end") == 1


MILWAUKEE = {
    "A": ((), (1, 2, 3)),
    "B": ((), (2, 3, 4)),
    "C": (("A",), (1, 2, 3)),
    "D": (("A", "B"), (2, 4, 6)),
    "E": (("C",), (1, 4, 7)),
    "F": (("C",), (1, 2, 9)),
    "G": (("D", "E"), (3, 4, 11)),
    "H": (("F", "G"), (1, 2, 3)),
}
"""Heizer and Render, Operations Management: weeks, optimistic, most likely and pessimistic."""
WEEK = 700
"""Days of a week: so fine that rounding to days does not show."""


def test_milwaukee_paper_is_done_in_16_weeks_as_often_as_the_books_normal_says() -> None:
    """The book: 15 weeks, variance 3.11 along A, C, E, G, H; z = 0.57, that is 0.7157.

    It sees that path alone, as a normal, with (b - a) / 6 for the spread of each. The path alone is
    simulated first; with all paths the paper can only be later.
    """
    three = {
        code: BetaPert(low=a * WEEK, likely=m * WEEK, high=b * WEEK)
        for code, (_, (a, m, b)) in MILWAUKEE.items()
    }
    whole = Network.of(
        [Activity(code=code, duration=m * WEEK) for code, (_, (_, m, _)) in MILWAUKEE.items()],
        [
            Link(predecessor=before, successor=code)
            for code, (predecessors, _) in MILWAUKEE.items()
            for before in predecessors
        ],
    )
    path = "ACEGH"
    alone = Network.of([whole.activities[code] for code in path], chain(*path))
    mean = sum((a + 4 * m + b) / 6 for code in path for a, m, b in [MILWAUKEE[code][1]])
    book = sum(((b - a) / 6) ** 2 for code in path for a, _, b in [MILWAUKEE[code][1]])
    assert (mean, round(book, 2), round((16 - mean) / math.sqrt(book), 2)) == (15, 3.11, 0.57)
    assert round(normal(0.57), 4) == 0.7157
    in_time = after(16 * WEEK)
    chance = simulated(alone, {code: three[code] for code in path}, "H").finish("H")
    assert chance.probability_by(in_time) == pytest.approx(0.7157, abs=0.02)
    result = simulated(whole, three, "H")
    assert result.finish("H").probability_by(in_time) <= chance.probability_by(in_time)
    assert result.sensitivity("H")[0].code == "G"


def normal(z: float) -> float:
    return (1 + math.erf(z / math.sqrt(2))) / 2


def test_dates_are_working_days() -> None:
    week = Calendar(name="week")
    network = Network.of([Activity(code="a", duration=5, calendar="week")], (), [week])
    result = simulated(network, {"a": Triangular(low=1, likely=9, high=40)}, "a")
    found = result.finish("a")
    assert {day.weekday() for day, _ in found.histogram} == set(range(5))
    assert [found.p50.weekday() < 5, found.p80.weekday() < 5, found.p90.weekday() < 5] == [True] * 3

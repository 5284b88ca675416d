"""What a result answers, and that nothing but the question and the seed decides it."""

import random
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from scheduling import (
    PROJECT,
    Activity,
    BeyondHorizon,
    InvalidField,
    Link,
    LinkType,
    Network,
    Progress,
    Span,
    UnknownCode,
)
from scheduling.risk import (
    BetaPert,
    EventRisk,
    LinkRisk,
    RiskResult,
    Sensitivity,
    Swing,
    Triangular,
    simulate,
    simulation,
)
from scheduling.risk import model as models
from tests.scheduling.risk.networks import DATA_DATE, random_question

THREE = Triangular(low=3, likely=5, high=12)
FORUM = Span.of(date(2021, 5, 17))
TO_FORUM = Link(predecessor="review", successor="forum")
LAUNCH = Link(predecessor="draft", successor="review", type=LinkType.SS, lag=2)
NETWORK = Network.of(
    [
        Activity(code="draft", duration=5, deadline=date(2021, 5, 12)),
        Activity(code="review", duration=3),
        Activity(code="forum", duration=2, fixed=FORUM),
        Activity(code="report", window=Span(first=date(2021, 5, 10), last=date(2021, 5, 19))),
    ],
    [
        Link(predecessor="draft", successor="review"),
        LAUNCH,
        TO_FORUM,
        Link(predecessor="forum", successor="report"),
    ],
)


def ask(network: Network = NETWORK, **changes: Any) -> RiskResult:
    question: dict[str, Any] = {
        "uncertainty": {"draft": THREE},
        "data_date": DATA_DATE,
        "targets": ("report", PROJECT, "forum"),
        "rules": (LAUNCH, TO_FORUM),
        "iterations": 6_000,
        "seed": 3,
    }
    return simulate(network, **(question | changes))


def answers(result: RiskResult) -> dict[str, Any]:
    codes = [*result.deterministic.network.activities, PROJECT]
    return {
        "result": result,
        "finishes": {code: result.finish(code) for code in codes},
        "shares": result.shares,
        "sensitivities": result.sensitivities,
        "tornados": result.tornados,
    }


class Reversed(Executor):
    """Runs what it was given when the first answer is asked for, the last first."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Any]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        if len(self.waiting) == 3:
            for each, work in reversed(self.waiting):
                each.set_result(work())
            self.waiting.clear()
        return future


def test_the_seed_alone_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = answers(ask())
    for workers in (1, 2):
        with ProcessPoolExecutor(workers) as executor:
            assert answers(ask(executor=executor)) == expected
    with ThreadPoolExecutor(2) as threads:
        assert answers(ask(executor=threads)) == expected
    assert answers(ask(executor=Reversed())) == expected
    assert answers(ask(seed=4)) != expected
    monkeypatch.setattr(simulation, "LONGEST_BLOCK", 72)
    monkeypatch.setattr(simulation, "LONGEST_SHARED_BLOCK", 64)
    assert answers(ask()) == expected
    monkeypatch.setattr(models, "KEPT_BYTES", 0)
    assert answers(ask()) == expected
    with ThreadPoolExecutor(2) as threads:
        assert answers(ask(executor=threads)) == expected


def test_a_window_that_changes_nothing_is_drawn_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else its rank correlation would be that of whatever lay in the memory."""
    vague = Span(first=date(2021, 5, 6), last=date(2021, 5, 20))
    network = Network.of(
        [
            Activity(code="draft", duration=90),
            Activity(code="print", duration=2, window=vague),
            Activity(code="review", duration=100),
        ],
        [Link(predecessor="draft", successor="print")],
    )
    question = {"uncertainty": {"review": Triangular(low=95, likely=100, high=120)}, "rules": ()}
    kept = ask(network, **question, targets=(PROJECT,))
    monkeypatch.setattr(models, "KEPT_BYTES", 0)
    again = ask(network, **question, targets=(PROJECT,))
    drawn = [(each.code, each.of) for each in kept.sensitivity(PROJECT)]
    assert drawn == [("review", "duration"), ("print", "window")]
    assert kept == again


@pytest.mark.parametrize("seed", range(6))
def test_what_is_drawn_depends_on_no_other_activity(seed: int) -> None:
    question = random_question(seed)

    def finishes(network: Network) -> dict[str, Any]:
        result = simulate(
            network,
            progress=question.progress,
            uncertainty=question.uncertainty,
            data_date=DATA_DATE,
            options=question.options,
            iterations=500,
        )
        codes = [code for code in question.network.activities if code not in cancelled]
        return {code: result.finish(code) for code in codes}

    cancelled = {code for code, each in question.progress.items() if each.cancelled}
    activities, links = list(question.network.activities.values()), list(question.network.links)
    calendars = list(question.network.calendars.values())[1:]
    expected = finishes(question.network)
    random.Random(seed).shuffle(activities)
    random.Random(seed).shuffle(links)
    assert finishes(Network.of(activities, links, calendars)) == expected
    more = [Activity(code="more", window=Span(first=date(2021, 5, 10), last=date(2021, 6, 10)))]
    assert finishes(Network.of(more + activities, links, calendars)) == expected


def test_probabilities_of_rules_events_deadlines_and_windows() -> None:
    result = ask()
    # the review has to be over on 16 May, the eleventh day: the draft by the eighth
    by_then = result.finish("draft").probability_by(date(2021, 5, 13))
    assert result.rules == (
        LinkRisk(link=LAUNCH, probability=1.0),
        LinkRisk(link=TO_FORUM, probability=by_then),
    )
    assert result.events == (
        EventRisk(
            code="forum",
            probability=by_then,
            links=(LinkRisk(link=TO_FORUM, probability=by_then),),
        ),
    )
    assert result.deadlines == {"draft": result.finish("draft").probability_by(date(2021, 5, 12))}
    # after the forum the report stands on the 18th at the latest, or later in its window
    assert result.windows == {"report": 1.0}
    assert 0.5 < result.deadlines["draft"] < by_then < 1


def test_the_critical_path_to_a_fixed_event_is_what_comes_closest() -> None:
    result = ask()
    codes = ("draft", "review", "forum", "report")
    assert [result.criticality(code, "forum") for code in codes] == [1, 1, 1, 0]
    assert result.criticality("draft", "report") == 0


def test_sensitivity_and_tornado() -> None:
    network = Network.of(
        [
            Activity(code="long", duration=20),
            Activity(code="short", duration=4),
            Activity(code="aside", duration=4),
            Activity(code="end"),
        ],
        [
            Link(predecessor="long", successor="short"),
            Link(predecessor="short", successor="end"),
            Link(predecessor="aside", successor="end"),
        ],
    )
    uncertainty = {
        "long": Triangular(low=10, likely=20, high=40),
        "short": Triangular(low=2, likely=4, high=8),
        "aside": Triangular(low=2, likely=4, high=8),
    }
    result = ask(network, uncertainty=uncertainty, targets=("end",), rules=())
    found = result.sensitivity("end")
    assert [each.code for each in found] == ["long", "short", "aside"]
    assert found[0].rank_correlation > 0.95
    assert 0.1 < found[1].rank_correlation < 0.3
    assert abs(found[2].rank_correlation) < 0.05
    first, second, *_ = result.tornado("end")
    assert (first.code, second.code) == ("long", "short")
    assert first.days > 10 > second.days > 0


def test_a_rank_correlation_is_spearmans() -> None:
    network = Network.of(
        [Activity(code="a", duration=3), Activity(code="end")],
        [Link(predecessor="a", successor="end")],
    )
    three = Triangular(low=1, likely=3, high=5)
    result = ask(network, uncertainty={"a": three}, targets=("end",), rules=())
    assert result.sensitivity("end") == (
        Sensitivity(code="a", of="duration", rank_correlation=1.0),
    )
    # the lowest fifth of the draws are 1 and 2 days, the highest 4 and seldom 5
    assert result.tornado("end") == (
        Swing(code="a", of="duration", low=date(2021, 5, 7), high=date(2021, 5, 9)),
    )


def test_merge_bias_stands_beside_the_deterministic_date() -> None:
    bias = ask(rules=()).merge_bias(PROJECT)
    assert bias.deterministic == date(2021, 5, 19)
    assert bias.p50_days == (bias.p50 - bias.deterministic).days <= 0
    assert bias.mean_days < 0


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    ask(iterations=24_000, progress_callback=lambda done, total: told.append((done, total)))
    assert told == [(10_000, 24_000), (20_000, 24_000), (24_000, 24_000)]


def test_what_is_over_or_cancelled_draws_nothing() -> None:
    progress = {
        "draft": Progress(actual_start=date(2021, 5, 1), actual_finish=date(2021, 5, 4)),
        "review": Progress(cancelled=True),
    }
    result = ask(progress=progress, targets=("forum",))
    assert result.finish("draft").histogram == ((date(2021, 5, 4), 6_000),)
    assert [each.code for each in result.sensitivity("forum")] == ["report"]
    with pytest.raises(UnknownCode, match="review"):
        result.finish("review")


@pytest.mark.parametrize(
    ("lead", "three"),
    [(10, THREE), (7_000, Triangular(low=10, likely=3_000, high=3_001))],
    ids=["before the data date", "before all dates that are looked at first"],
)
def test_a_lead_into_cancelled_work_reaches_back(lead: int, three: Triangular) -> None:
    network = Network.of(
        [
            Activity(code="draft", duration=3_000),
            Activity(code="gone", duration=5),
            Activity(code="next", duration=1),
        ],
        [
            Link(predecessor="draft", successor="gone", lag=-lead),
            Link(predecessor="gone", successor="next", lag=lead - 1),
        ],
    )
    progress = {"gone": Progress(cancelled=True)}
    uncertainty = {"draft": three}
    result = ask(network, uncertainty=uncertainty, progress=progress, targets=("next",), rules=())
    assert result.finish("next") == result.finish("draft")
    assert result.criticality("draft", "next") == 1


def test_nothing_leads_to_a_target_that_is_over() -> None:
    progress = {"review": Progress(actual_start=date(2021, 5, 1), actual_finish=date(2021, 5, 4))}
    result = ask(progress=progress, targets=("review",), rules=())
    assert result.shares == {"review": {"review": 1.0}}


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"iterations": 0}, InvalidField, "risk: iterations must be a whole number from 1"),
        ({"iterations": 1_000_001}, InvalidField, "risk: iterations"),
        ({"iterations": True}, InvalidField, "risk: iterations"),
        ({"iterations": "5"}, InvalidField, "risk: iterations"),
        ({"seed": -1}, InvalidField, "risk: seed"),
        ({"seed": 2**64}, InvalidField, "risk: seed"),
        ({"targets": ()}, InvalidField, "risk: targets must be at least one"),
        ({"targets": "forum"}, InvalidField, "risk: targets"),
        ({"targets": ("forum", "forum")}, InvalidField, "risk: targets must name 'forum' once"),
        ({"targets": ("nothing",)}, UnknownCode, "nothing"),
        ({"uncertainty": {"nothing": THREE}}, UnknownCode, "uncertainty: .*nothing"),
        ({"uncertainty": {"report": THREE}}, InvalidField, "report: uncertainty must be of"),
        ({"uncertainty": {"draft": (1, 2, 3)}}, InvalidField, "draft: uncertainty must be"),
        (
            {"rules": (Link(predecessor="draft", successor="report"),)},
            InvalidField,
            "rules must be a link of the network",
        ),
        ({"data_date": None}, InvalidField, "network: start"),
    ],
)
def test_a_bad_question_is_refused(
    changes: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        ask(**changes)


@pytest.mark.parametrize("kind", [Triangular, BetaPert])
@pytest.mark.parametrize(
    ("days", "says"),
    [
        ((5, 4, 9), "draft: uncertainty.likely must not be less than low"),
        ((5, 9, 8), "draft: uncertainty.high must not be less than likely"),
        ((-1, 4, 9), "draft: uncertainty.low must be a number of working days"),
        ((1, 4, 36_501), "draft: uncertainty.high must be a number"),
        ((1, float("nan"), 9), "draft: uncertainty.likely must be a number"),
        ((1, 4, float("inf")), "draft: uncertainty.high must be a number"),
        ((1, 4, 2**70), "draft: uncertainty.high must be a number"),
        ((True, 4, 9), "draft: uncertainty.low must be a number"),
        ((1, "5", 9), "draft: uncertainty.likely must be a number"),
    ],
)
def test_a_bad_distribution_is_refused(
    kind: type[Triangular | BetaPert], days: tuple[Any, Any, Any], says: str
) -> None:
    low, likely, high = days
    with pytest.raises(InvalidField, match=says):
        ask(uncertainty={"draft": kind(low=low, likely=likely, high=high)})


def test_questions_about_what_was_not_asked_are_refused() -> None:
    result = ask()
    for question in (result.sensitivity, result.tornado):
        with pytest.raises(UnknownCode, match="draft"):
            question("draft")
    for code, target in (("nothing", "forum"), ("draft", "nothing")):
        with pytest.raises(UnknownCode, match="nothing"):
            result.criticality(code, target)
    with pytest.raises(UnknownCode):
        ask(targets=("forum",)).finish(PROJECT)


def test_work_beyond_the_years_is_refused() -> None:
    codes = [f"a{n}" for n in range(30)]
    links = [Link(predecessor=a, successor=b) for a, b in pairwise(codes)]
    network = Network.of([Activity(code=code, duration=1) for code in codes], links)
    long = Triangular(low=1, likely=1, high=36_500)
    with pytest.raises(BeyondHorizon, match="a19"):
        ask(network, uncertainty=dict.fromkeys(codes, long), targets=(PROJECT,), rules=())


@pytest.mark.parametrize("target", [PROJECT, "a"])
def test_what_is_cancelled_is_no_target(target: str) -> None:
    network = Network.of([Activity(code="a")])
    cancelled = {"a": Progress(cancelled=True)}
    with pytest.raises(InvalidField, match="risk: targets must not be cancelled"):
        ask(network, progress=cancelled, uncertainty={}, targets=(target,), rules=())


def test_an_empty_network_has_no_project_to_finish() -> None:
    with pytest.raises(InvalidField, match="risk: targets"):
        ask(Network.of([]), uncertainty={}, targets=(PROJECT,), rules=())


def test_one_iteration() -> None:
    result = ask(iterations=1)
    assert result.finish("draft").iterations == 1
    assert np.isfinite([each.rank_correlation for each in result.sensitivity(PROJECT)]).all()

"""What a plan's dates are worth, on the real plan and on ones whose chances can be counted."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from typing import Any

import pytest

from app.documents import read_plan
from app.errors import NotFound, Refused
from app.plan import Plan, network_of, options_of, undated
from app.store import Database
from app.usecases.estimates import Assumed, Curve
from app.usecases.reading import AsOf
from app.usecases.risk import Influence, Question, Risk, risk, risk_of
from scheduling import Progress, Span, schedule
from scheduling.risk import MergeBias, Swing
from seed.loader import imrf_2022

RULES = """\
[plan]
code = "rules"
data_date = 2021-05-31
targets = ["forum"]

[[milestones]]
code = "launch"
duration = 1
window = "2021-06-01/2021-06-10"

[[milestones]]
code = "forum"
duration = 2
window = "2021-06-20/2021-06-22"

[[milestones]]
code = "opening"
duration = 1
fixed = "2021-06-10"

[[links]]
from = "launch"
to = "forum"
type = "SS"
lag = "15cd"
mark = "sourced"
source = "Fifteen days before"

[[links]]
from = "launch"
to = "opening"
"""
"""The forum may begin on 21 June at the latest, so the rule holds when the launch is by 6 June: six
places of ten. The opening waits for a launch by 9 June (its own day begins on the 10th)."""


def asked(plan: Plan, data_date: date | None = None, **question: Any) -> Risk:
    day = data_date or plan.data_date
    planned = schedule(
        network_of(plan), progress=plan.progress, data_date=day, options=options_of(plan)
    )
    return risk_of(plan, planned, undated(plan, planned), Question(**question))


def test_chances_that_can_be_counted() -> None:
    found = asked(read_plan(RULES, "toml"), iterations=10_000)
    [rule] = found.rules
    assert (rule.source, rule.held) == (
        "Fifteen days before",
        Span(first=date(2021, 6, 21), last=date(2021, 6, 22)),
    )
    assert rule.probability == pytest.approx(6 / 10, abs=0.015)
    [event] = found.events
    assert event.code == "opening"
    assert event.probability == pytest.approx(9 / 10, abs=0.01)
    assert [(each.code, each.last, each.probability) for each in found.windows] == [
        ("launch", date(2021, 6, 10), 1.0),
        ("forum", date(2021, 6, 22), rule.probability),
    ]


def test_the_real_plan_when_nothing_has_been_reported_by_july() -> None:
    found = asked(imrf_2022(), date(2021, 7, 20), spread=30, seed=1, iterations=500)
    assert found.assumed == Assumed(estimated=0, spread=17, exact=0, windows=16)
    imrf, launched = found.targets
    assert [
        (each.target, each.bias.deterministic, each.p50, each.p80, each.p90)
        for each in (imrf, launched)
    ] == [
        ("imrf", date(2022, 6, 7), date(2022, 6, 20), date(2022, 7, 5), date(2022, 7, 8)),
        ("sgr-launched", date(2022, 3, 10), date(2022, 3, 23), date(2022, 4, 6), date(2022, 4, 12)),
    ]
    assert launched.bias == MergeBias(
        deterministic=date(2022, 3, 10), p50=date(2022, 3, 23), p50_days=13, mean_days=12.544
    )
    assert launched.influences[:2] == (
        Influence(code="sgr-ec-clear", critical=1.0, correlation=0.2047),
        Influence(code="sgr-issued", critical=1.0, correlation=None),
    )
    assert launched.tornado[0] == Swing(
        code="sgr-ms-inputs", of="duration", low=date(2022, 3, 29), high=date(2022, 4, 14)
    )
    assert [(each.code, each.probability) for each in found.events] == [
        ("hlpf21", 0.0),
        ("unga76-open", 1.0),
        ("unga76-hlw", 1.0),
    ]
    assert [(each.code, each.probability) for each in found.deadlines] == [
        ("sgr-submit", 0.006),
        ("sgr-issued", 0.116),
        ("sgr-launched", 0.092),
    ]
    assert [(each.link.predecessor, each.probability) for each in found.rules] == [
        ("sgr-launched", 0.13),  # twelve weeks
        ("sgr-issued", 0.924),
        ("sgr-submit", 0.94),
    ]


def test_without_estimates_and_spread_only_windows_are_drawn() -> None:
    found = asked(imrf_2022(), iterations=200)
    assert found.assumed == Assumed(estimated=0, spread=0, exact=17, windows=16)
    [launched] = [each for each in found.targets if each.target == "sgr-launched"]
    assert {launched.bias.deterministic, launched.p50, launched.p90} == {date(2022, 1, 13)}


ESTIMATED = """\
[plan]
code = "estimated"
data_date = 2021-06-01

[[milestones]]
code = "own"
duration = 10
optimistic = 5
pessimistic = 30

[[milestones]]
code = "begun"
duration = 10
pessimistic = 20
actual_start = 2021-05-31
remaining = 4

[[milestones]]
code = "expected"
duration = 10
pessimistic = 20
actual_start = 2021-05-31
expected_finish = 2021-06-20

[[milestones]]
code = "held"
duration = 3
optimistic = 1
fixed = "2021-07-01"

[[milestones]]
code = "plain"
duration = 10
"""


def latest(found: Risk) -> dict[str, tuple[date, date]]:
    """The planned date and P90 of each target."""
    return {each.target: (each.bias.deterministic, each.p90) for each in found.targets}


def test_what_is_drawn_from_an_estimate() -> None:
    """What remains of ``begun`` is 4 to 8 days; nobody doubts a day that its owner expects."""
    plan = read_plan(ESTIMATED, "toml")
    codes = tuple(each.code for each in plan.milestones)
    found = asked(plan, targets=codes, iterations=1_000, curve=Curve.TRIANGULAR)
    assert found.assumed == Assumed(estimated=2, spread=0, exact=2, windows=0)
    assert latest(found) == {
        "own": (date(2021, 6, 11), date(2021, 6, 24)),
        "begun": (date(2021, 6, 5), date(2021, 6, 8)),
        "expected": (date(2021, 6, 20), date(2021, 6, 20)),
        "held": (date(2021, 7, 3), date(2021, 7, 3)),
        "plain": (date(2021, 6, 11), date(2021, 6, 11)),
    }
    spread = asked(plan, targets=codes, iterations=1_000, spread=50)
    assert spread.assumed == Assumed(estimated=2, spread=1, exact=1, windows=0)


def test_however_many_processes_the_answer_is_the_same() -> None:
    plan = imrf_2022()
    planned = schedule(network_of(plan), progress=plan.progress, data_date=plan.data_date)
    question = Question(iterations=6_000, seed=7, spread=40)
    alone = risk_of(plan, planned, undated(plan, planned), question)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        shared = risk_of(
            plan, planned, undated(plan, planned), question, sharing=lambda *_: executor
        )
    assert shared == alone


def test_a_target_that_is_asked_for_has_to_have_a_date() -> None:
    with pytest.raises(Refused) as refused:
        asked(imrf_2022(), targets=("imrf", "champions"))
    assert str(refused.value) == "target: champions is cancelled or has no date yet"


def test_targets_of_the_plan_without_a_date_are_left_out() -> None:
    plan = imrf_2022()
    gone = replace(plan, progress={**plan.progress, "imrf": Progress(cancelled=True)})
    assert [each.target for each in asked(gone, iterations=10).targets] == ["sgr-launched"]


def test_a_stored_plan_answers_for_the_state_that_is_asked_for(seeded: Database) -> None:
    with seeded.read() as store:
        now = risk(store, "small", Question(spread=20))
        again = risk(store, "small", Question(spread=20))
        later = risk(store, "small", Question(spread=20), AsOf(data_date=date(2021, 9, 1)))
        with pytest.raises(NotFound, match="milestone 'nobody'"):
            risk(store, "small", Question(targets=("nobody",)))
        with pytest.raises(Refused) as refused:
            risk(store, "small", Question(iterations=1_000_000))
    assert now == again
    assert (now[1].targets[0].p80, later[1].targets[0].p80) == (
        date(2021, 8, 2),
        date(2021, 9, 22),
    )
    assert str(refused.value) == (
        "iterations: must be at most 400000 to be answered at once; a job (risk/jobs) may have more"
    )

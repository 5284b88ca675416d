"""What dates are worth, asked of the service: bounded, and the same for the same question."""

import pytest

from tests.api.service import PLAN, Service
from tests.api.test_problems import broken

RISK = f"{PLAN}/risk"
HOSTILE = ["", "-1", "1.0", "1e3", "true", "NaN", "٣", "01", "9" * 5_000, "x\0"]


def test_the_same_question_has_the_same_answer_under_the_same_name(told: Service) -> None:
    question = f"{RISK}?spread=30&seed=3&iterations=500"
    first = told.get(question)
    told.client.app.state.answers._kept.clear()  # type: ignore[attr-defined]
    again = told.get(question)
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    other = told.get(f"{RISK}?spread=30&seed=4&iterations=500")
    assert other.headers["etag"] != first.headers["etag"]
    assert other.json()["targets"] != first.json()["targets"]


def test_an_estimate_that_is_set_is_drawn_from_at_later_revisions(told: Service) -> None:
    estimate = {"milestone": {"pessimistic": 200}}
    changed = told.ask("PATCH", f"{PLAN}/milestones/sgr-draft", estimate)
    assert changed.status_code == 200, changed.text
    assumed = [told.get(f"{RISK}?revision={n}").json()["assumed"]["estimated"] for n in (1, 2)]
    assert assumed == [0, 1]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_questions_are_refused_by_name(unmoved: Service, value: str) -> None:
    for name, least, most in (
        ("iterations", 1, 1_000_000),
        ("seed", 0, 2**31 - 1),
        ("spread", 0, 100),
    ):
        rule = f"must be a whole number from {least} to {most}"
        answer = unmoved.get(RISK, **{name: value})
        assert answer.json() == broken("invalid-request", name, rule)
    answer = unmoved.get(RISK, curve=value)
    assert answer.json() == broken("invalid-request", "curve", "must be one of pert, triangular")


def test_more_than_is_answered_at_once_is_refused(unmoved: Service) -> None:
    answer = unmoved.get(f"{RISK}?iterations=1000000")
    rule = "must be at most 500000 for so many milestones and targets"
    assert answer.json() == broken("refused", "iterations", rule)

"""What dates are worth, asked of the service: bounded, and the same for the same question."""

import pytest

from app import clock
from app.usecases.working import Worker
from tests.api.service import PLAN, Service
from tests.api.test_problems import broken, problem

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
    changed = told.ask("PATCH", f"{PLAN}/milestones/sgr-draft", estimate, if_match="*")
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
    rule = "must be at most 500000 to be answered at once; a job (risk/jobs) may have more"
    assert answer.json() == broken("refused", "iterations", rule)


JOBS = f"{RISK}/jobs"


def test_a_job_that_is_asked_for_in_a_body_is_refused(unmoved: Service) -> None:
    before = unmoved.dump()
    answer = unmoved.post(JOBS, {"iterations": 20_000})
    rule = "must be empty: all that can be said here stands in the address"
    assert answer.json() == broken("refused", "body", rule)
    assert unmoved.dump() == before


def test_a_job_is_told_of_under_its_own_address_and_never_under_a_stale_name(
    told: Service,
) -> None:
    made = told.post(f"{JOBS}?spread=30&seed=3&iterations=500", None)
    where = made.headers["location"]
    assert (made.status_code, told.get(where).json()) == (202, made.json())
    waiting = told.get(where)
    tag = waiting.headers["etag"]
    assert told.client.get(where, headers={"If-None-Match": tag}).status_code == 304
    database = told.client.app.state.database  # type: ignore[attr-defined]
    worker = Worker(database, told.url, clock.now)
    while worker.run_next():
        pass
    done = told.client.get(where, headers={"If-None-Match": tag})
    assert (done.status_code, done.json()["state"], done.json()["progress"]) == (200, "done", 1.0)
    assert done.json()["result"] == told.get(f"{RISK}?spread=30&seed=3&iterations=500").json()


def test_jobs_of_a_private_plan_are_not_there_for_others(told: Service) -> None:
    private = told.ask("PUT", f"{PLAN}/visibility", {"private": True}, if_match="*")
    assert private.status_code == 200
    assert told.get(f"{JOBS}/1").status_code == 404
    assert told.ask("GET", f"{JOBS}/1", key="viewer").status_code == 200


@pytest.mark.parametrize("name", ["0", "-1", "x", "9" * 400])
def test_a_job_has_a_number(unmoved: Service, name: str) -> None:
    rule = "must be a whole number from 1 to 2147483647"
    assert unmoved.get(f"{JOBS}/{name}").json() == broken("invalid-request", "job", rule)


def test_no_other_job_is_found(unmoved: Service) -> None:
    assert unmoved.get(f"{JOBS}/99").json() == problem("not-found", detail="there is no job '99'")

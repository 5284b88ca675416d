"""Questions that are answered by and by: asked once, run by one, taken over from who is gone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from app.errors import Forbidden, NotFound, TooMany
from app.store import Database, JobState
from app.usecases import jobs
from app.usecases.estimates import Curve
from app.usecases.jobs import ask, cancel, question_of, show, written
from app.usecases.reading import NOW as PRESENT
from app.usecases.reading import AsOf
from app.usecases.risk import Question, risk
from app.usecases.working import LEASE, run_job
from tests.plans import ECA, NOW, PLANNER, VIEWER

HARD = Question(iterations=3_000, spread=30, seed=4, targets=("launch", "forum"))
LATER = NOW + timedelta(seconds=LEASE + 1)


def asked(database: Database, question: Question = HARD, as_of: AsOf = PRESENT) -> int:
    with database.write() as store:
        return ask(store, "small", question, as_of).job.id


def state(database: Database, job: int) -> tuple[JobState, float, int]:
    with database.read() as store:
        found = show(store, "small", job).job
    return found.state, found.progress, found.attempts


def test_a_question_is_the_same_after_it_was_written() -> None:
    question = Question(targets=("a", "б"), iterations=7, seed=3, spread=9, curve=Curve.TRIANGULAR)
    assert question_of(written(question)) == question


def test_the_same_question_to_the_same_state_is_the_same_job(seeded: Database) -> None:
    first = asked(seeded)
    assert asked(seeded) == first
    assert asked(seeded, as_of=AsOf(revision=1, data_date=date(2021, 5, 5))) == first
    others = {
        asked(seeded, Question(seed=5)),
        asked(seeded, Question(seed=6)),
        asked(seeded, as_of=AsOf(data_date=date(2021, 6, 1))),
    }
    assert len(others | {first}) == 4
    with seeded.write() as store:
        with pytest.raises(NotFound, match="milestone 'nobody'"):
            ask(store, "small", Question(targets=("nobody",)), AsOf())
        with pytest.raises(NotFound, match="job '99'"):
            show(store, "small", 99)


def test_the_answer_is_that_of_the_question_asked_at_once(seeded: Database) -> None:
    number = asked(seeded)
    with seeded.write() as store:
        job = store.jobs.claim("me", NOW, LEASE)
    assert job is not None
    assert state(seeded, number) == (JobState.RUNNING, 0.0, 1)
    run_job(seeded, job, "me", lambda: NOW)
    with seeded.read() as store:
        found, (_, at_once) = show(store, "small", number), risk(store, "small", HARD)
    assert (found.job.state, found.job.progress) == (JobState.DONE, 1.0)
    assert found.answer == at_once


def test_what_failed_says_why_and_may_be_asked_again(seeded: Database) -> None:
    number = asked(seeded)
    with seeded.write() as store:
        assert store.jobs.claim("me", NOW, LEASE) is not None
        assert store.jobs.finish(number, "me", JobState.FAILED, "no room")
    with seeded.read() as store:
        found = show(store, "small", number)
    assert (found.problem, found.answer) == ("no room", None)
    assert asked(seeded) == number
    assert state(seeded, number) == (JobState.WAITING, 0.0, 0)


def test_a_job_is_run_by_one_and_taken_over_when_its_lease_has_run_out(seeded: Database) -> None:
    number = asked(seeded)
    with seeded.write() as store:
        assert store.jobs.claim("one", NOW, LEASE) is not None
        assert store.jobs.claim("two", NOW, LEASE) is None
        assert store.jobs.renew(number, "one", NOW, LEASE, progress=0.4)
    assert state(seeded, number) == (JobState.RUNNING, 0.4, 1)
    with seeded.write() as store:
        assert store.jobs.any_to_run(LATER)
        assert store.jobs.claim("two", LATER, LEASE) is not None
        assert not store.jobs.renew(number, "one", LATER, LEASE, progress=0.5)
        assert not store.jobs.finish(number, "one", JobState.DONE, "late")
        assert not store.jobs.give_back(number, "one")
    assert state(seeded, number) == (JobState.RUNNING, 0.0, 2)
    with seeded.write() as store:
        assert store.jobs.give_back(number, "two")
    assert state(seeded, number) == (JobState.WAITING, 0.0, 0)


def test_a_job_that_kills_who_runs_it_is_given_up(seeded: Database) -> None:
    number, now = asked(seeded), NOW
    for _ in range(4):
        with seeded.write() as store:
            store.jobs.claim("me", now, LEASE)
        now += timedelta(seconds=LEASE + 1)
    with seeded.read() as store:
        found = show(store, "small", number)
        assert not store.jobs.any_to_run(now)
    assert (found.job.state, found.job.attempts) == (JobState.FAILED, 3)
    assert found.problem == "it was begun three times, and whoever ran it went without a word"


def test_of_many_who_look_for_work_each_gets_another_job(seeded: Database) -> None:
    numbers = {asked(seeded, Question(seed=seed)) for seed in range(6)}

    def claim(name: int) -> int | None:
        with seeded.write() as store:
            job = store.jobs.claim(str(name), NOW, LEASE)
        return job.id if job else None

    with ThreadPoolExecutor(8) as threads:
        claimed = list(threads.map(claim, range(8)))
    assert sorted(each for each in claimed if each) == sorted(numbers)


def test_planners_cancel_jobs_and_what_is_over_stays(seeded: Database) -> None:
    number = asked(seeded)
    for author in (ECA, VIEWER):
        with seeded.write() as store, pytest.raises(Forbidden):
            cancel(store, "small", number, author)
    with seeded.write() as store:
        store.jobs.claim("me", NOW, LEASE)
        cancel(store, "small", number, PLANNER)
        assert not store.jobs.renew(number, "me", NOW, LEASE, progress=0.5)
    assert state(seeded, number)[0] is JobState.CANCELLED
    assert asked(seeded) == number
    assert state(seeded, number) == (JobState.WAITING, 0.0, 0)


def test_only_so_many_wait(seeded: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_UNFINISHED", 1)
    first = asked(seeded)
    with pytest.raises(TooMany):
        asked(seeded, Question(seed=5))
    assert asked(seeded) == first


def test_a_job_touches_neither_the_plan_nor_what_is_told_of_it(seeded: Database) -> None:
    with seeded.read() as store:
        before, log = store.find("small"), store.log(store.find("small").plan_id)
    asked(seeded)
    with seeded.read() as store:
        point = store.find("small")
        assert (point, point.edition, point.digest) == (before, before.edition, before.digest)
        assert store.log(point.plan_id) == log

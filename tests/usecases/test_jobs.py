"""Questions that are answered by and by: asked once, run by one, taken over from who is gone."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from app.errors import Forbidden, NotFound, TooMany
from app.release import RELEASE
from app.store import Database, JobBlock, JobState
from app.usecases import jobs
from app.usecases.estimates import Curve
from app.usecases.jobs import (
    RISK,
    UNREADABLE,
    ask,
    cancel,
    forget_jobs,
    question_of,
    show,
    written,
)
from app.usecases.packing import packed
from app.usecases.reading import NOW as PRESENT
from app.usecases.reading import AsOf, Reading, read
from app.usecases.risk import Question, risk, risk_of
from app.usecases.working import LEASE, run_job
from scheduling.risk import Resumed, Tally
from tests.plans import ECA, NOW, PLANNER, VIEWER

HARD = Question(iterations=3_000, spread=30, seed=4, targets=("launch", "forum"))
BLOCK = JobBlock(part=0, first=0, data=b"what it came to")
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
        job = store.jobs.claim("me", NOW, LEASE, RELEASE)
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
        assert store.jobs.claim("me", NOW, LEASE, RELEASE) is not None
        assert store.jobs.finish(number, "me", NOW, JobState.FAILED, "no room")
    with seeded.read() as store:
        found = show(store, "small", number)
    assert (found.problem, found.answer) == ("no room", None)
    assert asked(seeded) == number
    assert state(seeded, number) == (JobState.WAITING, 0.0, 0)


def test_a_job_is_run_by_one_and_taken_over_when_its_lease_has_run_out(seeded: Database) -> None:
    number = asked(seeded)
    with seeded.write() as store:
        assert store.jobs.claim("one", NOW, LEASE, RELEASE) is not None
        assert store.jobs.claim("two", NOW, LEASE, RELEASE) is None
        assert store.jobs.renew(number, "one", NOW, LEASE)
        assert store.jobs.keep(number, "one", BLOCK, progress=0.4)
    assert state(seeded, number) == (JobState.RUNNING, 0.4, 1)
    with seeded.write() as store:
        assert store.jobs.any_to_run(LATER)
        assert store.jobs.claim("two", LATER, LEASE, RELEASE) is not None
        assert not store.jobs.renew(number, "one", LATER, LEASE)
        assert not store.jobs.keep(number, "one", BLOCK, progress=0.5)
        assert not store.jobs.finish(number, "one", LATER, JobState.DONE, "late")
        assert not store.jobs.give_back(number, "one")
        assert store.jobs.blocks(number) == (BLOCK,)
    assert state(seeded, number) == (JobState.RUNNING, 0.4, 2)
    with seeded.write() as store:
        assert store.jobs.give_back(number, "two")
    assert state(seeded, number) == (JobState.WAITING, 0.4, 0)


def test_a_job_that_kills_who_runs_it_is_given_up(seeded: Database) -> None:
    number, now = asked(seeded), NOW
    for _ in range(4):
        with seeded.write() as store:
            store.jobs.claim("me", now, LEASE, RELEASE)
        now += timedelta(seconds=LEASE + 1)
    with seeded.read() as store:
        found = show(store, "small", number)
        assert not store.jobs.any_to_run(now)
    assert (found.job.state, found.job.attempts) == (JobState.FAILED, 3)
    assert found.problem == "it was begun three times, and whoever ran it went without a word"


def test_a_job_that_gets_further_is_not_given_up(seeded: Database) -> None:
    number, now = asked(seeded), NOW
    for first in range(5):
        block = JobBlock(part=0, first=first, data=b"a little")
        with seeded.write() as store:
            assert store.jobs.claim("me", now, LEASE, RELEASE) is not None
            assert store.jobs.keep(number, "me", block, progress=first / 10)
        now += timedelta(seconds=LEASE + 1)
    assert state(seeded, number) == (JobState.RUNNING, 0.4, 1)


@pytest.mark.parametrize("shift", [0, 70])
def test_who_takes_over_goes_on_from_what_was_kept(seeded: Database, shift: int) -> None:
    """What was kept is believed: it is not run again."""
    number = asked(seeded)
    with seeded.write() as store:
        at_once = risk(store, "small", HARD)[1]
        assert store.jobs.claim("gone", NOW, LEASE, RELEASE) is not None
        block = first_block(read(store, "small"), shift)
        assert store.jobs.keep(number, "gone", block, progress=0.7)
    with seeded.write() as store:
        job = store.jobs.claim("me", LATER, LEASE, RELEASE)
    assert state(seeded, number) == (JobState.RUNNING, 0.7, 2)
    assert job is not None
    run_job(seeded, job, "me", lambda: LATER)
    with seeded.read() as store:
        found = show(store, "small", number)
        assert store.jobs.blocks(number) == ()
    assert (found.job.state, found.job.progress) == (JobState.DONE, 1.0)
    assert (found.answer == at_once) is (shift == 0)


def first_block(reading: Reading, shift: int) -> JobBlock:
    """The first of those that answer HARD, with targets that finish ``shift`` days later."""
    kept: list[Tally] = []

    def keep(tally: Tally, iterations: int) -> bool:
        kept.append(tally)
        return True

    def sharing(part: int, parts: int) -> Resumed:
        return Resumed((), keep)

    risk_of(reading.plan, reading.schedule, reading.undated, HARD, sharing=sharing)
    tally = replace(kept[0], targets=[row + np.int32(shift) for row in kept[0].targets])
    return JobBlock(part=0, first=tally.first, data=packed(tally))


def test_a_release_answers_what_was_asked_of_it(seeded: Database) -> None:
    number = asked(seeded)
    with seeded.write() as store:
        point = store.find("small")
        question = store.jobs.find(point.plan_id, number).question
        asked_of_older = point.plan_id, 1, point.revision.data_date, question, "older"
        assert store.jobs.asked(*asked_of_older) is None
        older = store.jobs.add(*asked_of_older).id
        other = store.jobs.add(point.plan_id, 1, date(2021, 6, 1), question, "older").id
        for each, release in ((number, RELEASE), (older, "older"), (other, "older")):
            assert store.jobs.claim("gone", NOW, LEASE, release)
            assert store.jobs.keep(each, "gone", BLOCK, progress=0.5)
    with seeded.write() as store:
        claimed = [store.jobs.claim("me", LATER, LEASE, RELEASE) for _ in range(3)]
        again = [each and (each.id, each.release, each.state, each.progress) for each in claimed]
        assert store.jobs.blocks(other) == ()
    assert again == [
        (number, RELEASE, JobState.RUNNING, 0.5),
        (older, "older", JobState.FAILED, 0.5),
        (other, RELEASE, JobState.RUNNING, 0.0),
    ]
    with seeded.read() as store:
        told = show(store, "small", older)
    assert (
        told.problem == f"the service was renewed, and the same was asked of it anew: job {number}"
    )


def test_an_answer_of_another_release_says_so_and_is_told_if_it_can_be_read(
    seeded: Database,
) -> None:
    with seeded.write() as store:
        point = store.find("small")
        at_once = risk(store, "small", HARD)[1]
        day = point.revision.data_date
        numbers = []
        for question, answer in (
            (HARD, RISK.dump_json(at_once).decode()),
            (replace(HARD, seed=9), "{}"),
        ):
            text = written(question)
            numbers.append(store.jobs.add(point.plan_id, 1, day, text, "older").id)
            assert store.jobs.claim("older", NOW, LEASE, "older")
            store.jobs.finish(numbers[-1], "older", NOW, JobState.DONE, answer)
    with seeded.read() as store:
        kept, lost = (show(store, "small", number) for number in numbers)
    assert (kept.outdated, kept.answer, kept.problem) == (True, at_once, None)
    assert (lost.outdated, lost.answer, lost.problem) == (True, None, UNREADABLE)
    assert asked(seeded) not in numbers


def test_what_is_over_is_forgotten_in_time_and_what_waits_is_not(seeded: Database) -> None:
    over, cancelled, waiting = (asked(seeded, Question(seed=seed)) for seed in range(3))
    with seeded.write() as store:
        assert store.jobs.claim("me", NOW, LEASE, RELEASE)
        store.jobs.finish(over, "me", NOW, JobState.FAILED, "no room")
        cancel(store, "small", cancelled, PLANNER, NOW + timedelta(days=1))

    def left(days: int) -> set[int]:
        forget_jobs(seeded, NOW + timedelta(days=days, seconds=1), 30)
        found = set()
        with seeded.read() as store:
            for number in (over, cancelled, waiting):
                with suppress(NotFound):
                    found.add(show(store, "small", number).job.id)
        return found

    assert [left(29), left(30), left(31), left(9_999)] == [
        {over, cancelled, waiting},
        {cancelled, waiting},
        {waiting},
        {waiting},
    ]


def test_of_many_who_look_for_work_each_gets_another_job(seeded: Database) -> None:
    numbers = {asked(seeded, Question(seed=seed)) for seed in range(6)}

    def claim(name: int) -> int | None:
        with seeded.write() as store:
            job = store.jobs.claim(str(name), NOW, LEASE, RELEASE)
        return job.id if job else None

    with ThreadPoolExecutor(8) as threads:
        claimed = list(threads.map(claim, range(8)))
    assert sorted(each for each in claimed if each) == sorted(numbers)


def test_planners_cancel_jobs_and_what_is_over_stays(seeded: Database) -> None:
    number = asked(seeded)
    for author in (ECA, VIEWER):
        with seeded.write() as store, pytest.raises(Forbidden):
            cancel(store, "small", number, author, NOW)
    with seeded.write() as store:
        store.jobs.claim("me", NOW, LEASE, RELEASE)
        assert store.jobs.keep(number, "me", BLOCK, progress=0.5)
        cancel(store, "small", number, PLANNER, NOW)
        assert not store.jobs.renew(number, "me", NOW, LEASE)
        assert store.jobs.blocks(number) == ()
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

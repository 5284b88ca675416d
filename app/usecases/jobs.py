"""Questions about risk that take longer than somebody waits: asked once, answered by and by."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter, ValidationError

from app.errors import TooMany
from app.plan.updates import Author
from app.release import RELEASE
from app.store import Database, Job, JobState, Point, Store
from app.usecases.accepting import check_planner
from app.usecases.estimates import Curve
from app.usecases.reading import AsOf, find, recalled, seen_from
from app.usecases.risk import Question, Risk

MOST_UNFINISHED = 100
"""How many jobs may wait or run; who asks for more is told to come again."""
COME_AGAIN = 60
UNREADABLE = "an earlier release answered it, in a form that this one cannot read: ask again"

RISK = TypeAdapter(Risk)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskJob:
    """A job, what was asked, and the answer once there is one."""

    job: Job
    question: Question
    answer: Risk | None

    @property
    def outdated(self) -> bool:
        """Whether an earlier release answered it: who asks again is answered anew."""
        return self.job.release != RELEASE

    @property
    def problem(self) -> str | None:
        """Why there is no answer, if there is none to come."""
        if self.job.state is JobState.DONE and self.answer is None:
            return UNREADABLE
        return self.job.answer if self.job.state is JobState.FAILED else None


def ask(store: Store, plan: str, question: Question, as_of: AsOf) -> RiskJob:
    """The job that answers ``question``: the one that was asked for before, if there is one."""
    point = find(store, plan, as_of)
    data_date = seen_from(point.revision, as_of)
    reading = recalled(store, point, data_date)
    targets = tuple(dict.fromkeys(map(reading.target, question.targets)))
    text = written(replace(question, targets=targets))
    known = store.jobs.asked(point.plan_id, point.revision.number, data_date, text, RELEASE)
    return _told(known or _added(store, point, data_date, text))


def show(store: Store, plan: str, job: int) -> RiskJob:
    """A job of the plan, or NotFound."""
    point = store.find(plan)
    return _told(store.jobs.find(point.plan_id, job))


def cancel(store: Store, plan: str, job: int, author: Author, now: datetime) -> None:
    """Have nobody run it any more; what is over stays."""
    check_planner(author, "cancel jobs")
    store.jobs.cancel(store.jobs.find(store.find(plan).plan_id, job).id, now)


def forget_jobs(database: Database, now: datetime, days: int) -> None:
    """Forget the jobs that were over ``days`` ago; a look that finds none keeps nobody waiting."""
    until = now - timedelta(days=days)
    with database.read() as store:
        if not store.jobs.any_over(until):
            return
    with database.write() as store:
        store.jobs.forget(until)


def written(question: Question) -> str:
    """The question as a text that is the same for the same question."""
    return json.dumps(asdict(question), sort_keys=True)


def question_of(text: str) -> Question:
    """The question behind a text."""
    said = json.loads(text)
    return Question(**{**said, "targets": tuple(said["targets"]), "curve": Curve(said["curve"])})


def _added(store: Store, point: Point, data_date: date, question: str) -> Job:
    if store.jobs.unfinished() >= MOST_UNFINISHED:
        raise TooMany(COME_AGAIN)
    return store.jobs.add(point.plan_id, point.revision.number, data_date, question, RELEASE)


def _told(job: Job) -> RiskJob:
    answer = _answer(job) if job.state is JobState.DONE and job.answer else None
    return RiskJob(job=job, question=question_of(job.question), answer=answer)


def _answer(job: Job) -> Risk | None:
    """What the job found; None if it is in a form of another release."""
    try:
        return RISK.validate_json(job.answer or "")
    except ValidationError:
        if job.release == RELEASE:
            raise
        return None

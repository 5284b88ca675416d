"""Questions about risk that take longer than somebody waits: asked once, answered by and by."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date

from pydantic import TypeAdapter

from app.errors import TooMany
from app.plan.updates import Author
from app.store import Job, JobState, Point, Store
from app.usecases.editing import check_planner
from app.usecases.estimates import Curve
from app.usecases.reading import AsOf, find, recalled, seen_from
from app.usecases.risk import Question, Risk

MOST_UNFINISHED = 100
"""How many jobs may wait or run; who asks for more is told to come again."""
COME_AGAIN = 60

RISK = TypeAdapter(Risk)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskJob:
    """A job, what was asked, and the answer once there is one."""

    job: Job
    question: Question
    answer: Risk | None

    @property
    def problem(self) -> str | None:
        """Why it failed, if it did."""
        return self.job.answer if self.job.state is JobState.FAILED else None


def ask(store: Store, plan: str, question: Question, as_of: AsOf) -> RiskJob:
    """The job that answers ``question``: the one that was asked for before, if there is one."""
    point = find(store, plan, as_of)
    data_date = seen_from(point.revision, as_of)
    reading = recalled(store, point, data_date)
    targets = tuple(dict.fromkeys(map(reading.target, question.targets)))
    text = written(replace(question, targets=targets))
    known = store.jobs.asked(point.plan_id, point.revision.number, data_date, text)
    return _told(known or _added(store, point, data_date, text))


def show(store: Store, plan: str, job: int) -> RiskJob:
    """A job of the plan, or NotFound."""
    point = store.find(plan)
    return _told(store.jobs.find(point.plan_id, job))


def cancel(store: Store, plan: str, job: int, author: Author) -> None:
    """Have nobody run it any more; what is over stays."""
    check_planner(author, "cancel jobs")
    store.jobs.cancel(store.jobs.find(store.find(plan).plan_id, job).id)


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
    return store.jobs.add(point.plan_id, point.revision.number, data_date, question)


def _told(job: Job) -> RiskJob:
    done = job.state is JobState.DONE and job.answer is not None
    return RiskJob(
        job=job,
        question=question_of(job.question),
        answer=RISK.validate_json(job.answer) if done and job.answer else None,
    )

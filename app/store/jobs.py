"""Jobs: who asks the same of the same state of a plan asks for the same job.

A job is run under a lease, which whoever runs it renews. A lease that has run out belongs to
nobody: the next who looks for work begins the job anew.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Text, UniqueConstraint, func, or_, update
from sqlmodel import Field, Session, col, select

from app.errors import NotFound
from app.store.records import Job, JobState
from app.store.tables import PlanRow, Row, of_revision, table_of

MOST_ATTEMPTS = 3
"""How often a job is begun whose runner goes without a word: it may be the job that kills it."""
LOST = "it was begun three times, and whoever ran it went without a word"


class JobRow(Row, table=True):
    """``leased_until`` is in seconds since 1970, as every clock that looks at it counts."""

    __tablename__ = "jobs"
    __table_args__ = (
        of_revision("revision"),
        UniqueConstraint("plan_id", "revision", "data_date", "question"),
    )

    id: int = Field(default=None, primary_key=True)
    plan_id: int
    revision: int
    data_date: date
    question: str
    state: str = Field(index=True)
    progress: float
    attempts: int
    runner: str | None
    leased_until: float | None
    answer: str | None = Field(sa_type=Text)


class Jobs:
    """The jobs, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, plan_id: int, job: int) -> Job:
        """The job of the plan, or NotFound."""
        row = self._session.get(JobRow, job)
        if row is None or row.plan_id != plan_id:
            raise NotFound("job", str(job))
        return _job(self._session, row)

    def asked(self, plan_id: int, revision: int, data_date: date, question: str) -> Job | None:
        """The job for a question that was asked before; cancelled or failed, it waits again."""
        row = self._session.exec(
            select(JobRow)
            .where(
                JobRow.plan_id == plan_id,
                JobRow.revision == revision,
                JobRow.data_date == data_date,
                JobRow.question == question,
            )
            .with_for_update()
        ).first()
        if row is not None and row.state in (JobState.CANCELLED, JobState.FAILED):
            row.sqlmodel_update(_WAITING)
            self._session.flush()
        return None if row is None else _job(self._session, row)

    def add(self, plan_id: int, revision: int, data_date: date, question: str) -> Job:
        """A new job, for a question that was not asked before."""
        row = JobRow(
            plan_id=plan_id,
            revision=revision,
            data_date=data_date,
            question=question,
            **_WAITING,
        )
        self._session.add(row)
        self._session.flush()
        return _job(self._session, row)

    def unfinished(self) -> int:
        """How many wait or run."""
        open_still = col(JobRow.state).in_((JobState.WAITING, JobState.RUNNING))
        return self._session.exec(select(func.count()).where(open_still)).one()

    def any_to_run(self, now: datetime) -> bool:
        """Whether one waits, or has lost who ran it."""
        return self._session.exec(select(JobRow.id).where(_free(now)).limit(1)).first() is not None

    def claim(self, runner: str, now: datetime, seconds: float) -> Job | None:
        """The oldest job that nobody runs, now leased to ``runner``; nobody else gets it."""
        query = select(JobRow).where(_free(now)).order_by(col(JobRow.id)).limit(1)
        row = self._session.exec(query.with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        if row.attempts >= MOST_ATTEMPTS:
            row.state, row.answer, row.runner = JobState.FAILED, LOST, None
        else:
            row.state, row.progress, row.attempts = JobState.RUNNING, 0.0, row.attempts + 1
            row.runner, row.leased_until = runner, now.timestamp() + seconds
        self._session.flush()
        return _job(self._session, row)

    def renew(
        self, job: int, runner: str, now: datetime, seconds: float, *, progress: float
    ) -> bool:
        """Tell how far ``runner`` is; False when the job is no longer theirs."""
        until = now.timestamp() + seconds
        return self._change(job, runner, progress=progress, leased_until=until)

    def finish(self, job: int, runner: str, state: JobState, answer: str) -> bool:
        """Keep what ``runner`` found; False when the job is no longer theirs."""
        progress = {"progress": 1.0} if state is JobState.DONE else {}
        return self._change(job, runner, state=state, answer=answer, runner=None, **progress)

    def give_back(self, job: int, runner: str) -> bool:
        """Let another run it: ``runner`` ends before it does."""
        return self._change(job, runner, **_WAITING)

    def cancel(self, job: int) -> None:
        """Have nobody run it; what is over stays as it is."""
        table = table_of(JobRow)
        open_still = table.c.state.in_((JobState.WAITING, JobState.RUNNING))
        self._session.connection().execute(
            update(table)
            .where(table.c.id == job, open_still)
            .values(state=JobState.CANCELLED.value, runner=None)
        )

    def _change(self, job: int, held_by: str, **values: Any) -> bool:
        table = table_of(JobRow)
        held = (table.c.id == job, table.c.runner == held_by, table.c.state == "running")
        changed = self._session.connection().execute(update(table).where(*held).values(**values))
        return changed.rowcount == 1


_WAITING: dict[str, Any] = {
    "state": JobState.WAITING.value,
    "progress": 0.0,
    "attempts": 0,
    "runner": None,
    "leased_until": None,
    "answer": None,
}


def _free(now: datetime) -> Any:
    run_out = col(JobRow.leased_until) < now.timestamp()
    return or_(
        col(JobRow.state) == JobState.WAITING,
        (col(JobRow.state) == JobState.RUNNING) & run_out,
    )


def _job(session: Session, row: JobRow) -> Job:
    return Job(
        id=row.id,
        plan=session.exec(select(PlanRow.code).where(PlanRow.id == row.plan_id)).one(),
        plan_id=row.plan_id,
        revision=row.revision,
        data_date=row.data_date,
        question=row.question,
        state=JobState(row.state),
        progress=row.progress,
        attempts=row.attempts,
        answer=row.answer,
    )

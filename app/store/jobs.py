"""Jobs: who asks the same of the same state of a plan asks for the same job.

A job is run under a lease, which whoever runs it renews. A lease that has run out belongs to
nobody: the next who looks for work goes on with the job, from the last block that was kept of it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import LargeBinary, Text, UniqueConstraint, delete, func, or_, update
from sqlmodel import Field, Session, col, select

from app.errors import NotFound
from app.store.records import Job, JobBlock, JobState
from app.store.tables import PlanRow, Row, of_revision, table_of

MOST_ATTEMPTS = 3
"""How often a job is begun whose runner goes without a word: it may be the job that kills it."""
LOST = "it was begun three times, and whoever ran it went without a word"
OVERTAKEN = "the service was renewed, and the same was asked of it anew: job {}"


class JobRow(Row, table=True):
    """Instants are in seconds since 1970, as every clock that looks at them counts."""

    __tablename__ = "jobs"
    __table_args__ = (
        of_revision("revision"),
        UniqueConstraint("plan_id", "revision", "data_date", "question", "release"),
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
    release: str
    ended_at: float | None


class JobBlockRow(Row, table=True):
    """What is kept of a job until it is over."""

    __tablename__ = "job_blocks"

    job_id: int = Field(foreign_key="jobs.id", primary_key=True)
    part: int = Field(primary_key=True)
    first: int = Field(primary_key=True)
    data: bytes = Field(sa_type=LargeBinary)


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

    def asked(
        self, plan_id: int, revision: int, data_date: date, question: str, release: str
    ) -> Job | None:
        """The job for a question that was asked before; cancelled or failed, it waits again."""
        row = self._of(plan_id, revision, data_date, question, release)
        if row is not None and row.state in (JobState.CANCELLED, JobState.FAILED):
            row.sqlmodel_update(_NEW)
            self._session.flush()
        return None if row is None else _job(self._session, row)

    def add(self, plan_id: int, revision: int, data_date: date, question: str, release: str) -> Job:
        """A new job, for a question that was not asked before."""
        row = JobRow(
            plan_id=plan_id,
            revision=revision,
            data_date=data_date,
            question=question,
            release=release,
            **_NEW,
        )
        self._session.add(row)
        self._session.flush()
        return _job(self._session, row)

    def unfinished(self) -> int:
        """How many wait or run."""
        open_still = col(JobRow.state).in_(_OPEN_STILL)
        return self._session.exec(select(func.count()).where(open_still)).one()

    def any_to_run(self, now: datetime) -> bool:
        """Whether one waits, or has lost who ran it."""
        return self._session.exec(select(JobRow.id).where(_free(now)).limit(1)).first() is not None

    def claim(self, runner: str, now: datetime, seconds: float, release: str) -> Job | None:
        """The oldest job that nobody runs, now leased to ``runner``; nobody else gets it.

        What was begun by another release is begun anew.
        """
        query = select(JobRow).where(_free(now)).order_by(col(JobRow.id)).limit(1)
        row = self._session.exec(query.with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        if row.attempts >= MOST_ATTEMPTS:
            self._fail(row, LOST, now)
        elif row.release == release or self._renewed(row, release, now):
            row.state, row.attempts = JobState.RUNNING, row.attempts + 1
            row.runner, row.leased_until = runner, now.timestamp() + seconds
        self._session.flush()
        return _job(self._session, row)

    def blocks(self, job: int) -> tuple[JobBlock, ...]:
        """What was kept of the job, in order."""
        rows = self._session.exec(
            select(JobBlockRow)
            .where(JobBlockRow.job_id == job)
            .order_by(col(JobBlockRow.part), col(JobBlockRow.first))
        )
        return tuple(JobBlock(part=each.part, first=each.first, data=each.data) for each in rows)

    def keep(self, job: int, runner: str, block: JobBlock, *, progress: float) -> bool:
        """Keep what ``runner`` has come to, and how far that is; False when the job is no longer
        theirs.
        """
        held = self._change(job, runner, progress=progress, attempts=1)
        if held:
            self._session.add(
                JobBlockRow(job_id=job, part=block.part, first=block.first, data=block.data)
            )
            self._session.flush()
        return held

    def renew(self, job: int, runner: str, now: datetime, seconds: float) -> bool:
        """``runner`` goes on; False when the job is no longer theirs."""
        return self._change(job, runner, leased_until=now.timestamp() + seconds)

    def finish(self, job: int, runner: str, now: datetime, state: JobState, answer: str) -> bool:
        """Keep what ``runner`` found; False when the job is no longer theirs."""
        progress = {"progress": 1.0} if state is JobState.DONE else {}
        over = {"state": state, "answer": answer, "ended_at": now.timestamp()}
        held = self._change(job, runner, **over, runner=None, **progress)
        if held:
            self._drop_blocks(job)
        return held

    def give_back(self, job: int, runner: str) -> bool:
        """Let another go on with it: ``runner`` ends before it does."""
        return self._change(job, runner, **_WAITING)

    def cancel(self, job: int, now: datetime) -> None:
        """Have nobody run it; what is over stays as it is."""
        table = table_of(JobRow)
        over = {"state": JobState.CANCELLED.value, "runner": None, "ended_at": now.timestamp()}
        open_still = update(table).where(table.c.id == job, table.c.state.in_(_OPEN_STILL))
        if self._session.connection().execute(open_still.values(**over)).rowcount:
            self._drop_blocks(job)

    def any_over(self, until: datetime) -> bool:
        """Whether one was over by ``until``."""
        over = select(JobRow.id).where(col(JobRow.ended_at) < until.timestamp()).limit(1)
        return self._session.exec(over).first() is not None

    def forget(self, until: datetime) -> None:
        """Forget the jobs that were over by ``until``."""
        table = table_of(JobRow)
        over = delete(table).where(table.c.ended_at < until.timestamp())
        self._session.connection().execute(over)

    def _of(
        self, plan_id: int, revision: int, data_date: date, question: str, release: str
    ) -> JobRow | None:
        return self._session.exec(
            select(JobRow)
            .where(
                JobRow.plan_id == plan_id,
                JobRow.revision == revision,
                JobRow.data_date == data_date,
                JobRow.question == question,
                JobRow.release == release,
            )
            .with_for_update()
        ).first()

    def _renewed(self, row: JobRow, release: str, now: datetime) -> bool:
        """Have ``release`` answer it from the beginning, unless it was asked to already."""
        same = self._of(row.plan_id, row.revision, row.data_date, row.question, release)
        if same is not None:
            self._fail(row, OVERTAKEN.format(same.id), now)
            return False
        self._drop_blocks(row.id)
        row.release, row.progress = release, 0.0
        return True

    def _fail(self, row: JobRow, why: str, now: datetime) -> None:
        row.state, row.answer, row.runner = JobState.FAILED, why, None
        row.ended_at = now.timestamp()
        self._drop_blocks(row.id)

    def _drop_blocks(self, job: int) -> None:
        table = table_of(JobBlockRow)
        self._session.connection().execute(delete(table).where(table.c.job_id == job))

    def _change(self, job: int, held_by: str, **values: Any) -> bool:
        table = table_of(JobRow)
        held = (table.c.id == job, table.c.runner == held_by, table.c.state == "running")
        changed = self._session.connection().execute(update(table).where(*held).values(**values))
        return changed.rowcount == 1


_WAITING: dict[str, Any] = {
    "state": JobState.WAITING.value,
    "attempts": 0,
    "runner": None,
    "leased_until": None,
    "answer": None,
    "ended_at": None,
}
_NEW: dict[str, Any] = {**_WAITING, "progress": 0.0}


_OPEN_STILL = (JobState.WAITING.value, JobState.RUNNING.value)


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
        release=row.release,
        state=JobState(row.state),
        progress=row.progress,
        attempts=row.attempts,
        answer=row.answer,
    )

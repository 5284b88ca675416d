"""Approved, frozen dates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.errors import NotFound, Problem, Refused
from app.plan.model import Milestone
from app.plan.updates import Baseline, BaselineDates
from app.store.fetching import fetched
from app.store.tables import METADATA, BaselineDateRow, BaselineRow, MilestoneRow, table_of
from scheduling import Span


def take(
    session: Session,
    plan_id: int,
    baseline: Baseline,
    uids: Mapping[str, UUID],
    now: datetime,
) -> None:
    named = (BaselineRow.plan_id == plan_id, BaselineRow.name == baseline.name)
    if session.exec(select(BaselineRow.id).where(*named)).first() is not None:
        raise Refused([Problem("baseline.name", f"there is a baseline {baseline.name!r} already")])
    row = BaselineRow(
        plan_id=plan_id,
        name=baseline.name,
        revision=baseline.revision,
        data_date=baseline.data_date,
        approved_by=baseline.approved_by,
        taken_at=now,
    )
    session.add(row)
    session.flush()
    dates = [
        {
            "baseline_id": row.id,
            "uid": uids[code],
            "code": code,
            "start": each.start,
            "finish": each.finish,
        }
        for code, each in baseline.dates.items()
    ]
    if dates:
        session.connection().execute(insert(METADATA.tables["baseline_dates"]), dates)


def newest(
    session: Session, plan_id: int, name: str | None = None, until: int | None = None
) -> Baseline | None:
    """The baseline ``name``, else the last taken, at revision ``until`` at the latest."""
    query = (
        select(BaselineRow)
        .where(BaselineRow.plan_id == plan_id)
        .order_by(col(BaselineRow.id).desc())
        .limit(1)
    )
    if name is not None:
        query = query.where(BaselineRow.name == name)
    elif until is not None:
        query = query.where(BaselineRow.revision <= until)
    row = session.exec(query).first()
    if row is None and name is not None:
        raise NotFound("baseline", name)
    return _baseline(row, _dates(session, row)) if row else None


def approved(session: Session, plan_id: int, milestones: Iterable[Milestone]) -> Baseline | None:
    """The baseline taken last, with the windows that stood for its dates, of ``milestones`` and as
    they are called there.
    """
    found = newest(session, plan_id)
    if found is None:
        return None
    windows = _windows_at(session, plan_id, found.revision)
    return replace(found, windows=windows).under_codes_of(milestones)


def every(session: Session, plan_id: int) -> tuple[Baseline, ...]:
    """All baselines of the plan in the order in which they were taken."""
    rows = session.exec(
        select(BaselineRow).where(BaselineRow.plan_id == plan_id).order_by(col(BaselineRow.id))
    ).all()
    dates: dict[int | None, list[BaselineDateRow]] = {row.id: [] for row in rows}
    for each in session.exec(
        select(BaselineDateRow)
        .join(BaselineRow, col(BaselineRow.id) == BaselineDateRow.baseline_id)
        .where(BaselineRow.plan_id == plan_id)
        .order_by(BaselineDateRow.code)
    ):
        dates[each.baseline_id].append(each)
    return tuple(_baseline(row, dates[row.id]) for row in rows)


def _dates(session: Session, row: BaselineRow) -> Sequence[BaselineDateRow]:
    table = table_of(BaselineDateRow).c
    return fetched(session, BaselineDateRow, table.baseline_id == row.id, order=[table.code])


def _windows_at(session: Session, plan_id: int, revision: int) -> dict[str, Span]:
    """The windows at ``revision`` of what had no day named, by code."""
    table = table_of(MilestoneRow).c
    query = select_columns(table.code, table.window_first, table.window_last).where(
        table.plan_id == plan_id,
        table.window_last.is_not(None),
        table.fixed_last.is_(None),
        table.since <= revision,
        or_(table.until.is_(None), table.until > revision),
    )
    return {
        each.code: Span(first=each.window_first, last=each.window_last)
        for each in session.connection().execute(query)
    }


def _baseline(row: BaselineRow, dates: Sequence[BaselineDateRow]) -> Baseline:
    return Baseline(
        name=row.name,
        revision=row.revision,
        data_date=row.data_date,
        approved_by=row.approved_by,
        dates={each.code: BaselineDates(start=each.start, finish=each.finish) for each in dates},
        uids={each.code: each.uid for each in dates},
    )

"""The ledger of what was told to people."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import insert, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from app.store.fetching import fetched
from app.store.records import Publication
from app.store.tables import MilestoneRow, PublicationRow, table_of

Facts = dict[str, Any]
TOLD = tuple(each.name for each in fields(Publication))


def append(session: Session, plan_id: int, publications: Sequence[Publication]) -> list[Facts]:
    """Keep ``publications``; what was kept of each is answered."""
    facts = [{name: getattr(each, name) for name in TOLD} for each in publications]
    if facts:
        rows = [{"plan_id": plan_id, **each} for each in facts]
        session.connection().execute(insert(table_of(PublicationRow)), rows)
    return facts


def newest(session: Session, plan_id: int) -> dict[UUID, Publication]:
    """What was last told of each milestone, by uid; it costs the same however much was told."""
    table, milestones = table_of(PublicationRow).c, table_of(MilestoneRow).c
    ever = select(milestones.uid).where(milestones.plan_id == plan_id).distinct().subquery()
    told = aliased(PublicationRow)
    newest_of = select(func.max(told.sequence)).where(
        col(told.plan_id) == plan_id, col(told.uid) == ever.c.uid
    )
    last = select(ever.c.uid, newest_of.scalar_subquery())
    found = fetched(
        session,
        PublicationRow,
        table.plan_id == plan_id,
        tuple_(table.uid, table.sequence).in_(last),
        order=[table.uid],
    )
    return {row.uid: _publication(row) for row in found}


def number(session: Session, plan_id: int) -> int:
    """How often something was told; 0 before the first time."""
    query = select(func.max(PublicationRow.number)).where(PublicationRow.plan_id == plan_id)
    return session.exec(query).one() or 0


def _publication(row: PublicationRow) -> Publication:
    return Publication(
        uid=row.uid,
        number=row.number,
        sequence=row.sequence,
        revision=row.revision,
        data_date=row.data_date,
        last_modified=row.last_modified,
        facts=row.facts,
        start=row.start,
        finish=row.finish,
        cause=row.cause,
        withdrawn=row.withdrawn,
    )

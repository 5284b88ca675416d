"""The ledger of what was told to people."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import insert, tuple_
from sqlmodel import Session, func, select

from app.store.fetching import fetched
from app.store.records import Publication
from app.store.tables import PublicationRow, table_of

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
    """What was last told of each milestone, by uid."""
    table = table_of(PublicationRow).c
    last = (
        select(table.uid, func.max(table.sequence))
        .where(table.plan_id == plan_id)
        .group_by(table.uid)
    )
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

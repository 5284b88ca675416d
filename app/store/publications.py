"""The ledger of what was told to people."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, col, func, select

from app.store.records import Publication
from app.store.tables import METADATA, PublicationRow


def append(session: Session, plan_id: int, publications: Sequence[Publication]) -> None:
    rows = [{"plan_id": plan_id, **asdict(publication)} for publication in publications]
    if rows:
        session.connection().execute(insert(METADATA.tables["publications"]), rows)


def newest(session: Session, plan_id: int) -> dict[UUID, Publication]:
    """What was last told of each milestone, by uid."""
    last = (
        select(PublicationRow.uid, func.max(PublicationRow.sequence).label("sequence"))
        .where(PublicationRow.plan_id == plan_id)
        .group_by(col(PublicationRow.uid))
        .subquery()
    )
    found = session.exec(
        select(PublicationRow)
        .join(
            last,
            (col(PublicationRow.uid) == last.c.uid)
            & (col(PublicationRow.sequence) == last.c.sequence),
        )
        .where(PublicationRow.plan_id == plan_id)
        .order_by(col(PublicationRow.uid))
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

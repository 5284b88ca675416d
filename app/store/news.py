"""The ledger of news: what an agency is told of its milestones beside what is published."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, insert, tuple_
from sqlmodel import Field, Session, func, select

from app.store.fetching import fetched
from app.store.records import News
from app.store.tables import Row, of_revision, table_of


class NewsRow(Row, table=True):
    """On which day a milestone was last spoken of, and what is told of it without a date."""

    __tablename__ = "news"
    __table_args__ = (of_revision("revision"), Index("ix_news_plan_id_number", "plan_id", "number"))

    plan_id: int = Field(primary_key=True)
    uid: UUID = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    number: int
    revision: int
    day: date | None
    facts: str
    last_modified: datetime


def append(session: Session, plan_id: int, news: Sequence[News]) -> list[dict[str, Any]]:
    """Keep ``news``; what was kept of each is answered."""
    facts = [asdict(each) for each in news]
    if facts:
        rows = [{"plan_id": plan_id, **each} for each in facts]
        session.connection().execute(insert(table_of(NewsRow)), rows)
    return facts


def newest(session: Session, plan_id: int) -> dict[UUID, News]:
    """The last entry of each milestone, by uid."""
    table = table_of(NewsRow).c
    last = (
        select(table.uid, func.max(table.sequence))
        .where(table.plan_id == plan_id)
        .group_by(table.uid)
    )
    found = fetched(
        session,
        NewsRow,
        table.plan_id == plan_id,
        tuple_(table.uid, table.sequence).in_(last),
        order=[table.uid],
    )
    return {
        row.uid: News(
            uid=row.uid,
            number=row.number,
            sequence=row.sequence,
            revision=row.revision,
            day=row.day,
            facts=row.facts,
            last_modified=row.last_modified,
        )
        for row in found
    }

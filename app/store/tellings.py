"""The ledger read as a history: what each publication changed for people."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlmodel import Session

from app.store.tables import MilestoneRow, PublicationRow, table_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An entry of the ledger beside the one before it (``was_…``; None: it was told first).

    ``title`` is the one that the milestone bore then, or bore last.
    """

    uid: UUID
    title: str
    number: int
    sequence: int
    data_date: date
    last_modified: datetime
    facts: str
    start: date
    finish: date
    cause: str
    withdrawn: bool
    was_start: date | None
    was_finish: date | None
    was_withdrawn: bool | None


def tellings(session: Session, plan_id: int, after: int) -> Iterator[Telling]:
    """What was told in the publications after number ``after``, by number and uid."""
    new, old = table_of(PublicationRow).alias("new"), table_of(PublicationRow).alias("old")
    before = and_(
        old.c.plan_id == new.c.plan_id,
        old.c.uid == new.c.uid,
        old.c.sequence == new.c.sequence - 1,
    )
    query = (
        select(
            new,
            old.c.start.label("was_start"),
            old.c.finish.label("was_finish"),
            old.c.withdrawn.label("was_withdrawn"),
        )
        .select_from(new.outerjoin(old, before))
        .where(new.c.plan_id == plan_id, new.c.number > after)
        .order_by(new.c.number, new.c.uid)
    )
    titles = _titles(session, plan_id)
    for row in session.connection().execute(query):
        yield Telling(
            uid=row.uid,
            title=_title(titles[row.uid], row.revision),
            number=row.number,
            sequence=row.sequence,
            data_date=row.data_date,
            last_modified=row.last_modified,
            facts=row.facts,
            start=row.start,
            finish=row.finish,
            cause=row.cause,
            withdrawn=row.withdrawn,
            was_start=row.was_start,
            was_finish=row.was_finish,
            was_withdrawn=row.was_withdrawn,
        )


def ever_had(session: Session, plan_id: int, name: str) -> bool:
    """Whether a milestone of the plan has ever borne ``name``, as its code or as its uid."""
    table = table_of(MilestoneRow).c
    named = [table.code == name]
    with suppress(ValueError):
        named.append(table.uid == UUID(name))
    query = select(table.id).where(table.plan_id == plan_id, or_(*named)).limit(1)
    return session.connection().execute(query).first() is not None


def _titles(session: Session, plan_id: int) -> dict[UUID, list[tuple[int, str]]]:
    """Since which revision each milestone has borne which title."""
    table = table_of(MilestoneRow).c
    query = (
        select(table.uid, table.since, table.title)
        .where(table.plan_id == plan_id)
        .order_by(table.uid, table.since)
    )
    found: dict[UUID, list[tuple[int, str]]] = {}
    for uid, since, title in session.connection().execute(query):
        found.setdefault(uid, []).append((since, title))
    return found


def _title(titles: list[tuple[int, str]], revision: int) -> str:
    return [title for since, title in titles if since <= revision][-1]

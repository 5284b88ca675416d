"""Testimony: what was said of the milestones, in the order in which it was accepted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlmodel import Session

from app.errors import NotFound
from app.plan.updates import Revision, Update
from app.store.fetching import fetched
from app.store.records import ALL, Part
from app.store.shapes import update_of, update_values
from app.store.tables import RevisionRow, UpdateRow, table_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An accepted update, and the milestone that it spoke of, whatever its code is today."""

    id: int
    revision: int
    uid: UUID
    update: Update

    def under(self, code: str) -> Update:
        same = self.update.milestone == code
        return self.update if same else replace(self.update, milestone=code)


def said_until(
    session: Session,
    plan_id: int,
    revision: int,
    uid: UUID | None = None,
    *,
    since: int = 1,
    part: Part = ALL,
) -> tuple[Said, ...]:
    """All that was said from revision ``since`` to ``revision``, or only that of ``uid``; or a
    ``part`` of it.
    """
    table = table_of(UpdateRow).c
    where = [table.plan_id == plan_id, table.revision <= revision, table.revision >= since]
    if uid is not None:
        where.append(table.uid == uid)
    found = fetched(session, UpdateRow, *where, order=[table.id], part=part)
    return tuple(
        Said(id=row.id, revision=row.revision, uid=row.uid, update=update_of(row)) for row in found
    )


def last_spoken(session: Session, plan_id: int, revision: int) -> dict[UUID, date]:
    """The day of which each milestone was last spoken of by ``revision``, by uid.

    Of what was said last nothing has been taken back, so all that was said may be asked.
    """
    said, made = table_of(UpdateRow).c, table_of(RevisionRow).c
    query = (
        select(said.uid, func.max(made.data_date).label("day"))
        .join_from(
            table_of(UpdateRow),
            table_of(RevisionRow),
            (made.plan_id == said.plan_id) & (made.number == said.revision),
        )
        .where(said.plan_id == plan_id, said.revision <= revision)
        .group_by(said.uid)
    )
    return {row.uid: row.day for row in session.connection().execute(query)}


def append(
    session: Session,
    plan_id: int,
    revision: Revision,
    updates: Sequence[Update],
    uids: Mapping[str, UUID],
) -> list[dict[str, Any]]:
    """Keep ``updates`` as part of ``revision``; ``uids`` knows each milestone by its code.

    What was kept of each is answered.
    """
    unknown = [update.milestone for update in updates if update.milestone not in uids]
    if unknown:
        raise NotFound("milestone", unknown[0])
    place = {"plan_id": plan_id, "revision": revision.number}
    facts = [{"uid": uids[each.milestone], **update_values(each)} for each in updates]
    if facts:
        rows = [{**place, **each} for each in facts]
        session.connection().execute(insert(table_of(UpdateRow)), rows)
    return facts

"""Whose a uid is: a milestone has one for ever, and calendars know it by nothing else."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlmodel import Session, col, select

from app.store.tables import MilestoneRow, PlanRow

AT_ONCE = 500


def standing_elsewhere(session: Session, plan_id: int, uids: Collection[UUID]) -> Iterator[UUID]:
    """Those of ``uids`` that milestones of other plans have now."""
    asked = list(uids)
    for first in range(0, len(asked), AT_ONCE):
        query = (
            select(MilestoneRow.uid)
            .join(PlanRow, col(PlanRow.id) == MilestoneRow.plan_id)
            .where(PlanRow.id != plan_id, col(MilestoneRow.until).is_(None))
            .where(col(MilestoneRow.uid).in_(asked[first : first + AT_ONCE]))
        )
        yield from session.exec(query)

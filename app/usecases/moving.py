"""The data date that moves by itself: what nobody has reported by then drifts, and is told once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from app.plan.model import Rhythm
from app.plan.updates import Author, Revision, Role
from app.store import Database, PlanName, Statement, Store
from app.usecases.accepting import DATA_DATE, accept, day_in

MOVER = Author(name="calendar", role=Role.PLANNER)
MONDAY = 0


def move_data_dates(database: Database, now: datetime) -> Iterator[tuple[str, Revision]]:
    """Move the data date of every plan whose turn it is; the revisions that were accepted.

    It is looked before anything is held, so that a look changes nothing and keeps nobody waiting.
    """
    with database.read() as store:
        behind = [each.code for each in store.plans() if _is_behind(each, now)]
    for code in behind:
        with database.write() as store:
            moved = move_data_date(store, code, now)
        if moved:
            yield code, moved


def move_data_date(store: Store, plan: str, now: datetime) -> Revision | None:
    """Accept the plan as of the day it should speak of; None when whoever was first did so."""
    held = store.hold(plan)
    if held.pinned or held.archived:
        return None
    planned = held.planned
    day = due(planned.rhythm, day_in(planned.zone, now))
    if held.at.revision.data_date >= day:
        return None
    statement = Statement(
        author=MOVER, now=now, data_date=day, reason=_begun(planned.rhythm, day), kind=DATA_DATE
    )
    return accept(store, held, planned, statement).revision


def due(rhythm: Rhythm, today: date) -> date:
    """The day of which a plan speaks by itself: today, or the last Monday."""
    return today if rhythm is Rhythm.DAILY else last_monday(today)


def last_monday(day: date) -> date:
    """``day`` if it is a Monday, else the one before it."""
    return day - timedelta(days=(day.weekday() - MONDAY) % 7)


def _begun(rhythm: Rhythm, day: date) -> str:
    what = "the day" if rhythm is Rhythm.DAILY else "the week of"
    return f"{what} {day.isoformat()} has begun"


def _is_behind(plan: PlanName, now: datetime) -> bool:
    if plan.pinned or plan.archived:
        return False
    return plan.revision.data_date < due(plan.rhythm, day_in(plan.zone, now))

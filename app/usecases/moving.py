"""The data date that moves by itself: what nobody has reported by then drifts, and is told once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from app.plan.updates import Author, Revision, Role
from app.store import Database, Held, Statement, Store
from app.usecases.accepting import DATA_DATE, accept, day_in

MOVER = Author(name="calendar", role=Role.PLANNER)
MONDAY = 0
FIRST_ZONE = timedelta(hours=14)


def move_data_dates(database: Database, now: datetime) -> Iterator[tuple[str, Revision]]:
    """Move the data date of every plan whose turn it is; the revisions that were accepted.

    It is looked before anything is held, so that a look changes nothing and keeps nobody waiting.
    """
    for code in _behind(database, now):
        with database.read() as store:
            due = _is_due(store.behind(store.find(code)), now)
        if due:
            with database.write() as store:
                moved = move_data_date(store, code, now)
            if moved:
                yield code, moved


def move_data_date(store: Store, plan: str, now: datetime) -> Revision | None:
    """Accept the plan as of the last Monday; None when that is done already, whoever did it."""
    held = store.hold(plan)
    if not _is_due(held, now) or held.plan is None:
        return None
    monday = last_monday(day_in(held.plan.zone, now))
    statement = Statement(
        author=MOVER,
        now=now,
        data_date=monday,
        reason=f"the week of {monday.isoformat()} has begun",
        kind=DATA_DATE,
    )
    return accept(store, held, held.plan, statement).revision


def last_monday(day: date) -> date:
    """``day`` if it is a Monday, else the one before it."""
    return day - timedelta(days=(day.weekday() - MONDAY) % 7)


def _is_due(held: Held, now: datetime) -> bool:
    if held.pinned or held.archived or held.plan is None:
        return False
    return held.at.revision.data_date < last_monday(day_in(held.plan.zone, now))


def _behind(database: Database, now: datetime) -> tuple[str, ...]:
    """The plans whose turn it may be: wherever it is Monday first, it is."""
    monday = last_monday((now + FIRST_ZONE).date())
    with database.read() as store:
        return tuple(each.code for each in store.plans() if each.revision.data_date < monday)

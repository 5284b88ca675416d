"""History is entered: what was said, day by day, each day one revision."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from app.plan.updates import Author, Revision, Update
from app.store import Statement, Store
from app.usecases.accepting import check_planner
from app.usecases.report import accept_updates


def replay(
    store: Store,
    plan: str,
    said: Iterable[tuple[date, Update]],
    author: Author,
    now: datetime,
    *,
    reason: str = "history",
) -> tuple[Revision, ...]:
    """Accept ``said``, each update with the day on which it was said, in order.

    The updates of one day make one revision. All of it is kept, or none.
    """
    check_planner(author, "enter history")
    revisions = []
    for day, pairs in groupby(said, key=lambda pair: pair[0]):
        statement = Statement(author=author, now=now, data_date=day, reason=reason, kind="update")
        updates = [update for _, update in pairs]
        reading = accept_updates(store, store.hold(plan), updates, statement)
        revisions.append(reading.revision)
    return tuple(revisions)

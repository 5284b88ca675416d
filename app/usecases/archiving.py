"""Plans are put away when their event is over, and taken back into use."""

from contextlib import nullcontext
from datetime import datetime

from app.errors import Contradicted, Problem
from app.plan.updates import Author
from app.store import Statement, Store
from app.usecases.accepting import accept, check_planner
from app.usecases.reading import Reading

ARCHIVE, RESTORE = "archive", "restore"
"""The kinds of the revisions that put a plan away, and take it back into use."""


def archive(
    store: Store,
    plan: str,
    author: Author,
    now: datetime,
    *,
    restore: bool = False,
    reason: str = "",
    preview: bool = False,
) -> Reading:
    """Put the plan away, or ``restore`` it, as a revision of its own.

    What is archived is listed no more unless it is asked for, and does not change; its data date
    stays. Reads and feeds go on as they were: nothing in them has moved.
    """
    check_planner(author, "archive the plan")
    held = store.hold(plan)
    if held.archived is not restore:
        state = "is in use" if restore else "is archived already"
        raise Contradicted([Problem("plan", state)])
    statement = Statement(
        author=author,
        now=now,
        data_date=held.at.revision.data_date,
        reason=reason,
        kind=RESTORE if restore else ARCHIVE,
    )
    with store.trying() if preview else nullcontext():
        return accept(store, held, held.planned, statement, archived=not restore)

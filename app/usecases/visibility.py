"""Plans are shown to everybody, or only to who holds a key."""

from datetime import datetime

from app.errors import Contradicted, Problem
from app.plan.updates import Author
from app.store import Statement, Store
from app.usecases.accepting import accept, check_planner
from app.usecases.expecting import check_expected
from app.usecases.reading import Reading

PRIVATE, PUBLIC = "private", "public"
"""The kinds of the revisions that say who sees a plan."""


def show(
    store: Store,
    plan: str,
    author: Author,
    now: datetime,
    *,
    private: bool,
    expected: int | None = None,
    reason: str = "",
) -> Reading:
    """Have the plan shown to who holds a key only, or to everybody, as a revision of its own.

    Without a key a private plan is not there: not in lists, on pages or in public feeds.
    """
    check_planner(author, "say who sees the plan")
    held = store.hold(plan)
    check_expected(store, held, expected)
    if held.private is private:
        raise Contradicted([Problem("private", f"is {str(private).lower()} already")])
    statement = Statement(
        author=author,
        now=now,
        data_date=held.at.revision.data_date,
        reason=reason,
        kind=PRIVATE if private else PUBLIC,
    )
    return accept(store, held, held.planned, statement, private=private)

"""A plan document becomes a plan: its first revision."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from app.plan.model import Plan
from app.plan.progress import progress_of
from app.plan.updates import Author, Revision, Update
from app.store import Statement, Store
from app.usecases.accepting import accept, check_planner, day_in


def import_plan(
    store: Store,
    plan: Plan,
    author: Author,
    now: datetime,
    *,
    baseline: str | None = None,
    reason: str = "plan document imported",
) -> Revision:
    """Keep ``plan`` as revision 1 under a code that is not in use yet.

    A data date in the plan pins it: the plan speaks of that day until somebody moves it. Without
    one it speaks of the day that ``now`` is in its zone. Its progress is kept as testimony.
    ``baseline`` names the dates that are frozen at once.
    """
    check_planner(author, "import a plan")
    held = store.found(plan.code, now)
    updates = tuple(_testimony(plan))
    statement = Statement(
        author=author,
        now=now,
        data_date=plan.data_date or day_in(plan.zone, now),
        reason=reason,
        kind="import",
    )
    reading = accept(
        store,
        held,
        replace(plan, progress=progress_of({}, updates, plan.milestones)),
        statement,
        updates=updates,
        baseline=baseline,
        pinned=plan.data_date is not None,
    )
    return reading.revision


def _testimony(plan: Plan) -> Iterator[Update]:
    """The progress that the plan holds, as updates in the order of its milestones."""
    for milestone in plan.milestones:
        progress = plan.progress.get(milestone.code)
        if progress is not None:
            yield Update(
                milestone=milestone.code,
                actual_start=progress.actual_start,
                actual_finish=progress.actual_finish,
                remaining=progress.remaining,
                expected_finish=progress.expected_finish,
                cancelled=progress.cancelled or None,
                source=milestone.source,
            )

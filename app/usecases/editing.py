"""Planners change what a plan holds: many changes, one revision, checked before it stands."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime

from app.documents import ChangeEntry, apply_changes, differences
from app.errors import Problem, Refused
from app.plan.model import Plan
from app.plan.progress import progress_of, progress_problems
from app.plan.updates import Author
from app.store import Held, Statement, Store
from app.usecases.accepting import accept, check_planner, speaking_day
from app.usecases.comparing import Comparison, compare
from app.usecases.reading import recalled
from scheduling import NOT_STARTED


def edit(
    store: Store,
    plan: str,
    changes: Sequence[ChangeEntry],
    author: Author,
    now: datetime,
    *,
    data_date: date | None = None,
    reason: str = "",
    preview: bool = False,
) -> Comparison:
    """Make ``changes``, in their order, the plan's next revision, and answer what they do to it.

    All of them are kept, or none: what they come to must be a plan that can be scheduled.
    ``preview`` does all of it and keeps nothing.
    """
    check_planner(author, "edit the plan")
    held = store.hold(plan)
    before = recalled(store, held.at, held.at.revision.data_date, held.planned)
    statement = Statement(
        author=author,
        now=now,
        data_date=data_date or speaking_day(held, now),
        reason=reason,
        kind="edit",
    )
    changed = apply_changes(before.plan, changes, store.next_link(held.plan_id))
    after = edited(held, changed, statement.data_date)
    pinned, found = pinned_by(changes), differences(before.plan, after)
    if pinned in (None, held.pinned) and not found:
        raise Refused([Problem("changes", "leave the plan as it is")])
    with store.trying() if preview else nullcontext():
        reading = accept(store, held, after, statement, pinned=pinned, before=before)
    return compare(before, reading, kept=not preview, found=found)


def pinned_by(changes: Sequence[ChangeEntry]) -> bool | None:
    """Whether the changes pin the data date or let it go; None where they say nothing of it."""
    said = (getattr(change.set_plan, "pinned", None) for change in changes)
    return next((pinned for pinned in reversed(list(said)) if pinned is not None), None)


def edited(held: Held, plan: Plan, data_date: date) -> Plan:
    """``plan``, to which the one that is held was changed, with what was reported of it.

    What was reported of a changed milestone must still go with what it has become.
    """
    told = held.updates_with((), plan)
    after = replace(plan, data_date=data_date, progress=progress_of({}, told, plan.milestones))
    standing = {each.uid: each for each in held.planned.milestones}
    problems = [
        Problem(f"milestone {each.code}.{field}", rule)
        for each in after.milestones
        if standing.get(each.uid) != each
        for field, rule in progress_problems(
            each, after.progress.get(each.code, NOT_STARTED), data_date
        )
    ]
    if problems:
        raise Refused(problems)
    return after

"""The one way in which a plan changes: schedule what it would be, then keep it and tell people."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.errors import Contradicted, Forbidden, Problem, Refused
from app.plan.model import Plan
from app.plan.updates import Author, Baseline, Role, Update
from app.store import Change, Held, Statement, Store
from app.usecases.causes import Event
from app.usecases.expecting import check_expected
from app.usecases.publishing import later_than, news, publications
from app.usecases.reading import Reading, reading_of

PLANNERS = frozenset({Role.PLANNER, Role.ADMINISTRATOR})
DATA_DATE = "data-date"
"""The kind of a change that only moves the data date: what moves with it, moves for no report."""


def accept(
    store: Store,
    held: Held,
    plan: Plan,
    statement: Statement,
    *,
    updates: Sequence[Update] = (),
    baseline: str | None = None,
    approved_by: str = "",
    pinned: bool | None = None,
    archived: bool | None = None,
    private: bool | None = None,
    before: Reading | None = None,
) -> Reading:
    """Make ``plan`` the next revision of what is held, and answer how it stands then.

    Revision, rows, testimony, a baseline under the name given, and the publication are kept
    together or not at all. A plan that cannot be scheduled is refused. ``pinned``, ``archived`` and
    ``private`` None leave it as it was. ``before`` is how it stood, where that is at hand.
    """
    _check_archived(held, restoring=archived is False)
    _check_uids(store, held, plan)
    reading = reading_of(plan, held.next_point(statement), statement.data_date, known=before)
    frozen = _frozen(reading, baseline, approved_by or statement.author.name)
    ledger, heard = store.published(held.plan_id), store.news(held.plan_id)
    at = later_than(statement.now, (*ledger.values(), *heard.values()))
    approved = frozen or store.approved(held.plan_id, plan)
    event = _event(held, statement, updates)
    told = publications(reading, ledger, event=event, baseline=approved, at=at)
    shown = {**ledger, **{each.uid: each for each in told}}
    change = Change(
        statement=statement,
        plan=plan,
        pinned=held.pinned if pinned is None else pinned,
        archived=bool(archived),
        private=held.private if private is None else private,
        updates=tuple(updates),
        baseline=frozen,
        publications=told,
        news=news(reading, shown, heard, (each.milestone for each in updates), at=at),
    )
    store.accept(held, change)
    return reading


def check_planner(author: Author, action: str) -> None:
    """Only planners may do ``action``."""
    if author.role not in PLANNERS:
        raise Forbidden(author.name, action)


def expect(store: Store, plan: str, revision: int | None) -> None:
    """Stale where the plan no longer stands at ``revision``; None expects nothing.

    The plan is held first, so that nobody moves it between this look and the change.
    """
    if revision is not None:
        check_expected(store, store.hold(plan), revision)


def speaking_day(held: Held, now: datetime) -> date:
    """The day of which a change speaks at ``now``: the one the plan is pinned to, else today.

    Where a planner has spoken of a later day already, or a zone in which it was later, it is that
    day: else all others would be refused until it has come.
    """
    plan = held.planned
    if held.pinned and plan.data_date is not None:
        return plan.data_date
    today = day_in(plan.zone, now)
    return max(today, held.point.revision.data_date) if held.point else today


def day_in(zone: str, now: datetime) -> date:
    """The day that it is in ``zone`` at the instant ``now``."""
    return now.astimezone(ZoneInfo(zone)).date()


def _check_archived(held: Held, *, restoring: bool) -> None:
    if held.archived and not restoring:
        raise Contradicted([Problem("plan", "is archived: restore it before it changes")])


def _check_uids(store: Store, held: Held, plan: Plan) -> None:
    """A uid is one milestone's for ever: calendars know it by nothing else."""
    counted = Counter(milestone.uid for milestone in plan.milestones)
    known = {each.uid for each in held.plan.milestones} if held.plan else set()
    elsewhere = store.uids_elsewhere(held.plan_id, counted.keys() - known)
    problems = [
        Problem(f"{each.code}.uid", f"is the uid of {other}")
        for each in plan.milestones
        for other, taken in (
            ("another milestone", counted[each.uid] > 1),
            ("a milestone of another plan: leave it out for one of its own", each.uid in elsewhere),
        )
        if taken
    ]
    if problems:
        raise Refused(problems)


def _frozen(reading: Reading, name: str | None, approved_by: str) -> Baseline | None:
    if name is None:
        return None
    return Baseline(
        name=name,
        revision=reading.revision.number,
        data_date=reading.data_date,
        approved_by=approved_by,
        dates=reading.forecasts(),
        windows={
            each.code: each.open_window for each in reading.plan.milestones if each.open_window
        },
    )


def _event(held: Held, statement: Statement, updates: Sequence[Update]) -> Event:
    return Event(
        author=statement.author,
        before=held,
        reason="" if statement.kind == DATA_DATE else statement.reason,
        updates=tuple(updates),
    )

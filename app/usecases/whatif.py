"""What if: changes and reports that nobody has made, and what they would do. Nothing is kept."""

from collections.abc import Iterable
from datetime import date

from app.documents import Proposal, apply_changes
from app.errors import Problem, Refused
from app.plan.model import Plan
from app.store import Held, Store
from app.usecases.comparing import Comparison, compare
from app.usecases.editing import edited
from app.usecases.reading import NOW, AsOf, Reading, read, reading_of
from app.usecases.report import reported
from app.usecases.speakers import check_known


def what_if(
    store: Store,
    plan: str,
    proposal: Proposal,
    as_of: AsOf = NOW,
    *,
    targets: Iterable[str] = (),
) -> Comparison:
    """What ``proposal`` would do to the plan ``as_of``, to ``targets`` or else to its own."""
    before = read(store, plan, as_of)
    held = store.behind(before.point)
    after = proposed(held, proposal, store.next_link(held.plan_id), day_of(proposal, before))
    return compare(before, reading_after(before, after, targets), kept=False)


def reading_after(before: Reading, plan: Plan, targets: Iterable[str] = ()) -> Reading:
    """``plan``, which is no revision, as it would stand in place of what was read before."""
    day = plan.data_date or before.data_date
    after = reading_of(plan, before.point, day, known=before)
    return after.aimed(map(after.target, targets))


def day_of(proposal: Proposal, before: Reading) -> date:
    """The day of which the proposal speaks."""
    day = proposal.data_date or before.data_date
    if day < before.data_date:
        rule = f"must not be before {before.data_date}, the data date of what it changes"
        raise Refused([Problem("data_date", rule)])
    return day


def proposed(held: Held, proposal: Proposal, next_link: int, day: date) -> Plan:
    """The plan behind ``held`` after ``proposal``; its new links get ids from ``next_link`` on."""
    if not (proposal.changes or proposal.updates or proposal.data_date):
        raise Refused([Problem("changes", "must hold a change, or say updates or data_date")])
    changed = apply_changes(held.planned, proposal.changes, next_link)
    return told(held, changed, proposal, day)


def told(held: Held, changed: Plan, proposal: Proposal, day: date) -> Plan:
    """``changed`` with what was reported of it, and what the proposal reports."""
    plan = edited(held, changed, day)
    if not proposal.updates:
        return plan
    check_known(proposal.updates, {each.code for each in plan.milestones})
    return reported(held, plan, proposal.updates, day)

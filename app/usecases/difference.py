"""What changed from one revision to another, key by key."""

from dataclasses import dataclass
from typing import Any

from app.documents import Difference, differences
from app.plan.model import Plan
from app.plan.updates import Revision
from app.store import Store
from app.usecases.reading import AsOf, find


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The differences between two revisions; ``before`` is None for the first one's."""

    plan: str
    before: Revision | None
    after: Revision
    differences: tuple[Difference, ...]


def difference(store: Store, plan: str, before: int, after: int) -> Changed:
    """What ``after`` holds otherwise than ``before``, whichever of them is older."""
    was, now = (find(store, plan, AsOf(revision=number)) for number in (before, after))
    return Changed(
        plan=plan,
        before=was.revision,
        after=now.revision,
        differences=differences(store.plan(was), store.plan(now)),
    )


def changed_in(store: Store, plan: str, number: int) -> Changed:
    """What revision ``number`` changed; all that it holds where it is the first."""
    if number > 1:
        return difference(store, plan, number - 1, number)
    point = find(store, plan, AsOf(revision=number))
    now = store.plan(point)
    return Changed(
        plan=plan,
        before=None,
        after=point.revision,
        differences=differences(_empty(now), now),
    )


def _empty(plan: Plan) -> Plan:
    """A plan of which nothing but its code has been said."""
    nothing: dict[str, Any] = {"targets": (), "milestones": (), "links": ()}
    return Plan(code=plan.code, title="", zone="UTC", data_date=None, **nothing)

"""What changed from one revision to another, key by key."""

from dataclasses import dataclass

from app.documents import Difference, differences
from app.plan.updates import RecordedUpdate, Revision
from app.store import Store
from app.usecases.reading import AsOf, find


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """The differences between two revisions."""

    plan: str
    before: Revision
    after: Revision
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One accepted change; the first one differs from nothing."""

    revision: Revision
    updates: tuple[RecordedUpdate, ...]
    differences: tuple[Difference, ...]


def difference(store: Store, plan: str, before: int, after: int) -> Differences:
    """What ``after`` holds otherwise than ``before``, whichever of them is older."""
    was, now = (find(store, plan, AsOf(revision=number)) for number in (before, after))
    return Differences(
        plan=plan,
        before=was.revision,
        after=now.revision,
        differences=differences(store.plan(was), store.plan(now)),
    )


def recorded_in(store: Store, plan: str, number: int) -> Recorded:
    """What revision ``number`` is: who made it and why, what was said, what differs since."""
    point = find(store, plan, AsOf(revision=number))
    before = difference(store, plan, number - 1, number).differences if number > 1 else ()
    said = store.updates(point, since=number)
    return Recorded(revision=point.revision, updates=said, differences=before)

"""What changed from one revision to another, key by key."""

from dataclasses import dataclass

from app.documents import Difference, differences
from app.plan.updates import Revision
from app.store import Store
from app.usecases.reading import AsOf, find


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The differences between two revisions."""

    plan: str
    before: Revision
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


def changed_in(store: Store, plan: str, number: int) -> tuple[Difference, ...]:
    """What revision ``number`` holds otherwise than the one before it; nothing for the first."""
    return difference(store, plan, number - 1, number).differences if number > 1 else ()

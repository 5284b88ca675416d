"""What a writer had read: whether it still stands, and if not, what changed meanwhile."""

from collections.abc import Iterator

from app.errors import Meanwhile, Stale
from app.plan.model import Plan
from app.store import Held, Store


def check_expected(store: Store, held: Held, expected: int | None) -> None:
    """Raise Stale when the plan that is held has moved on since revision ``expected``."""
    current = held.at.revision.number
    if expected is None or expected == current:
        return
    raise Stale(expected, current, _meanwhile(store, held, expected))


def _meanwhile(store: Store, held: Held, expected: int) -> Meanwhile:
    if expected > held.at.revision.number:
        return Meanwhile()
    was = store.plan(store.find(held.code, expected))
    return Meanwhile(
        revisions=tuple(each for each in store.revisions(held.at) if each.number > expected),
        milestones=tuple(sorted(_changed(was, held.planned))),
    )


def _changed(was: Plan, now: Plan) -> Iterator[str]:
    """The codes of milestones of which anything is described or reported otherwise."""
    before = {each.code: (each, was.progress.get(each.code)) for each in was.milestones}
    after = {each.code: (each, now.progress.get(each.code)) for each in now.milestones}
    for code in before.keys() | after.keys():
        if before.get(code) != after.get(code):
            yield code

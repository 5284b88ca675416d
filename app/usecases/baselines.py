"""Baselines: dates that are approved, named and frozen for good, and how two of them differ."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from app.errors import Contradicted, NotFound, Problem
from app.plan.updates import Author, Baseline, Revision
from app.store import Held, Statement, Store
from app.usecases.accepting import accept, check_planner
from app.usecases.expecting import check_expected
from app.usecases.reading import NOW, AsOf, find
from app.usecases.sides import frozen_by
from app.usecases.slippage import EVERYTHING, Slippage, Wanted, between


@dataclass(frozen=True, slots=True, kw_only=True)
class Baselines:
    """The baselines that had been taken by ``revision``, the last one first."""

    revision: Revision
    baselines: tuple[Baseline, ...]


def baselines(store: Store, plan: str, as_of: AsOf = NOW) -> Baselines:
    """All baselines that had been taken by then."""
    point = find(store, plan, as_of)
    taken = reversed(store.baselines(point.plan_id))
    known = tuple(each for each in taken if each.revision <= point.revision.number)
    return Baselines(revision=point.revision, baselines=known)


def baseline(store: Store, plan: str, name: str) -> Baseline:
    """The baseline ``name``, or NotFound."""
    found = store.baseline(find(store, plan).plan_id, name)
    if found is None:
        raise NotFound("baseline", name)
    return found


def between_baselines(
    store: Store,
    plan: str,
    before: str,
    after: str,
    *,
    targets: Sequence[str] = (),
    wanted: Wanted = EVERYTHING,
) -> Slippage:
    """The dates that ``after`` froze against those that ``before`` did, whichever is older."""
    was, now = (frozen_by(store, baseline(store, plan, name), plan) for name in (before, after))
    return between(was, now, targets=targets, wanted=wanted)


def take(
    store: Store,
    plan: str,
    name: str,
    author: Author,
    now: datetime,
    *,
    approved_by: str = "",
    reason: str = "",
    expected: int | None = None,
    preview: bool = False,
) -> Baseline:
    """Freeze the dates as they stand, under a name for good: a revision that changes nothing else.

    ``approved_by`` says who approved them, if that is not the planner who takes them.
    """
    check_planner(author, "take a baseline")
    held = store.hold(plan)
    check_expected(store, held, expected)
    _check_name(store, held, name)
    statement = Statement(
        author=author,
        now=now,
        data_date=held.at.revision.data_date,
        reason=reason,
        kind="baseline",
    )
    with store.trying() if preview else nullcontext():
        accept(store, held, held.planned, statement, baseline=name, approved_by=approved_by)
        return baseline(store, plan, name)


def _check_name(store: Store, held: Held, name: str) -> None:
    if any(each.name == name for each in store.baselines(held.plan_id)):
        raise Contradicted([Problem("name", "is that of another baseline, and none ever changes")])

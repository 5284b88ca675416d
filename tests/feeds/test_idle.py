"""A poll that finds nothing new costs the same, however large the plan is."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from app.store import Database
from app.store.polls import NEWEST, SUBSCRIBED
from app.usecases.importing import import_plan
from app.usecases.scopes import FeedScope
from app.usecases.subscribing import subscribe, token_digest
from scheduling import Span
from tests.plans import NOW, PLANNER, SEEDED, milestone, small_plan

SIZES = (20, 1_000)
"""Milestones; each is told once in the ledger."""


@pytest.fixture
def large(embedded: Database, embedded_url: str) -> Callable[[int], sqlite3.Connection]:
    """A database with a plan of so many milestones."""

    def of(size: int) -> sqlite3.Connection:
        fixed = Span.of(SEEDED)
        milestones = tuple(milestone(f"m{size}.{n}", fixed=fixed) for n in range(size))
        facts = {"links": (), "targets": (milestones[0].code,), "progress": {}}
        plan = small_plan(code=f"plan{size}", milestones=milestones, **facts)
        with embedded.write() as store:
            import_plan(store, plan, PLANNER, NOW)
        return sqlite3.connect(embedded_url.removeprefix("sqlite:///"))

    return of


def steps(file: sqlite3.Connection, query: str, value: str) -> int:
    """What SQLite does to answer, in steps of its machine."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    file.set_progress_handler(count, 1)
    assert file.execute(query, (value,)).fetchone() is not None
    file.set_progress_handler(None, 1)
    return taken


def test_a_poll_takes_as_many_steps_for_a_large_plan(
    large: Callable[[int], sqlite3.Connection],
) -> None:
    taken = []
    for size in SIZES:
        with closing(large(size)) as file:
            taken.append(steps(file, NEWEST, f"plan{size}"))
    assert taken[0] == taken[1]


def test_a_poll_of_a_private_feed_does_too(
    embedded: Database, large: Callable[[int], sqlite3.Connection]
) -> None:
    taken = []
    for size in SIZES:
        with closing(large(size)) as file:
            with embedded.write() as store:
                made = subscribe(store, FeedScope(plan=f"plan{size}"), PLANNER, NOW, label="x")
            digest = token_digest(made.token)
            assert digest is not None
            taken.append(steps(file, SUBSCRIBED, digest))
    assert taken[0] == taken[1]


def test_without_the_newest_at_hand_it_would_not(
    large: Callable[[int], sqlite3.Connection],
) -> None:
    """The planted fault: a look at all that was ever told of the plan."""
    counted = NEWEST.replace("max(number)", "max(number + 0)")
    taken = []
    for size in SIZES:
        with closing(large(size)) as file:
            taken.append(steps(file, counted, f"plan{size}"))
    assert taken[1] > 9 * taken[0]

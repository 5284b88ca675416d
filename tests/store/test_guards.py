"""What is only added to is refused by the database itself, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.store import Database, guards, migrate
from app.store.tables import VERSIONED
from app.usecases.importing import import_plan
from tests.plans import NOW, PLANNER, small_plan

ADDED_TO = "rows are never changed or deleted"
ENDS_ONCE = "rows end once and are not changed"
FORBIDDEN = {
    **{f"DELETE FROM {table}": ADDED_TO for table in (*guards.ADDED_TO, *VERSIONED)},
    "UPDATE revisions SET author = 'nobody'": ADDED_TO,
    "UPDATE log SET entry = '{}'": ADDED_TO,
    "UPDATE updates SET note = 'never said'": ADDED_TO,
    "UPDATE news SET day = '2021-01-01'": ADDED_TO,
    "UPDATE publications SET cause = 'nothing'": ADDED_TO,
    "UPDATE baselines SET approved_by = 'nobody'": ADDED_TO,
    "UPDATE baseline_dates SET finish = NULL": ADDED_TO,
    "UPDATE milestones SET duration = 99": ENDS_ONCE,
    "UPDATE milestones SET duration = 99, until = 2": ENDS_ONCE,
    "UPDATE links SET since = 1": ENDS_ONCE,
    "UPDATE calendars SET until = NULL": ENDS_ONCE,
    "UPDATE headers SET title = 'another'": ENDS_ONCE,
}


@pytest.fixture
def told(database: Database) -> Database:
    with database.write() as store:
        import_plan(store, small_plan(), PLANNER, NOW, baseline="seed")
    return database


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_history_is_not_rewritten(told: Database, statement: str) -> None:
    with (
        told._engine.begin() as connection,
        pytest.raises(IntegrityError, match=FORBIDDEN[statement]),
    ):
        connection.execute(text(statement))


def test_without_its_guard_a_table_is_rewritten(told: Database) -> None:
    """The planted fault: what refuses above is the guard and nothing else."""
    with told._engine.connect() as connection, connection.begin() as attempt:
        guards.take_down(connection)
        for statement in ("UPDATE updates SET note = 'never said'", "DELETE FROM publications"):
            assert connection.execute(text(statement)).rowcount > 0
        attempt.rollback()


def test_a_guard_that_was_taken_down_is_put_up_at_the_next_start(url: str) -> None:
    database = Database(url)
    with database._engine.begin() as connection:
        there = guards.found(connection)
        guards.take_down(connection)
    migrate(url)
    with database._engine.connect() as connection:
        assert guards.found(connection) == there
        assert set(there.values()) == {*guards.ADDED_TO, *VERSIONED, *guards.COUNTED}
    database.close()

"""A service that does not own its tables can add to history and do nothing else to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError

from app.plan import Update
from app.store import Database, guards, migrate
from app.store.rights import rights
from app.store.tables import VERSIONED
from app.usecases.importing import import_plan
from app.usecases.keys import first_key, rotate_key
from app.usecases.report import report
from tests.databases import copied
from tests.plans import ECA, NOW, PLANNER, small_plan
from tests.postgresql import Server

ROLE = "imrf service"
DENIED = (
    *(f"DELETE FROM {table}" for table in (*guards.ADDED_TO, *VERSIONED)),
    *(f"TRUNCATE {table}" for table in guards.ADDED_TO),
    "UPDATE log SET entry = '{}'",
    "UPDATE revisions SET author = 'nobody'",
    "UPDATE updates SET note = 'never said'",
    "UPDATE milestones SET duration = 99",
    "DELETE FROM keys",
    "DELETE FROM plans",
    "DROP TRIGGER guard_log_update ON log",
    "ALTER TABLE log DISABLE TRIGGER ALL",
    "DROP TABLE log",
    "SET session_replication_role = replica",
)


@pytest.fixture(scope="session")
def role(server: Server) -> str:
    server.execute(f'CREATE ROLE "{ROLE}" LOGIN')
    return ROLE


@pytest.fixture
def serving(server: Server, role: str, tmp_path: Path) -> Iterator[Database]:
    """The database as the service has it, with the plan of the other tests."""
    with copied(server.url("pattern"), tmp_path) as owners:
        name = make_url(owners).database or ""
        for statement in rights(role):
            server.execute(statement, name)
        url = server.url(name, user=role.replace(" ", "%20"))
        migrate(url)
        database = Database(url)
        with database.write() as store:
            import_plan(store, small_plan(), PLANNER, NOW, baseline="seed")
        yield database
        database.close()


def test_it_does_all_that_a_service_does(serving: Database) -> None:
    with serving.write() as store:
        key = first_key(store, NOW)
        assert key is not None
        assert rotate_key(store, key.key.id, NOW).key.replaces == key.key.id
        report(store, "small", [Update(milestone="review", note="on its way")], ECA, NOW)
        store.answers.forget(NOW)


@pytest.mark.parametrize("statement", DENIED)
def test_it_cannot_change_history(serving: Database, statement: str) -> None:
    with (
        serving._engine.begin() as connection,
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
    ):
        connection.execute(text(statement))

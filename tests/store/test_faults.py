"""What a disk or a server does to a write, told as what the writer can do about it."""

from contextlib import closing

import pytest
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from app.errors import PlannerError
from app.plan import Role
from app.store import Busy, Database, Full, Key, Unavailable
from app.usecases.importing import import_plan
from tests.databases import execute
from tests.plans import NOW, PLANNER, small_plan

ON_A_SERVER = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


def write(database: Database) -> None:
    label = "x" * 100_000
    with database.write() as store:
        store.keys.add(
            "digest", Key(id=0, role=Role.VIEWER, agency="", label=label, created_at=NOW)
        )


def refusal(database: Database) -> type[PlannerError]:
    """Why nothing was kept; what is there is read as before."""
    with pytest.raises(PlannerError) as refused:
        write(database)
    with database.read() as store:
        assert store.keys.every() == ()
    return refused.type


def with_pragma(database: Database, pragma: str) -> Database:
    @event.listens_for(database._engine, "checkout")
    def settle(connection: object, *_: object) -> None:
        connection.execute(f"PRAGMA {pragma}").close()  # type: ignore[attr-defined]

    return database


def test_a_full_disk(embedded: Database) -> None:
    assert refusal(with_pragma(embedded, "max_page_count = 1")) is Full


def test_a_file_that_may_only_be_read(embedded: Database) -> None:
    assert refusal(with_pragma(embedded, "query_only = ON")) is Unavailable


@ON_A_SERVER
def test_a_server_that_only_reads(url: str) -> None:
    name = make_url(url).database
    execute(url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with closing(Database(url)) as database:
        assert refusal(database) is Unavailable


@ON_A_SERVER
def test_a_server_that_hangs_up(url: str, database: Database) -> None:
    def write_and_be_cut_off() -> None:
        with database.write() as store:
            store.keys.every()
            name = make_url(url).database
            who = f"FROM pg_stat_activity WHERE datname = '{name}'"
            execute(url, f"SELECT pg_terminate_backend(pid) {who}")
            store.keys.every()

    with pytest.raises(Unavailable):
        write_and_be_cut_off()
    write(database)


@ON_A_SERVER
def test_a_server_that_is_not_there(url: str) -> None:
    nowhere = make_url(url).set(query={"host": "/nowhere"})
    with closing(Database(nowhere.render_as_string())) as database, pytest.raises(Unavailable):
        write(database)


def test_a_writer_does_not_wait_for_ever(url: str, database: Database) -> None:
    with database.write() as store:
        import_plan(store, small_plan(), PLANNER, NOW)

    def hold(database: Database) -> None:
        with database.write() as store:
            store.hold("small")

    with closing(Database(url, patience=0.1)) as other, database.write() as store:
        store.hold("small")
        with pytest.raises(Busy):
            hold(other)


def test_what_is_the_programs_own_fault_is_told_as_such(database: Database) -> None:
    with pytest.raises(DBAPIError), database.write() as store:
        store._session.connection().exec_driver_sql("SELECT nothing FROM nowhere")

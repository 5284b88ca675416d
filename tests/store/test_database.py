import sqlite3
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.errors import NotFound
from app.plan import Role
from app.store import Busy, Database, Key
from tests.plans import NOW


def a_key(label: str) -> Key:
    return Key(id=0, role=Role.VIEWER, agency="", label=label, created_at=NOW)


def labels(database: Database) -> list[str]:
    with database.read() as store:
        return [key.label for key in store.keys.every()]


def test_a_connection_keeps_what_it_acknowledged(embedded: Database) -> None:
    with embedded._engine.connect() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = {each: connection.execute(text(f"PRAGMA {each}")).scalar() for each in asked}
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


def test_an_error_in_the_block_undoes_all_of_it(database: Database) -> None:
    def write() -> None:
        with database.write() as store:
            store.keys.add("digest", a_key("first"))
            store.hold("no such plan")

    with pytest.raises(NotFound):
        write()
    assert labels(database) == []


def test_a_commit_that_fails_is_raised(database: Database) -> None:
    """A deferred foreign key is checked by the commit itself, after the block has ended well."""
    with database._engine.begin() as connection:
        connection.execute(text("CREATE TABLE parents (id INTEGER PRIMARY KEY)"))
        reference = "REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED"
        connection.execute(text(f"CREATE TABLE children (parent INTEGER {reference})"))
    ended = []

    def write() -> None:
        with database.write() as store:
            store.keys.add("digest", a_key("first"))
            store._session.connection().execute(text("INSERT INTO children VALUES (7)"))
            ended.append("the block")

    with pytest.raises(IntegrityError):
        write()
    assert ended == ["the block"]
    assert labels(database) == []


def test_writers_take_turns(embedded: Database) -> None:
    """Each reads before it writes: with a deferred transaction the second would be refused."""

    def write(number: int) -> None:
        with embedded.write() as store:
            store.keys.add(f"digest {number}", a_key(f"{len(store.keys.every())}"))

    threads = [Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert labels(embedded) == [str(number) for number in range(20)]


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    with database.read() as store:
        before = store.keys.every()
        with database.write() as writer:
            writer.keys.add("digest", a_key("meanwhile"))
        assert store.keys.every() == before
    assert labels(database) == ["meanwhile"]


def test_who_waits_too_long_in_this_process_is_told_that_it_is_busy(embedded_url: str) -> None:
    database = Database(embedded_url, patience=0.05)
    entered, done = Event(), Event()

    def occupy() -> None:
        with database.write():
            entered.set()
            done.wait()

    holder = Thread(target=occupy)
    holder.start()
    entered.wait()
    with pytest.raises(Busy), database.write():
        pass
    done.set()
    holder.join()
    database.close()


def test_who_waits_too_long_for_another_process_is_told_that_it_is_busy(
    embedded_url: str, tmp_path: Path
) -> None:
    database = Database(embedded_url, patience=0.05)
    other = sqlite3.connect(tmp_path / "plans.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy), database.write():
        pass
    other.close()
    database.close()


def test_too_many_readers_are_told_that_it_is_busy(url: str) -> None:
    database = Database(url, connections=1, patience=0.05)
    with database.read() as store:
        store.keys.every()
        with pytest.raises(Busy), database.read() as second:
            second.keys.every()
    database.close()


def test_errors_print_no_values(database: Database) -> None:
    def write() -> None:
        with database.write() as store:
            store.keys.add("canary-digest", a_key("first"))
            store.keys.add("canary-digest", a_key("second"))

    with pytest.raises(IntegrityError) as caught:
        write()
    assert "canary" not in str(caught.value)


def test_instants_come_back_aware_in_utc(database: Database) -> None:
    with database.write() as store:
        store.keys.add("digest", a_key("first"))
    with database.read() as store:
        assert [key.created_at for key in store.keys.every()] == [NOW]
        assert store.keys.every()[0].created_at.tzinfo is not None


def test_what_is_tried_is_not_kept(database: Database) -> None:
    with database.write() as store:
        with store.trying():
            store.keys.add("tried", a_key("tried"))
            assert [key.label for key in store.keys.every()] == ["tried"]
        store.keys.add("kept", a_key("kept"))
    assert labels(database) == ["kept"]

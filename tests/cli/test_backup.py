"""A copy of the database, taken while it is written to, brings all of it back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.cli.configured import settings_now
from app.store import Database
from tests.cli.terminals import Said, imrf
from tests.databases import rows


@pytest.fixture(autouse=True)
def _embedded(folder: Path, embedded_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server's database is copied by the server's own programs."""
    monkeypatch.delenv("IMRF_DATABASE_URL", raising=False)


def test_a_backup_brings_every_row_back() -> None:
    imrf("seed")
    before = rows(settings_now().database_url)
    assert imrf("backup", "copy.db").out.startswith("copy.db holds the database, ")
    imrf("replay")
    assert rows(settings_now().database_url) != before
    for path in Path("var").iterdir():
        path.unlink()
    assert imrf("restore", "copy.db") == Said(0, "The database is as copy.db holds it.\n", "")
    assert rows(settings_now().database_url) == before
    assert imrf("verify").code == 0


def test_a_backup_while_others_write_is_whole() -> None:
    """A plain copy of the file would leave out what stands in its journal."""
    imrf("seed")
    with closing(Database(settings_now().database_url)) as database, database.write() as store:
        store.hold("imrf-2022")
        assert imrf("backup", "copy.db").code == 0
    assert rows("sqlite:///copy.db") == rows(settings_now().database_url)


def test_nothing_is_written_over() -> None:
    imrf("seed")
    Path("copy.db").touch()
    assert imrf("backup", "copy.db") == Said(2, "", "copy.db: is there already\n")
    Path("copy.db").unlink()
    imrf("backup", "copy.db")
    said = "var/imrf.db: is there already: move it away first\n"
    assert imrf("restore", "copy.db") == Said(2, "", said)


def test_what_is_no_copy_is_not_brought_back() -> None:
    assert imrf("restore", "none.db") == Said(1, "", "file: there is no file 'none.db'\n")
    Path("text.db").write_text("no database" * 1_000)
    with closing(sqlite3.connect("other.db")) as other:
        other.execute("CREATE TABLE plans (id INTEGER)")
    for name in ("text.db", "other.db"):
        said = f"{name}: is no whole copy of a database of plans\n"
        assert imrf("restore", name) == Said(2, "", said)
    assert not Path("var/imrf.db").exists()


def test_there_has_to_be_a_database() -> None:
    said = "database: there is no database 'var/imrf.db'\n"
    assert imrf("backup", "copy.db") == Said(1, "", said)


def test_a_server_copies_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMRF_DATABASE_URL", "postgresql+psycopg://imrf@/plans?host=/nowhere")
    asked = "copy it with pg_dump --format=custom, and bring it back with pg_restore"
    assert imrf("backup", "copy.db") == Said(2, "", f"database: is a server's: {asked}\n")

"""The databases of the tests: SQLite files, or all of them on a PostgreSQL server of their own.

IMRF_TEST_ENGINE says on which engine a run is; SQLite without it. A test asks by its fixtures: for
both engines, one after the other in every run (``engine``, ``url``); for that of the run
(``patterns``, ``chosen_url``); for SQLite's file, because it is about it (``embedded_url``,
``embedded_folder``); for a server of PostgreSQL, likewise (``server``, ``own_server``). It connects
to nothing else: what did would run on one engine alone, and nobody would have said so.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import psycopg
from sqlalchemy import Engine, Table, create_engine, event
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.pool import NullPool

from app.store.tables import METADATA
from tests.postgresql import programs

CHOSEN = "IMRF_TEST_ENGINE"
ENGINE = os.environ.get(CHOSEN, "sqlite")
ENGINES = ("sqlite", "postgresql")
Patterns: TypeAlias = Callable[[str], str]
"""Where an empty database of this release stands, by its engine; to be copied."""
assert ENGINE in ENGINES, f"{CHOSEN} is one of {', '.join(ENGINES)}"
ASKING = {
    "engine": {*ENGINES},
    "patterns": {ENGINE},
    "pattern": {"sqlite"},
    "embedded_folder": {"sqlite"},
    "server": {"postgresql"},
    "own_server": {"postgresql"},
}
"""The fixtures by which a test asks for databases, and the engines that it may then connect to."""


def asked(fixtures: Collection[str]) -> set[str]:
    """The engines that a test with these fixtures may connect to."""
    return set().union(*(ASKING[name] for name in fixtures if name in ASKING))


def repeated(fixtures: Collection[str]) -> bool:
    """Whether a run on another engine asks something new of a test with these fixtures."""
    return {*fixtures} & {*ASKING} == {"patterns"}


@contextmanager
def connected() -> Iterator[set[str]]:
    """The engines to which this process connects meanwhile."""
    found = set[str]()

    def note(dialect: Dialect, *_: Any) -> None:
        found.add(dialect.name)

    event.listen(Engine, "do_connect", note)
    try:
        yield found
    finally:
        event.remove(Engine, "do_connect", note)


@contextmanager
def copied(url: str, folder: Path) -> Iterator[str]:
    """The database at ``url`` once more, gone at the end. Nobody may be connected to it.

    ``folder`` is where a file may stand; it gives a served database its name.
    """
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        assert place.database
        yield f"sqlite:///{shutil.copy(place.database, folder / 'plans.db')}"
        return
    name = f"test_{sha256(str(folder).encode()).hexdigest()[:16]}"
    execute(url, f"CREATE DATABASE {name} TEMPLATE {place.database} STRATEGY FILE_COPY")
    try:
        yield place.set(database=name).render_as_string(hide_password=False)
    finally:
        execute(url, f"DROP DATABASE {name} WITH (FORCE)")


def execute(url: str, statement: str) -> None:
    """Have the server at ``url`` do something that is about no database in particular."""
    place = make_url(url).set(drivername="postgresql", database="postgres")
    with psycopg.connect(place.render_as_string(hide_password=False), autocommit=True) as server:
        server.execute(statement.encode())


def rows(url: str) -> list[str]:
    """Everything that is stored, but for when keys were last used.

    As the driver has it: a statement compiled anew for each look would cost most of it.
    """
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return [
            f"{table.name}: {tuple(row)}"
            for table in METADATA.sorted_tables
            if table.name != "key_uses"
            for row in connection.exec_driver_sql(_every_row(table))
        ]


def _every_row(table: Table) -> str:
    key = ", ".join(f'"{column.name}"' for column in table.primary_key)
    return f'SELECT * FROM "{table.name}" ORDER BY {key}'


def kept(url: str, folder: Path) -> list[bytes]:
    """The bytes of the database at ``url``, with its journals, and of a backup of it."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        file, copy = Path(str(place.database)), folder / "backup.db"
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return [path.read_bytes() for path in (*file.parent.glob(f"{file.name}*"), copy)]
    address = place.set(drivername="postgresql").render_as_string(hide_password=False)
    asked = [str(programs() / "pg_dump"), f"--dbname={address}"]
    return [subprocess.run(asked, capture_output=True, check=True).stdout]

"""The databases of the tests: SQLite files, or all of them on a PostgreSQL server of their own.

IMRF_TEST_ENGINE says on which engine a run is; SQLite without it. What is about both engines runs
on both in every run. What is about SQLite's file alone takes the fixture ``embedded_url``.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

import psycopg
from sqlalchemy import Table, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from app.store.tables import METADATA
from tests.postgresql import programs

CHOSEN = "IMRF_TEST_ENGINE"
ENGINE = os.environ.get(CHOSEN, "sqlite")
ENGINES = ("sqlite", "postgresql")
Patterns: TypeAlias = Callable[[str], str]
"""Where an empty database of this release stands, by its engine; to be copied."""
assert ENGINE in ENGINES, f"{CHOSEN} is one of {', '.join(ENGINES)}"


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

"""Whatever release a database was made by, the upgrade to this one loses no row and no value."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    create_engine,
    insert,
    select,
)
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeEngine, Uuid

from app.store.migrations import configuration, differences, migrate

pytestmark = pytest.mark.long

REVISIONS = [
    script.revision
    for script in ScriptDirectory.from_config(configuration("sqlite://")).walk_revisions()
]
NOW = datetime(2021, 5, 5, 9, 30, tzinfo=UTC)
RENAMED = {"answers": "given_answers"}
DROPPED = {"answers": {"holder"}}
"""Whose answer it is, its sender has told since."""
Rows = Mapping[str, Mapping[str, Any]]


VALUES: tuple[tuple[type[TypeEngine[Any]], Any], ...] = (
    (Boolean, True),
    (Integer, 1),
    (Float, 1),
    (DateTime, NOW),
    (Date, NOW.date()),
    (JSON, ["kept"]),
    (LargeBinary, b"kept"),
    (Uuid, UUID(int=1)),
)


def value(column: "Column[Any]") -> Any:
    """Something that the column takes; every key is 1, so that every reference holds."""
    if column.name in ("until", "archived_since"):
        return None
    known = (value for kind, value in VALUES if isinstance(column.type, kind))
    return next(known, None) or _text(column)


def _text(column: "Column[Any]") -> Any:
    length = getattr(column.type, "length", None)
    return "0" * length if length else f"the {column.name} that was kept"


def tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def fill(connection: Connection) -> None:
    """One row in every table."""
    for table in tables(connection):
        connection.execute(insert(table).values({each.name: value(each) for each in table.columns}))


def found(connection: Connection) -> Rows:
    """The row of every table that holds one."""
    read = ((each.name, connection.execute(select(each)).mappings()) for each in tables(connection))
    return {name: dict(row) for name, rows in read for row in rows}


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_upgrade_keeps_every_row(bare: str, revision: str) -> None:
    migrate(bare, to=revision)
    engine = create_engine(bare, poolclass=NullPool)
    with engine.begin() as connection:
        fill(connection)
    with engine.connect() as connection:
        before = found(connection)
    migrate(bare)
    with engine.connect() as connection:
        after = found(connection)
    assert differences(bare) == []
    for name, row in before.items():
        kept = {key: row[key] for key in row.keys() - DROPPED.get(name, set())}
        there = after[RENAMED.get(name, name)]
        assert {key: there.get(key) for key in kept} == kept

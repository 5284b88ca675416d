import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from app.store.errors import NewerSchema
from app.store.migrations import differences, migrate


def test_a_second_migration_changes_nothing(url: str) -> None:
    migrate(url)
    assert differences(url) == []


def test_a_schema_of_a_later_release_is_left_alone(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(NewerSchema, match="of a later release of the planner; run that one"):
        migrate(url)


def test_the_folder_of_a_new_database_is_made(embedded_folder: Path) -> None:
    url = f"sqlite:///{embedded_folder / 'var' / 'new' / 'plans.db'}"
    migrate(url)
    assert differences(url) == []


def test_every_constraint_can_be_named_by_a_later_migration(url: str) -> None:
    engine = create_engine(url)
    found = inspect(engine)
    unnamed = [
        (table, constraint["name"])
        for table in found.get_table_names()
        if table != "alembic_version"
        for constraint in (
            *found.get_foreign_keys(table),
            *found.get_unique_constraints(table),
            *found.get_check_constraints(table),
        )
        if not constraint["name"]
    ]
    engine.dispose()
    assert unnamed == []


def test_rows_that_refer_to_nothing_stop_a_migration(embedded_folder: Path) -> None:
    url = f"sqlite:///{embedded_folder / 'plans.db'}"
    migrate(url, to="0001")
    with sqlite3.connect(embedded_folder / "plans.db") as connection:
        connection.execute(
            "INSERT INTO revisions VALUES (7, 1, '2021-05-05', '2021-05-05', '', '', '', '', '')"
        )
    with pytest.raises(RuntimeError, match="refer to nothing"):
        migrate(url)
    with create_engine(url).connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).all() == [
            ("0001",)
        ]

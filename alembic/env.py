"""How a migration runs: in one transaction of an engine of its own.

SQLite changes a column by building the table anew, and dropping the old one would delete every row
that refers to it: foreign keys are off meanwhile (they can only be switched outside a transaction)
and all of them are checked before the end. The guards of what is only added to are down meanwhile,
inside the transaction, so that nobody sees a table without them.
"""

from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from alembic import context
from app.store import guards
from app.store.tables import METADATA

ONE_AT_A_TIME = 0x1A3F
"""The advisory lock under which PostgreSQL runs one migration at a time."""


def engine_of(url: str) -> Engine:
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _without_foreign_keys(engine)
    return engine


def _without_foreign_keys(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("busy_timeout = 30000", "synchronous = FULL", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def run(connection: Connection) -> None:
    embedded = connection.dialect.name == "sqlite"
    if not embedded:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=embedded,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        _migrate_unguarded(connection)
    if embedded:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"a migration left rows that refer to nothing: {broken[:5]}")


def _migrate_unguarded(connection: Connection) -> None:
    newest = set(ScriptDirectory.from_config(context.config).get_heads())
    if newest != set(context.get_context().get_current_heads()):
        guards.take_down(connection)
    context.run_migrations()
    if guards.missing(connection):
        guards.put_up(connection)


with engine_of(context.config.attributes["url"]).begin() as connection:
    run(connection)

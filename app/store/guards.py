"""What the database itself sees to: history is only added to, what changes beside it is counted.

A table that a release adds to ``ADDED_TO``, ``VERSIONED`` or ``COUNTED`` needs a migration (an
empty one will do): guards are put up at the end of each. Who may change the schema can take them
down again; that it was done is then told by the chain of the log.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

from app.store.tables import VERSIONED

ADDED_TO = ("revisions", "log", "updates", "publications", "news", "baselines", "baseline_dates")
"""Rows of these are never changed, never deleted."""
COUNTED = ("baselines", "scenarios")
"""What these hold of a plan changes without a revision: each change counts in ``plans.edition``."""
EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}
NEVER = "rows are never changed or deleted"

REFUSE = """
CREATE OR REPLACE FUNCTION imrf_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
END_ONCE = """
CREATE OR REPLACE FUNCTION imrf_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.until IS NULL AND NEW.until IS NOT NULL
        AND to_jsonb(NEW) - 'until' = to_jsonb(OLD) - 'until' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: rows end once and are not changed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
COUNT = """
CREATE OR REPLACE FUNCTION imrf_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE plans SET edition = edition + 1
        WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END;
    RETURN NULL;
END $$
"""


def put_up(connection: Connection) -> None:
    """Guard every table that is there; what guarded it before goes."""
    take_down(connection)
    if connection.dialect.name != "sqlite":
        for function in (REFUSE, END_ONCE, COUNT):
            connection.execute(text(function))
    for statement in _definitions(connection).values():
        connection.exec_driver_sql(statement)


def take_down(connection: Connection) -> None:
    """Leave every table unguarded: a migration may have to rewrite rows."""
    for name, table in found(connection).items():
        on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
        connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")


def missing(connection: Connection) -> set[str]:
    """The guards that should be there and are not."""
    return set(_definitions(connection)) - set(found(connection))


def found(connection: Connection) -> dict[str, str]:
    """The guards that are there, and the table that each guards."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid)"
        )
    rows = connection.execute(text(query))
    return {name: table for name, table in rows if name.startswith("guard_")}


def _definitions(connection: Connection) -> dict[str, str]:
    tables = set(inspect(connection).get_table_names())
    embedded = connection.dialect.name == "sqlite"
    made: dict[str, str] = {}
    for table in (*ADDED_TO, *VERSIONED):
        if table in tables:
            made.update(_embedded(connection, table) if embedded else _served(table))
    if "plans" in tables and "edition" in _columns(connection, "plans"):
        for table in tables.intersection(COUNTED):
            made.update(_counting(table, embedded=embedded))
    return made


def _embedded(connection: Connection, table: str) -> Iterator[tuple[str, str]]:
    allowed, rule = "", NEVER
    if table in VERSIONED:
        columns = _columns(connection, table)
        same = (f'OLD."{name}" IS NEW."{name}"' for name in columns if name != "until")
        ends = " AND ".join(("OLD.until IS NULL", "NEW.until IS NOT NULL", *same))
        allowed, rule = f" WHEN NOT ({ends})", "rows end once and are not changed"
    for event, condition, said in (("update", allowed, rule), ("delete", "", NEVER)):
        name, raised = f"guard_{table}_{event}", f"SELECT RAISE(ABORT, '{table}: {said}')"
        yield (
            name,
            f"CREATE TRIGGER {name} BEFORE {event} ON {table}{condition} BEGIN {raised}; END",
        )


def _served(table: str) -> Iterator[tuple[str, str]]:
    update = "imrf_ends_once" if table in VERSIONED else "imrf_only_added_to"
    for event, level, function in (
        ("update", "ROW", update),
        ("delete", "ROW", "imrf_only_added_to"),
        ("truncate", "STATEMENT", "imrf_only_added_to"),
    ):
        name = f"guard_{table}_{event}"
        yield (
            name,
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"FOR EACH {level} EXECUTE FUNCTION {function}()",
        )


def _counting(table: str, *, embedded: bool) -> Iterator[tuple[str, str]]:
    for event, row in EVENTS.items():
        name = f"guard_{table}_counts_{event}"
        counted = f"UPDATE plans SET edition = edition + 1 WHERE id = {row}.plan_id"
        does = f"BEGIN {counted}; END" if embedded else "EXECUTE FUNCTION imrf_counts()"
        yield name, f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {does}"


def _columns(connection: Connection, table: str) -> list[str]:
    return [column["name"] for column in inspect(connection).get_columns(table)]

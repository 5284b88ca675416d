"""What the service may do in PostgreSQL, where it is not the owner of its tables.

The owner migrates. A service under another role can then neither change what is only added to, nor
take down the guards that refuse it: the log is append-only by right as well as by trigger.
"""

from collections.abc import Iterator

from app.store.guards import ADDED_TO
from app.store.tables import METADATA, VERSIONED

ENDED = "SELECT, INSERT, UPDATE (until)"
"""Rows of the network end once."""
FORGETS = ("given_answers", "job_blocks", "jobs", "scenarios")
"""The only tables of which rows are deleted."""


def rights(role: str) -> Iterator[str]:
    """The statements by which the owner of the schema gives ``role`` its rights, and no others."""
    name = _quoted(role)
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}"
    yield f"GRANT SELECT ON alembic_version TO {name}"
    for table in sorted(METADATA.tables):
        yield f"GRANT {_granted(table)} ON {table} TO {name}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}"


def _quoted(name: str) -> str:
    """A name as PostgreSQL reads any name."""
    return '"' + name.replace('"', '""') + '"'


def _granted(table: str) -> str:
    if table in ADDED_TO:
        return "SELECT, INSERT"
    if table in VERSIONED:
        return ENDED
    return "SELECT, INSERT, UPDATE, DELETE" if table in FORGETS else "SELECT, INSERT, UPDATE"

"""What a driver says went wrong, as the few things that a caller can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.errors import PlannerError
from app.store.errors import Busy, Full, Unavailable

SQLITE: dict[int, type[PlannerError]] = {
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_FULL: Full,
    sqlite3.SQLITE_READONLY: Unavailable,
    sqlite3.SQLITE_IOERR: Unavailable,
    sqlite3.SQLITE_CANTOPEN: Unavailable,
}
"""By the primary code, the lowest byte."""
POSTGRESQL: dict[str, type[PlannerError]] = {
    "55P03": Busy,  # lock not available
    "40P01": Busy,  # deadlock
    "40001": Busy,  # serialization failure
    "53300": Busy,  # too many connections
    "53100": Full,  # disk full
    "25006": Unavailable,  # read-only transaction
    "57P01": Unavailable,  # the server shuts down
    "57P02": Unavailable,  # it crashed
    "57P03": Unavailable,  # it starts
}


@contextmanager
def told_apart() -> Iterator[None]:
    """Raise Busy, Full or Unavailable for what is none of the program's faults."""
    try:
        yield
    except PoolTimeout as error:
        raise Busy from error
    except DBAPIError as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise kind from error


def _kind(error: DBAPIError) -> type[PlannerError] | None:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state is None and type(cause).__name__ == "OperationalError":
        return Unavailable  # psycopg's, of a server that was not reached or hung up
    return POSTGRESQL.get(state or "")

"""One database: its engine, and one transaction per question or change."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlmodel import Session

from app.store.errors import Busy
from app.store.faults import told_apart
from app.store.memory import Memory
from app.store.polls import Polls
from app.store.store import Store

WRITES = "imrf_writes"
ONE_STATE = {"isolation_level": "REPEATABLE READ"}
"""PostgreSQL's readers would else see what others commit between two of their questions."""


class Database:
    """SQLite or PostgreSQL at ``url``, with ``connections`` for as many threads.

    ``patience`` is how many seconds a caller waits for its turn. Nothing is shared between two
    databases; one remembers ``memory`` of its answers, or fewer large ones.
    """

    def __init__(
        self, url: str, *, connections: int = 40, patience: float = 5.0, memory: int = 64
    ) -> None:
        self._patience = patience
        self._embedded = make_url(url).get_backend_name() == "sqlite"
        self._turn = Lock()
        self._memory = Memory(memory)
        self._engine = engine_of(url, connections=connections, patience=patience)
        self._reader = self._engine.execution_options(**({} if self._embedded else ONE_STATE))
        self._writer = self._engine.execution_options(**{WRITES: True})
        self.polls = Polls(self._engine)

    @contextmanager
    def read(self, *, private: bool = True) -> Iterator[Store]:
        """A store that sees one state of the plans and changes nothing.

        Unless it may see ``private`` plans, there are none for it.
        """
        with told_apart(), Session(self._reader) as session, session.begin():
            yield Store(session, self._memory, private=private)

    @contextmanager
    def write(self) -> Iterator[Store]:
        """One transaction: committed at the end of the block, or undone by any error in it.

        An error of the commit itself is raised to the caller, so that nobody is told of a change
        that was not kept.
        """
        with (
            self._in_turn(),
            told_apart(),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            session.connection()  # begins at once, not at the first statement
            yield Store(session, self._memory, writes=True)

    def close(self) -> None:
        self.polls.close()
        self._engine.dispose()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """SQLite has one writer at a time: threads queue here rather than in its busy loop."""
        if not self._embedded:
            yield
        elif self._turn.acquire(timeout=self._patience):
            try:
                yield
            finally:
                self._turn.release()
        else:
            raise Busy


def engine_of(url: str, *, connections: int, patience: float) -> Engine:
    """An engine whose errors print no values, with the settings that keep a promise of SQLite's."""
    embedded = make_url(url).get_backend_name() == "sqlite"
    engine = create_engine(
        url,
        connect_args={} if embedded else _patient(patience),
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=patience,
        pool_pre_ping=not embedded,
    )
    if embedded:
        _settle_sqlite(engine, patience)
    else:
        _tell_no_values(engine)
    return engine


def _patient(seconds: float) -> dict[str, Any]:
    """PostgreSQL would wait for ever: for a row that is held, or a server that is gone."""
    locks = f"-c lock_timeout={int(seconds * 1000)}"
    return {"options": locks, "connect_timeout": max(2, int(seconds))}


def _tell_no_values(engine: Engine) -> None:
    """PostgreSQL adds the row that it refuses to what it says of it."""

    @event.listens_for(engine, "handle_error")
    def shorten(context: ExceptionContext) -> None:
        said = getattr(getattr(context.original_exception, "diag", None), "message_primary", None)
        if said:
            context.original_exception.args = (said,)
            told = context.sqlalchemy_exception
            if told is not None:
                kind = type(context.original_exception).__name__
                told.args = (f"(psycopg.{kind}) {said}",)


def _settle_sqlite(engine: Engine, patience: float) -> None:
    """Transactions begin where SQLAlchemy says so (not at the first write), writers at once."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {int(patience * 1000)}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

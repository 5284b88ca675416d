"""Faults that the proofs must notice. Python runs this as it starts; PLANTED_FAULT names one.

Each is a way in which such a service is often written.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from typing import Any

SECONDS = 0.3


def answers_before_it_has_committed() -> None:
    """What a session dependency does that commits when the answer has left."""
    from sqlmodel import Session

    from app.store.database import Database
    from app.store.store import Store

    @contextmanager
    def write(self: Database) -> Iterator[Store]:
        self._turn.acquire()
        session = Session(self._writer, expire_on_commit=False)
        try:
            session.connection()
            yield Store(session, self._memory, writes=True)
        except BaseException:
            session.close()
            self._turn.release()
            raise
        Thread(target=commit, args=(self, session)).start()

    def commit(database: Database, session: Session) -> None:
        time.sleep(SECONDS)
        session.commit()
        session.close()
        database._turn.release()

    Database.write = write  # type: ignore[method-assign]


def syncs_now_and_then() -> None:
    """The setting that is recommended for SQLite under a web service."""
    from sqlalchemy import event

    from app.store import database

    made = database.engine_of

    def engine_of(url: str, **settings: Any) -> Any:
        engine = made(url, **settings)

        @event.listens_for(engine, "checkout")
        def settle(connection: Any, *_: object) -> None:
            connection.execute("PRAGMA synchronous = NORMAL").close()

        return engine

    database.engine_of = engine_of


def checks_what_it_read_before() -> None:
    """A plan that is read before its row is held, or kept a little while in a cache."""
    from app.store import changes

    held_now, known = changes.hold, dict[str, tuple[float, Any]]()

    def hold(session: Any, code: str) -> Any:
        held = held_now(session, code)
        since, before = known.setdefault(code, (time.monotonic(), held))
        if time.monotonic() - since > SECONDS:
            del known[code]
        return replace(held, plan=before.plan, network=before.network)

    changes.hold = hold


def asks_for_no_revision() -> None:
    """The last writer wins."""
    from app.usecases import accepting

    def check_expected(*_: object) -> None:
        pass

    vars(accepting)["check_expected"] = check_expected


FAULTS: dict[str, Callable[[], None]] = {
    each.__name__: each
    for each in (
        answers_before_it_has_committed,
        syncs_now_and_then,
        checks_what_it_read_before,
        asks_for_no_revision,
    )
}

if "PLANTED_FAULT" in os.environ and "app" not in sys.modules:
    FAULTS[os.environ["PLANTED_FAULT"]]()

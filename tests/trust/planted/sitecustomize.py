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
        return replace(held, plan=before.plan, rows=before.rows)

    changes.hold = hold


def asks_for_no_revision() -> None:
    """The last writer wins."""
    from app.usecases import accepting

    def check_expected(*_: object) -> None:
        pass

    vars(accepting)["check_expected"] = check_expected


def keeps_its_log_apart() -> None:
    """A log that is written after the change, in a transaction of its own."""
    from app.store import log

    append = log.append

    def append_apart(session: Any, *entry: Any) -> None:
        session.connection().exec_driver_sql("COMMIT")
        time.sleep(SECONDS)
        session.connection().exec_driver_sql("BEGIN IMMEDIATE")
        append(session, *entry)

    vars(log)["append"] = append_apart


def looks_for_no_cycle() -> None:
    """A check that is left to the page that draws the plan."""
    from app.documents import checks
    from app.errors import Refused
    from app.usecases import accepting

    vars(checks)["_network"] = lambda *_: None
    schedule = vars(accepting)["reading_of"]

    def reading_of(plan: Any, point: Any, data_date: Any) -> Any:
        try:
            return schedule(plan, point, data_date)
        except Refused:
            return schedule(replace(plan, links=()), point, data_date)

    vars(accepting)["reading_of"] = reading_of


def has_no_guards() -> None:
    """A log that is append-only because nobody has written an UPDATE yet."""
    from app.store import guards

    vars(guards).update(ADDED_TO=(), VERSIONED=())


def chains_nothing() -> None:
    """Digests of entries, each by itself."""
    from app.store import chain, log
    from app.usecases import verify

    digest = chain.digest_of

    def digest_of(_previous: str, text: str) -> str:
        return digest(chain.FIRST, text)

    for module in (chain, log, verify):
        vars(module)["digest_of"] = digest_of


def knows_no_owners() -> None:
    """Whoever may report, may report on anything."""
    from app.usecases import speakers

    speakers._not_theirs = lambda *_: iter(())


def knows_no_roles() -> None:
    """Whoever has a key is let in."""
    from app.plan import Role
    from app.usecases import accepting, report

    for module in (accepting, report):
        vars(module)["PLANNERS"] = frozenset(Role)


def has_a_route_of_its_own() -> None:
    """One more route, of which no table knows who may use it."""
    from app.api import health

    health.router.get("/debug")(lambda: {"debug": True})


def keeps_secrets() -> None:
    """A key that is stored as it was sent."""
    from app.usecases import keys, subscribing

    for module in (keys, subscribing):
        vars(module)["digest_of"] = lambda secret: secret


def logs_what_it_is_sent() -> None:
    """An access log with headers and addresses."""
    from app.api.limiting import LimitedRequests
    from app.feeds.routes import Feeds

    for door in (LimitedRequests, Feeds):
        _log_calls(door)


def _log_calls(door: Any) -> None:
    from app.feeds.rendering import LOG

    answer = door.__call__

    async def call(self: Any, scope: Any, receive: Any, send: Any) -> None:
        LOG.warning("%s %s", scope.get("path"), scope.get("headers"))
        await answer(self, scope, receive, send)

    door.__call__ = call


def remembers_who_was_let_in() -> None:
    """A cache that saves one read of a key, or of a private feed, per request."""
    from app.api import access
    from app.store.polls import Polls

    known: dict[str, Any] = {}
    find, subscribed = vars(access)["author_of"], Polls.subscribed

    def author_of(store: Any, secret: str, now: Any) -> Any:
        if secret not in known:
            known[secret] = find(store, secret, now)
        return known[secret]

    async def remembered(self: Any, digest: str, now: Any) -> Any:
        if digest not in known:
            known[digest] = await subscribed(self, digest, now)
        return known[digest]

    vars(access)["author_of"] = author_of
    Polls.subscribed = remembered  # type: ignore[method-assign]


def answers_a_second_try() -> None:
    """A header that is read and not kept to."""
    from app.api import once

    vars(once)["answer_once"] = lambda *asked: (asked[-1](), False)


def looks_before_it_claims() -> None:
    """A cache of answers: looked into first, filled when the answer is there."""
    from app.api.once import Writing

    once, known = Writing.once, dict[str, Any]()

    def remembered(self: Any, act: Any, *, preview: bool = False) -> Any:
        if self.name is None:
            return once(self, act, preview=preview)
        if self.request not in known:
            known[self.request] = once(replace(self, name=None), act, preview=preview)
        return known[self.request]

    Writing.once = remembered  # type: ignore[method-assign]


def echoes_what_it_refuses() -> None:
    """FastAPI's own answer to what it cannot read: it repeats the input."""
    from fastapi import FastAPI
    from fastapi.exception_handlers import request_validation_exception_handler
    from fastapi.exceptions import RequestValidationError

    from app.api import handlers

    handle = handlers.handle_problems

    def handle_problems(app: FastAPI) -> None:
        handle(app)
        app.exception_handlers[RequestValidationError] = request_validation_exception_handler

    handlers.handle_problems = handle_problems


def mends_what_it_is_sent() -> None:
    """Texts that are tidied up on the way in."""
    from app.documents import fields

    worded = fields._worded

    def mended(value: object, *rules: Any) -> str:
        return worded(value.replace("\u202e", "") if isinstance(value, str) else value, *rules)

    vars(fields)["_worded"] = mended


def stumbles_over_what_it_accepted() -> None:
    """An answer that breaks only where a plan is there, and what was reported on it is sound."""
    from app.usecases import report

    accept = vars(report)["report"]

    def accepted(*said: Any, **how: Any) -> None:
        raise LookupError(accept(*said, **how))

    vars(report)["report"] = accepted


def repeats_names_in_a_header() -> None:
    """A reason for people who look at headers, in whatever letters was asked."""
    from app.api import handlers

    tell = vars(handlers)["problem"]

    def problem(kind: Any, detail: str = "", **more: Any) -> Any:
        headers = {**(more.pop("headers", None) or {}), "X-Reason": detail}
        return tell(kind, detail, headers=headers, **more)

    vars(handlers)["problem"] = problem


def holds_the_database_before_its_turn() -> None:
    """A session that is opened by a dependency, and used by an endpoint that waits for a thread."""
    from app.api import access
    from app.store.database import Database

    ask, turn, held = access.Door.author, Database._in_turn, list[bool]()

    def author(self: Any) -> Any:
        self.database._turn.acquire()
        held.append(True)
        return ask(self)

    @contextmanager
    def in_turn(self: Any) -> Iterator[None]:
        if not held:
            with turn(self):
                yield
            return
        try:
            yield
        finally:
            held.pop()
            self._turn.release()

    access.Door.author = author  # type: ignore[method-assign]
    Database._in_turn = in_turn  # type: ignore[method-assign]


FAULTS: dict[str, Callable[[], None]] = {
    name: planted
    for name, planted in list(globals().items())
    if callable(planted)
    and getattr(planted, "__module__", "") == __name__
    and not name.startswith("_")
}

if "PLANTED_FAULT" in os.environ and "app" not in sys.modules:
    FAULTS[os.environ["PLANTED_FAULT"]]()

"""What an unchanged calendar costs: one indexed read, no session, nothing that waits."""

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

if TYPE_CHECKING:
    from psycopg import AsyncConnection

PATIENCE_EMBEDDED = 0.05
PATIENCE_SERVED = 2.0
NAMED = "told.number, told.last_modified, heard.number, heard.last_modified"
TOLD = """
LEFT JOIN publications AS told ON told.plan_id = plans.id AND told.number =
  (SELECT max(number) FROM publications WHERE plan_id = plans.id)
LEFT JOIN news AS heard ON heard.plan_id = plans.id AND heard.number =
  (SELECT max(number) FROM news WHERE plan_id = plans.id)
"""
NEWEST = f"""
SELECT {NAMED} FROM plans {TOLD}
WHERE plans.code = ? AND NOT plans.private LIMIT 1
"""
SUBSCRIBED = f"""
SELECT {NAMED}, given.id, plans.code, given.kind, given.names, given.silence_days,
  given.revoked_at
FROM subscriptions AS given JOIN plans ON plans.id = given.plan_id {TOLD}
WHERE given.digest = ? LIMIT 1
"""
HIDDEN = f"""
SELECT {NAMED},
  (SELECT max(recorded_at) FROM revisions
    WHERE plan_id = plans.id AND kind IN ('import', 'public')),
  (SELECT max(recorded_at) FROM revisions WHERE plan_id = plans.id AND kind = 'private')
FROM plans {TOLD} WHERE plans.code = ? AND plans.private LIMIT 1
"""
STANDS = """
SELECT revisions.number, log.digest, plans.edition FROM plans
JOIN revisions ON revisions.plan_id = plans.id
LEFT JOIN log ON log.plan_id = plans.id AND log.revision = revisions.number
WHERE plans.code = ? AND NOT plans.private ORDER BY revisions.number DESC LIMIT 1
"""

Found = Sequence[Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """A plan's newest publication: its number and its time; 0 and None before the first."""

    number: int
    modified: datetime | None

    def beside(self, other: "Latest") -> "Latest":
        """What grows, in number and time, with each of the two."""
        times = [each.modified for each in (self, other) if each.modified]
        return Latest(number=self.number + other.number, modified=max(times, default=None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """What was told of a plan last, and what was heard of any of its milestones last."""

    told: Latest
    heard: Latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """What names the present state of a plan: revision, the digest of its log, edition."""

    revision: int
    digest: str
    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed:
    """What a private feed shows, and the newest publication of its plan."""

    id: int
    plan: str
    kind: str
    names: tuple[str, ...]
    silence_days: int | None
    revoked_at: datetime | None
    newest: Newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A plan that was public from ``shown_at`` until it was made private ``at``."""

    shown_at: datetime
    at: datetime
    newest: Newest


class Polls:
    """Answers polls of the database behind ``engine``, beside its sessions.

    An embedded database is read where the question stands: that takes less than asking another
    thread would. A server is asked over a connection that the event loop waits for.
    """

    def __init__(self, engine: Engine) -> None:
        embedded = engine.dialect.name == "sqlite" and engine.url.database
        self._reader = Embedded(Path(embedded)) if embedded else Served(engine)
        self._uses: dict[int, datetime] = {}

    async def newest(self, plan: str) -> Newest | None:
        """The newest publication and news of ``plan``; None when there is no such plan."""
        found = await self._reader.row(NEWEST, plan)
        return None if found is None else _newest(found)

    async def hidden(self, plan: str) -> Hidden | None:
        """Since when ``plan`` is private; None when it is not, or there is no such plan."""
        found = await self._reader.row(HIDDEN, plan)
        shown_at, at = map(_instant, found[4:]) if found else (None, None)
        if not found or shown_at is None or at is None:
            return None
        return Hidden(shown_at=shown_at, at=at, newest=_newest(found))

    async def stands(self, plan: str) -> Stands | None:
        """How ``plan`` stands now; None when there is none that everybody sees."""
        found = await self._reader.row(STANDS, plan)
        if found is None:
            return None
        return Stands(revision=found[0], digest=found[1] or "", edition=found[2])

    async def subscribed(self, digest: str, now: datetime) -> Subscribed | None:
        """The private feed whose address has ``digest``; that it was used is kept in mind."""
        found = await self._reader.row(SUBSCRIBED, digest)
        if found is None:
            return None
        number, plan, kind, names, silence_days, revoked_at = found[4:]
        self._uses[number] = now
        return Subscribed(
            id=number,
            plan=plan,
            kind=kind,
            names=tuple(json.loads(names) if isinstance(names, str) else names),
            silence_days=silence_days,
            revoked_at=_instant(revoked_at),
            newest=_newest(found),
        )

    def take_uses(self) -> dict[int, datetime]:
        """When each private feed was last asked for, since this was asked before."""
        taken, self._uses = self._uses, {}
        return taken

    def close(self) -> None:
        """Leave the database."""
        self._reader.close()


class Embedded:
    """Reads an SQLite file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None

    async def row(self, query: str, value: str) -> Found:
        if self._connection is None:
            self._connection = sqlite3.connect(
                self._file.absolute().as_uri() + "?mode=ro",
                uri=True,
                timeout=PATIENCE_EMBEDDED,
                isolation_level=None,
                check_same_thread=False,
            )
        found: Found = self._connection.execute(query, (value,)).fetchone()
        return found

    def close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None


class Served:
    """Reads a PostgreSQL server over one connection, made again when it breaks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: AsyncConnection[Any] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def row(self, query: str, value: str) -> Found:
        if "\0" in value:
            return None  # PostgreSQL takes no such text, not even to look for it
        query = query.replace("?", "%s")
        async with asyncio.timeout(PATIENCE_SERVED):
            if self._connection is not None and self._loop is asyncio.get_running_loop():
                try:
                    return await self._read(self._connection, query, value)
                except self._engine.dialect.loaded_dbapi.OperationalError:
                    pass  # the server may have been started anew meanwhile
            return await self._read(await self._connect(), query, value)

    async def _read(self, connection: "AsyncConnection[Any]", query: str, value: str) -> Found:
        try:
            cursor = await connection.execute(query.encode(), (value,))
            return await cursor.fetchone()
        except BaseException:
            self.close()
            raise

    async def _connect(self) -> "AsyncConnection[Any]":
        from psycopg import AsyncConnection  # noqa: PLC0415 - only where a server is used

        self.close()
        where, how = self._engine.dialect.create_connect_args(self._engine.url)
        self._loop = asyncio.get_running_loop()
        made: AsyncConnection[Any] = await AsyncConnection.connect(*where, **how, autocommit=True)
        self._connection = made
        return made

    def close(self) -> None:
        if self._connection:
            self._connection.pgconn.finish()
            self._connection = None


def _newest(found: Sequence[Any]) -> Newest:
    return Newest(told=_latest(*found[:2]), heard=_latest(*found[2:4]))


def _latest(number: int | None, modified: Any) -> Latest:
    return Latest(number=number or 0, modified=_instant(modified))


def _instant(value: str | datetime | None) -> datetime | None:
    """An instant as SQLite writes it (UTC, without saying so) or as a server hands it out."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value and value.astimezone(UTC)

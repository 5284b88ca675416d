"""What an address opens, asked at every poll, so that an ended link is dead at once."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.errors import NotFound
from app.feeds.notice import SHOWN
from app.feeds.shelf import Recent
from app.store import Database
from app.store.polls import Latest, Subscribed
from app.usecases.scopes import FeedScope, Kind

VERIFIED = 300.0
"""Seconds for which an address that was good is taken for good while the database is away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which feed: a public one, or what the token of this digest opens."""

    scope: FeedScope | None = None
    digest: str = ""

    def __str__(self) -> str:
        """For the log: who reads it learns no address."""
        return (
            f"the feed {self.scope.kind} of {self.scope.plan}" if self.scope else "a private feed"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What is to be shown: the newest publication of a scope, or that the link has ended."""

    scope: FeedScope
    latest: Latest
    number: int = 0
    revoked_at: datetime | None = None


class Gone(Exception):
    """The link has ended so long ago that nothing is told of it any more."""


class Grants:
    """Asks the database, and remembers for a while what it said last.

    A public plan is known for all its feeds together.
    """

    def __init__(
        self,
        database: Database,
        *,
        now: Callable[[], datetime] = clock.now,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._now = now
        self._seconds = seconds
        self._subscribed: Recent[Subscribed] = Recent(VERIFIED)
        self._latest: Recent[Latest] = Recent(VERIFIED)

    async def ask(self, asked: Asked) -> Grant:
        """What the database says: NotFound and Gone are answers as well."""
        if asked.scope is not None:
            return await self._public(asked.scope)
        found = await self._database.polls.subscribed(asked.digest, self._now())
        if found is None:
            self._subscribed.drop(asked.digest)
            raise NotFound("calendar", "at this address")
        self._subscribed.put(asked.digest, found, self._seconds())
        return self._of(found)

    def lately(self, asked: Asked) -> Grant | None:
        """What the database said within the last minutes; None: it said nothing."""
        now = self._seconds()
        if asked.scope is not None:
            latest = self._latest.get(asked.scope.plan, now)
            return Grant(scope=asked.scope, latest=latest) if latest else None
        found = self._subscribed.get(asked.digest, now)
        return self._of(found) if found else None

    async def _public(self, scope: FeedScope) -> Grant:
        latest = await self._database.polls.latest(scope.plan)
        if latest is None:
            self._latest.drop(scope.plan)
            raise NotFound("plan", scope.plan)
        self._latest.put(scope.plan, latest, self._seconds())
        return Grant(scope=scope, latest=latest)

    def _of(self, found: Subscribed) -> Grant:
        if found.revoked_at is not None and self._now() - found.revoked_at > SHOWN:
            raise Gone
        return Grant(
            scope=FeedScope(plan=found.plan, kind=Kind(found.kind), names=found.names),
            latest=found.latest,
            number=found.id,
            revoked_at=found.revoked_at,
        )

"""What an address opens, asked at every poll, so that an ended link is dead at once."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app import clock
from app.errors import NotFound
from app.feeds.notice import SHOWN, Ended, link_ended, made_private
from app.feeds.shelf import BESIDE, Recent
from app.store import Database
from app.store.polls import Latest, Newest, Subscribed
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
    """What is to be shown: the newest publication of a scope, or that it has ended."""

    scope: FeedScope
    newest: Newest
    ended: Ended | None = None

    @property
    def latest(self) -> Latest:
        """What names the bytes of the scope: news are told only where they are owed."""
        if self.scope.kind is Kind.OWED:
            return self.newest.told.beside(self.newest.heard)
        return self.newest.told


class Gone(Exception):
    """The link has ended so long ago that nothing is told of it any more."""


SHORTLY = timedelta(days=1)
"""A plan that was public for less than that was told to nobody: it is as one that never was."""


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
        self._subscribed: Recent[Subscribed] = Recent(VERIFIED, _size)
        self._public: Recent[Grant] = Recent(VERIFIED, _size)

    async def ask(self, asked: Asked) -> Grant:
        """What the database says: NotFound and Gone are answers as well."""
        if asked.scope is not None:
            return await self._of_public(asked.scope)
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
            found = self._public.get(asked.scope.plan, now)
            return _for(asked.scope, found) if found else None
        subscribed = self._subscribed.get(asked.digest, now)
        return self._of(subscribed) if subscribed else None

    async def _of_public(self, scope: FeedScope) -> Grant:
        plan = FeedScope(plan=scope.plan)
        newest = await self._database.polls.newest(scope.plan)
        found = Grant(scope=plan, newest=newest) if newest else await self._hidden(plan)
        if found is None:
            self._public.drop(scope.plan)
            raise NotFound("plan", scope.plan)
        self._public.put(scope.plan, found, self._seconds())
        return _for(scope, found)

    async def _hidden(self, plan: FeedScope) -> Grant | None:
        """That the plan was public until lately; None: there is nothing to say."""
        hidden = await self._database.polls.hidden(plan.plan)
        if hidden is None or hidden.at - hidden.shown_at < SHORTLY:
            return None
        if self._now() - hidden.at > SHOWN:
            return None
        return Grant(scope=plan, newest=hidden.newest, ended=made_private(plan.plan, hidden.at))

    def _of(self, found: Subscribed) -> Grant:
        ended = found.revoked_at
        if ended is not None and self._now() - ended > SHOWN:
            raise Gone
        return Grant(
            scope=FeedScope(
                plan=found.plan,
                kind=Kind(found.kind),
                names=found.names,
                silence_days=found.silence_days,
            ),
            newest=found.newest,
            ended=link_ended(found.id, ended) if ended else None,
        )


def _for(scope: FeedScope, found: Grant) -> Grant:
    """What was found of a plan, for one of its public feeds; an ended one has no parts."""
    return found if found.ended else replace(found, scope=scope)


def _size(found: Subscribed | Grant) -> int:
    """About how many bytes it takes."""
    names = found.names if isinstance(found, Subscribed) else ()
    return BESIDE + sum(map(len, names))

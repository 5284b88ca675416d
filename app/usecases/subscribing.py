"""Private feeds: an address of its own for each, shown once, ended at once."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.errors import NotFound, Problem, Refused
from app.plan.model import Plan
from app.plan.updates import Author
from app.store import Store
from app.store.subscriptions import Subscription
from app.usecases.accepting import check_planner
from app.usecases.keys import digest_of
from app.usecases.reading import find
from app.usecases.scopes import ENDING, FeedScope, Kind, checked

PREFIX = "imrfcal_"
BYTES = 24
LENGTH = len(PREFIX) + 32


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubscription:
    """A private feed and its token, which is told here and nowhere else."""

    subscription: Subscription
    token: str = field(repr=False)

    @property
    def path(self) -> str:
        """Where the feed stands."""
        return f"/feeds/{self.token}{ENDING}"


def subscribe(
    store: Store, scope: FeedScope, author: Author, now: datetime, *, label: str
) -> NewSubscription:
    """A new address, of 192 random bits, for what ``scope`` shows."""
    check_planner(author, "make a feed")
    if not label.strip():
        raise Refused([Problem("label", "must say who it is for")])
    point = find(store, checked(scope).plan)
    scope = _settled(scope, store.plan(point))
    token = PREFIX + secrets.token_urlsafe(BYTES)
    made = Subscription(
        id=0,
        plan=scope.plan,
        kind=scope.kind.value,
        names=scope.names,
        silence_days=scope.silence_days,
        label=label.strip(),
        created_by=author.name,
        created_at=now,
    )
    kept = store.subscriptions.add(point.plan_id, digest_of(token), made)
    return NewSubscription(subscription=kept, token=token)


def subscriptions(
    store: Store, author: Author, plan: str | None = None
) -> tuple[Subscription, ...]:
    """All private feeds, or those of one plan, oldest first."""
    check_planner(author, "list feeds")
    if plan is not None:
        find(store, plan)
    return store.subscriptions.every(plan)


def revoke(store: Store, number: int, author: Author, now: datetime) -> Subscription:
    """End a private feed: from the next request on it tells only that it has ended."""
    check_planner(author, "end a feed")
    return store.subscriptions.revoke(number, now)


def token_digest(token: str) -> str | None:
    """Under what a token is kept; None for what cannot be one."""
    return digest_of(token) if token.startswith(PREFIX) and len(token) == LENGTH else None


def _settled(scope: FeedScope, plan: Plan) -> FeedScope:
    """``scope`` with milestones by uid, which stays whatever becomes of their codes."""
    if scope.kind in (Kind.MILESTONE, Kind.SELECTION):
        uids = {each.code: str(each.uid) for each in plan.milestones}
        for name in scope.names:
            if name not in uids:
                raise NotFound("milestone", name)
        return replace(scope, names=tuple(sorted({uids[name] for name in scope.names})))
    if scope.kind in (Kind.AGENCY, Kind.OWED):
        known = {who for each in plan.milestones for who in each.agencies}
        _check_known("agency", scope.name, known)
    if scope.kind is Kind.TRACK:
        tracks = {*plan.tracks, *(each.track for each in plan.milestones)}
        _check_known("track", scope.name, tracks)
    return scope


def _check_known(kind: str, name: str, known: set[str]) -> None:
    if name not in known:
        raise NotFound(kind, name)

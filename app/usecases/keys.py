"""Keys: made, shown once, recognised, rotated, revoked. Only the digest of a secret is kept."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.errors import Contradicted, Forbidden, Problem, Refused, Unauthenticated
from app.plan.updates import Author, Role
from app.store import Key, Store

PREFIX = "imrfkey_"
BYTES = 32
LONGEST_SECRET = 200
FIRST_LABEL = "first administrator"
OVERLAP_DAYS = 7
LONGEST_OVERLAP_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key and its secret, which is told here and nowhere else."""

    key: Key
    secret: str = field(repr=False)


def create_key(
    store: Store,
    *,
    role: Role,
    label: str,
    now: datetime,
    agency: str = "",
    expires_at: datetime | None = None,
) -> NewKey:
    """A new key of 256 random bits; an agency's key names the agency."""
    if role is Role.AGENCY and not agency:
        raise Refused([Problem("agency", "must be named for an agency's key")])
    if expires_at is not None and expires_at <= now:
        raise Refused([Problem("expires_at", "must be in the future")])
    return _kept(
        store,
        Key(id=0, role=role, agency=agency, label=label, created_at=now, expires_at=expires_at),
    )


def first_key(store: Store, now: datetime) -> NewKey | None:
    """An administrator's key where none was ever made; else None: two that start make one."""
    if store.keys.has_administrator():
        return None
    return create_key(store, role=Role.ADMINISTRATOR, label=FIRST_LABEL, now=now)


def rotate_key(
    store: Store,
    key_id: int,
    now: datetime,
    *,
    overlap: timedelta = timedelta(days=OVERLAP_DAYS),
    expires_at: datetime | None = None,
) -> NewKey:
    """A key that takes the place of ``key_id``, which lives on beside it for ``overlap``.

    So whoever holds it has time to put the new one in its place. There are never three: what
    ``key_id`` itself follows ends now.
    """
    key = store.keys.held(key_id)
    if not key.opens_at(now):
        raise Contradicted([Problem("key", "opens nothing any more: make a new one")])
    for follower in store.keys.following(key_id):
        if follower.opens_at(now):
            raise Contradicted([Problem("key", f"is followed by key {follower.id} already")])
    if expires_at is not None and expires_at <= now:
        raise Refused([Problem("expires_at", "must be in the future")])
    last = now + overlap
    store.keys.end(key_id, expires_at=min(last, key.expires_at or last))
    if key.replaces is not None and store.keys.held(key.replaces).opens_at(now):
        store.keys.end(key.replaces, expires_at=now)
    return _kept(
        store,
        Key(
            id=0,
            role=key.role,
            agency=key.agency,
            label=key.label,
            created_at=now,
            expires_at=expires_at,
            replaces=key_id,
        ),
    )


def author_of(store: Store, secret: str, now: datetime) -> Author:
    """Who holds ``secret``; Unauthenticated when it opens nothing (any more).

    The digest of what was sent is looked up, so no comparison tells how much of it was right.
    """
    if not secret.startswith(PREFIX) or len(secret) > LONGEST_SECRET:
        raise Unauthenticated
    key = store.keys.find(digest_of(secret))
    if key is None or not key.opens_at(now):
        raise Unauthenticated
    return key.author


def check_administrator(author: Author, action: str) -> None:
    """Only administrators may do ``action``."""
    if author.role is not Role.ADMINISTRATOR:
        raise Forbidden(author.name, action)


def revoke_key(store: Store, key_id: int, now: datetime) -> Key:
    """End a key: it opens nothing from the next request on."""
    return store.keys.revoke(key_id, now)


def digest_of(secret: str) -> str:
    """What is kept of a secret: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _kept(store: Store, key: Key) -> NewKey:
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    return NewKey(key=store.keys.add(digest_of(secret), key), secret=secret)

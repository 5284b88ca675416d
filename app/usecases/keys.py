"""Keys: made, shown once, recognised, revoked. Only the digest of a secret is ever kept."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from app.errors import Problem, Refused, Unauthenticated
from app.plan.updates import Author, Role
from app.store import Key, Store

PREFIX = "imrfkey_"
BYTES = 32
LONGEST_SECRET = 200


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
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    key = Key(id=0, role=role, agency=agency, label=label, created_at=now, expires_at=expires_at)
    return NewKey(key=store.add_key(digest_of(secret), key), secret=secret)


def author_of(store: Store, secret: str, now: datetime) -> Author:
    """Who holds ``secret``; Unauthenticated when it opens nothing (any more).

    The digest of what was sent is looked up, so no comparison tells how much of it was right.
    """
    if not secret.startswith(PREFIX) or len(secret) > LONGEST_SECRET:
        raise Unauthenticated
    key = store.key(digest_of(secret))
    if key is None or not key.opens_at(now):
        raise Unauthenticated
    return key.author


def revoke_key(store: Store, key_id: int, now: datetime) -> Key:
    """End a key: it opens nothing from the next request on."""
    return store.revoke_key(key_id, now)


def digest_of(secret: str) -> str:
    """What is kept of a secret: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()

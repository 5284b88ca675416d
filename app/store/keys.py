"""Keys, known by the digest of their secret."""

from datetime import datetime

from sqlmodel import Session, col, select

from app.errors import NotFound
from app.plan.updates import Role
from app.store.records import Key
from app.store.tables import KeyRow


def add(session: Session, digest: str, key: Key) -> Key:
    row = KeyRow(
        digest=digest,
        role=key.role.value,
        agency=key.agency,
        label=key.label,
        created_at=key.created_at,
        expires_at=key.expires_at,
        revoked_at=key.revoked_at,
    )
    session.add(row)
    session.flush()
    return _key(row)


def find(session: Session, digest: str) -> Key | None:
    row = session.exec(select(KeyRow).where(KeyRow.digest == digest)).first()
    return _key(row) if row else None


def every(session: Session) -> tuple[Key, ...]:
    return tuple(map(_key, session.exec(select(KeyRow).order_by(col(KeyRow.id)))))


def revoke(session: Session, key_id: int, now: datetime) -> Key:
    row = session.get(KeyRow, key_id)
    if row is None:
        raise NotFound("key", str(key_id))
    row.revoked_at = row.revoked_at or now
    session.add(row)
    session.flush()
    return _key(row)


def _key(row: KeyRow) -> Key:
    return Key(
        id=row.id,
        role=Role(row.role),
        agency=row.agency,
        label=row.label,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )

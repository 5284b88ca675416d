"""Keys, known by the digest of their secret."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from app.errors import NotFound
from app.plan.updates import Role
from app.store.holders import KeyRow, KeyUseRow
from app.store.records import Key
from app.store.tables import table_of

FOUND = select(KeyRow, KeyUseRow.used_at).outerjoin(
    KeyUseRow, col(KeyUseRow.key_id) == col(KeyRow.id)
)


class Keys:
    """The keys, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, digest: str, key: Key) -> Key:
        """Keep a new key; its id is given here."""
        row = KeyRow(
            digest=digest,
            role=key.role.value,
            agency=key.agency,
            label=key.label,
            created_at=key.created_at,
            expires_at=key.expires_at,
            revoked_at=key.revoked_at,
            replaces=key.replaces,
        )
        self._session.add(row)
        self._session.flush()
        return _key(row)

    def find(self, digest: str) -> Key | None:
        """The key whose secret has ``digest``, whatever has become of it."""
        row = self._session.exec(select(KeyRow).where(KeyRow.digest == digest)).first()
        return _key(row) if row else None

    def held(self, key_id: int) -> Key:
        """The key, which nobody else changes before the transaction ends."""
        row = self._session.get(KeyRow, key_id, with_for_update=True)
        if row is None:
            raise NotFound("key", str(key_id))
        return _key(row)

    def every(self) -> tuple[Key, ...]:
        """All keys, oldest first."""
        return tuple(_key(*row) for row in self._session.exec(FOUND.order_by(col(KeyRow.id))))

    def has_administrator(self) -> bool:
        """Whether an administrator's key was ever made; nobody else makes keys until the end."""
        if self._session.connection().dialect.name != "sqlite":
            self._session.connection().exec_driver_sql(
                "LOCK TABLE keys IN SHARE ROW EXCLUSIVE MODE"
            )
        made = select(KeyRow.id).where(KeyRow.role == Role.ADMINISTRATOR.value).limit(1)
        return self._session.exec(made).first() is not None

    def following(self, key_id: int) -> tuple[Key, ...]:
        """The keys that took the place of ``key_id``."""
        found = self._session.exec(
            select(KeyRow).where(KeyRow.replaces == key_id).order_by(col(KeyRow.id))
        )
        return tuple(_key(row) for row in found)

    def end(self, key_id: int, *, expires_at: datetime) -> None:
        """Have the key open nothing from ``expires_at`` on."""
        table = table_of(KeyRow)
        ending = update(table).where(table.c.id == key_id).values(expires_at=expires_at)
        self._session.connection().execute(ending)

    def revoke(self, key_id: int, now: datetime) -> Key:
        """End a key; a second time changes nothing."""
        row = self._session.get(KeyRow, key_id)
        if row is None:
            raise NotFound("key", str(key_id))
        row.revoked_at = row.revoked_at or now
        self._session.add(row)
        self._session.flush()
        return _key(row)

    def keep_uses(self, uses: Mapping[int, datetime]) -> None:
        """Note when each key was last used; what is known to be later stays."""
        table = table_of(KeyUseRow)
        for key_id, used_at in sorted(uses.items()):
            later = (table.c.key_id == key_id, table.c.used_at < used_at)
            moved = self._session.connection().execute(
                update(table).where(*later).values(used_at=used_at)
            )
            if not moved.rowcount and self._session.get(KeyUseRow, key_id) is None:
                self._session.connection().execute(
                    insert(table).values(key_id=key_id, used_at=used_at)
                )


def _key(row: KeyRow, used_at: datetime | None = None) -> Key:
    return Key(
        id=row.id,
        role=Role(row.role),
        agency=row.agency,
        label=row.label,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        replaces=row.replaces,
        used_at=used_at,
    )

"""The tables of keys: who holds one, when it was used, what its holder was answered."""

from datetime import datetime

from sqlalchemy import JSON, Text
from sqlmodel import Field

from app.store.tables import Row


class KeyRow(Row, table=True):
    """A key as it is kept: of the secret only its SHA-256. ``replaces`` is the one it follows."""

    __tablename__ = "keys"

    id: int = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    role: str
    agency: str
    label: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    replaces: int | None = None


class KeyUseRow(Row, table=True):
    """When a key last opened something; written some seconds later, apart from the key."""

    __tablename__ = "key_uses"

    key_id: int = Field(primary_key=True, foreign_key="keys.id")
    used_at: datetime


class AnswerRow(Row, table=True):
    """What was answered to a request that its sender named; ``request`` is its digest.

    ``sender`` is an agency, whichever of its keys it used, or a key that is no agency's.
    ``status`` is None for as long as the transaction that answers it lasts.
    """

    __tablename__ = "given_answers"

    sender: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    request: str
    answered_at: datetime = Field(index=True)
    status: int | None
    headers: dict[str, str] = Field(sa_type=JSON)
    body: str = Field(sa_type=Text)

"""Keys as administrators see them; a secret is told once."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, PlainValidator, WithJsonSchema

from app.api.paging import Page
from app.api.schemas.shapes import Paged, Shape
from app.documents.entries import Entry
from app.documents.fields import Line, Title, one_of, whole
from app.plan import Role
from app.store import Key
from app.usecases.keys import LONGEST_OVERLAP_DAYS, OVERLAP_DAYS, NewKey

FIRST_YEAR, LAST_YEAR = 1900, 2200


def _instant(value: object) -> datetime:
    rule = "must be an instant with its offset, such as 2026-12-31T00:00:00Z"
    if not isinstance(value, str) or len(value) > 40 or len(value) < 20:
        raise ValueError(rule)
    try:
        said = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(rule) from None
    if said.utcoffset() is None or not FIRST_YEAR <= said.year <= LAST_YEAR:
        raise ValueError(rule)
    return said


Instant = Annotated[
    datetime,
    PlainValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
RoleWord = Annotated[Role, *one_of(Role)]
Days = Annotated[int, *whole(0, LONGEST_OVERLAP_DAYS)]


class KeyBody(Entry):
    """A key to be made."""

    role: RoleWord = Field(description="What it may do", examples=["agency"])
    label: Title = Field(description="Who holds it, as the log will name them")
    agency: Line = Field(default="", description="Which agency it speaks for")
    expires_at: Instant | None = Field(default=None, description="From when on it is dead")


class RotationBody(Entry):
    """How a key is followed by a new one."""

    overlap_days: Days = Field(
        default=OVERLAP_DAYS, description="Days for which the old one lives on beside the new one"
    )
    expires_at: Instant | None = Field(default=None, description="From when on the new one is dead")


class KeyShape(Shape):
    """A key; its secret is not kept."""

    id: int
    role: Role
    agency: str
    label: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    replaces: int | None = Field(description="The id of the key that it follows")
    used_at: datetime | None = Field(description="When it was last used, within half a minute")


class KeysAnswer(Paged):
    """All keys, oldest first."""

    keys: tuple[KeyShape, ...]

    @classmethod
    def of(cls, listed: Page[Key]) -> Self:
        return cls(next=listed.next, keys=tuple(map(KeyShape.model_validate, listed.items)))


class NewKeyAnswer(Shape):
    """A new key with its secret, which is not shown again."""

    key: KeyShape
    secret: str | None = Field(
        description="To be sent as `Authorization: Bearer …`. Kept nowhere here: null where the "
        "request is sent again under its `Idempotency-Key`; rotate the key that was made then"
    )

    @classmethod
    def of(cls, new: NewKey) -> Self:
        return cls(key=KeyShape.model_validate(new.key), secret=new.secret)

    @property
    def without_secret(self) -> Self:
        """What may be kept of the answer."""
        return self.model_copy(update={"secret": None})

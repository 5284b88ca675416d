"""Private feeds: what they show, for whom, and when they were last asked for."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from app.api.paging import Page
from app.api.schemas.shapes import Paged, Shape
from app.documents.fields import Code, Line, whole
from app.store.subscriptions import Subscription
from app.usecases.owed import LONGEST, SILENT_DAYS
from app.usecases.scopes import MOST_SELECTED, FeedScope, Kind
from app.usecases.subscribing import NewSubscription

SilenceDays = Annotated[int, *whole(1, LONGEST)]


class FeedBody(BaseModel):
    """A private feed to be made."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan: Code = Field(description="Code of the plan")
    kind: Annotated[Kind, Field(strict=False, description="What of the plan it shows")] = Kind.PLAN
    names: list[Line] = Field(
        default=[],
        max_length=MOST_SELECTED,
        description="Of which agency or track; the code of the milestone, or of all those selected",
    )
    silence_days: SilenceDays | None = Field(
        default=None,
        description=f"Of what is owed: after how many days without news it asks for some; "
        f"{SILENT_DAYS} if it is left out",
    )
    label: Line = Field(min_length=1, description="Who the feed is for")

    @property
    def scope(self) -> FeedScope:
        return FeedScope(
            plan=self.plan,
            kind=self.kind,
            names=tuple(self.names),
            silence_days=self.silence_days,
        )


class FeedShape(Shape):
    """A private feed; its address is not kept."""

    id: int
    plan: str
    kind: Kind
    names: tuple[str, ...] = Field(description="Milestones are named by their uid")
    silence_days: int | None = Field(description="Days without news; null: the usual")
    label: str
    created_by: str
    created_at: datetime
    used_at: datetime | None = Field(description="Last asked for, to within some minutes")
    revoked_at: datetime | None


class FeedsAnswer(Paged):
    """Private feeds, oldest first."""

    feeds: tuple[FeedShape, ...]

    @classmethod
    def of(cls, listed: Page[Subscription]) -> Self:
        return cls(next=listed.next, feeds=tuple(map(FeedShape.model_validate, listed.items)))


class NewFeedAnswer(FeedShape):
    """A new feed; `address` is told here and never again."""

    address: str | None = Field(
        description="Kept nowhere here: null where the request is sent again under its "
        "`Idempotency-Key`; end that feed then, and make another"
    )

    @property
    def without_address(self) -> Self:
        """What may be kept of the answer."""
        return self.model_copy(update={"address": None})

    @classmethod
    def made(cls, new: NewSubscription, base_url: str) -> Self:
        shape = FeedShape.model_validate(new.subscription)
        return cls(**shape.model_dump(), address=base_url + new.path)

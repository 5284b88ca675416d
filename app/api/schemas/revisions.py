"""The log of a plan: its revisions, and what was said in them."""

from datetime import date
from typing import Any, Self

from pydantic import Field

from app.api.paging import Page
from app.api.schemas.differences import DifferenceShape
from app.api.schemas.shapes import Answer, Paged, RevisionShape, Shape, SpanText
from app.plan import Certainty, RecordedUpdate, Revision, Update
from app.usecases.difference import Recorded
from app.usecases.logged import Logged


class StatementShape(Shape):
    """What an update says of its milestone; null says nothing."""

    milestone: str
    actual_start: date | None
    actual_finish: date | None
    remaining: int | None = Field(description="Working days that it will still take")
    expected_finish: date | None
    fixed: SpanText | None = Field(description="Its new date, set outside the plan")
    window: SpanText | None = Field(description="Its new date, known as a range")
    certainty: Certainty | None
    cancelled: bool | None
    note: str
    source: str
    on_behalf_of: str = Field(description="For whom a planner spoke")
    takes_back: int | None = Field(description="The id of the update that it takes back")

    @classmethod
    def of(cls, update: Update) -> Self:
        return cls.model_validate(update)


class RecordedUpdateShape(Shape):
    """An update as accepted."""

    id: int
    revision: RevisionShape
    update: StatementShape

    @classmethod
    def of(cls, recorded: RecordedUpdate) -> Self:
        return cls(
            id=recorded.id,
            revision=RevisionShape.model_validate(recorded.revision),
            update=StatementShape.of(recorded.update),
        )


class UpdatesAnswer(Paged, Answer):
    """What was said of the plan's milestones, oldest first."""

    updates: tuple[RecordedUpdateShape, ...]

    @classmethod
    def of(cls, plan: str, at: Revision, day: date, listed: Page[RecordedUpdate]) -> Self:
        said = tuple(map(RecordedUpdateShape.of, listed.items))
        return cls(**_spoken_at(plan, at, day), next=listed.next, updates=said)


class RevisionsAnswer(Paged, Answer):
    """The revisions of a plan, oldest first."""

    revisions: tuple[RevisionShape, ...]

    @classmethod
    def of(cls, plan: str, at: Revision, day: date, listed: Page[Revision]) -> Self:
        shapes = tuple(map(RevisionShape.model_validate, listed.items))
        return cls(**_spoken_at(plan, at, day), next=listed.next, revisions=shapes)


class RevisionAnswer(Answer):
    """One revision, with what was said in it."""

    recorded: RevisionShape
    updates: tuple[StatementShape, ...]
    changes: tuple[DifferenceShape, ...] = Field(
        description="What it holds otherwise than the revision before; of the first one, nothing"
    )

    @classmethod
    def of(cls, plan: str, found: Recorded) -> Self:
        return cls(
            **_spoken_at(plan, found.revision, found.revision.data_date),
            recorded=RevisionShape.model_validate(found.revision),
            updates=tuple(StatementShape.of(each.update) for each in found.updates),
            changes=tuple(map(DifferenceShape.of, found.differences)),
        )


class EntryAnswer(Shape):
    """An entry of the log: what `imrf verify` walks."""

    plan: str
    revision: int
    entry: dict[str, Any] = Field(
        description="Who (`author`, `role`, `agency`), when, with which `key` (its id), why; the "
        "rows that stood `before` and stand `after` it; what was said and told"
    )
    previous: str = Field(description="The digest of the entry before")
    digest: str = Field(description="Of that and of this entry")

    @classmethod
    def of(cls, plan: str, found: Logged) -> Self:
        return cls(
            plan=plan,
            revision=found.revision,
            entry=dict(found.said),
            previous=found.previous,
            digest=found.digest,
        )


def _spoken_at(plan: str, revision: Revision, day: date) -> dict[str, Any]:
    return {"plan": plan, "revision": revision.number, "data_date": day}

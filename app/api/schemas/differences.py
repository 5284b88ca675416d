"""In what two states of a plan differ, key by key."""

from typing import Any, Self

from pydantic import Field

from app.api.schemas.receipts import PreviousShape
from app.api.schemas.shapes import Answer, Shape
from app.documents import Difference, Fate, Subject
from app.usecases.difference import Differences


class FieldShape(Shape):
    """A key and its two values as a plan document writes them; null is what is assumed."""

    field: str
    before: Any
    after: Any


class DifferenceShape(Shape):
    """A part of the plan that was added, removed or changed."""

    subject: Subject
    name: str = Field(description="Its code, or a link's id")
    title: str = Field(description="Its title, or a link's ends")
    fate: Fate
    fields: tuple[FieldShape, ...]

    @classmethod
    def of(cls, difference: Difference) -> Self:
        return cls(
            subject=difference.subject,
            name=difference.name,
            title=difference.title,
            fate=difference.fate,
            fields=tuple(map(FieldShape.model_validate, difference.fields)),
        )


class DifferencesAnswer(Answer):
    """What one revision holds otherwise than another."""

    previous: PreviousShape = Field(description="The revision compared with")
    differences: tuple[DifferenceShape, ...]

    @classmethod
    def of(cls, found: Differences) -> Self:
        return cls(
            plan=found.plan,
            revision=found.after.number,
            data_date=found.after.data_date,
            previous=PreviousShape.model_validate(found.before),
            differences=tuple(map(DifferenceShape.of, found.differences)),
        )

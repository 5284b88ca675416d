"""What all answers share: they name what they speak of, and write dates, spans and lags alike."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from app.plan import format_lag, format_span
from app.plan.updates import BaselineDates, Role
from app.usecases.reading import Reading
from scheduling import Link, Span
from scheduling import Shift as Moved


class Shape(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class Answer(Shape):
    """A whole answer: it names the plan, revision, data date and baseline it speaks of."""

    plan: str = Field(description="Code of the plan")
    revision: int = Field(description="Number of the revision that the answer speaks of")
    data_date: date = Field(description="Status as of the close of this day")
    baseline: str | None = Field(
        default=None, description="Name of the baseline compared with, where one is"
    )


class Paged(Shape):
    """A part of a list."""

    next: str | None = Field(description="Address of the part that follows; null after the last")


def spoken_of(reading: Reading) -> dict[str, Any]:
    """The facts that name what an answer speaks of."""
    return {
        "plan": reading.plan.code,
        "revision": reading.revision.number,
        "data_date": reading.data_date,
    }


def _written(value: object) -> object:
    return format_span(value) if isinstance(value, Span) else value


SpanText = Annotated[
    str,
    BeforeValidator(_written),
    WithJsonSchema({"type": "string", "examples": ["2021-07-12", "2021-07", "../2022-02"]}),
]


class Dates(Shape):
    """First and last day, both inclusive; null where there is none."""

    start: date | None
    finish: date | None

    @classmethod
    def of(cls, dates: BaselineDates) -> Self:
        return cls(start=dates.start, finish=dates.finish)


class Shift(Shape):
    """How far a date has moved; later is positive."""

    working: int = Field(description="Working days of the milestone's calendar")
    calendar: int = Field(description="Calendar days")

    @classmethod
    def of(cls, moved: Moved | None) -> Self | None:
        """The shift; None where there is nothing to measure from or to."""
        return None if moved is None else cls(working=moved.working, calendar=moved.calendar)


class LinkName(Shape):
    """A link between two milestones, with its type and lag."""

    predecessor: str = Field(serialization_alias="from", description="Code of the predecessor")
    successor: str = Field(serialization_alias="to", description="Code of the successor")
    type: str = Field(description="FS, SS, FF or SF: which end demands of which end")
    lag: str = Field(
        description="Working days (`5wd`), calendar days (`84cd`); negative is a lead; `0` is none"
    )

    @classmethod
    def of(cls, link: Link) -> Self:
        return cls(
            predecessor=link.predecessor,
            successor=link.successor,
            type=link.type.value,
            lag=format_lag(link.lag, link.unit),
        )


class RevisionShape(Shape):
    """An accepted change to a plan."""

    number: int
    recorded_at: datetime = Field(description="When it was accepted (UTC)")
    data_date: date = Field(description="The day of which it speaks")
    author: str
    role: Role = Field(description="What its author may do")
    agency: str = Field(description="The one that its author speaks for; empty for none")
    reason: str
    kind: str = Field(description="What kind of change: import, update …")

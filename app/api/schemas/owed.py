"""What an agency owes."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.paging import Page
from app.api.schemas.shapes import Answer, Paged, Shape, spoken_of
from app.plan import Certainty
from app.usecases.owed import Owed, Owing


class OwingShape(Shape):
    """A milestone about which something is to be said."""

    code: str
    title: str
    certainty: Certainty
    contributes: bool = Field(description="Another one answers for it")
    due_on: date | None = Field(description="The last day on which it is in time")
    due: bool = Field(description="To be over within `due_days`")
    overdue: bool = Field(description="Its last day has passed and nobody has said that it is over")
    last_word: date | None = Field(description="The day of which it was last spoken of")
    silent_days: int = Field(description="Days without a word, else since the plan began")
    silent: bool = Field(description="No word for `silence_days` or longer")
    forecast: date | None = Field(description="Its forecast finish")

    @classmethod
    def of(cls, owing: Owing) -> Self:
        milestone = owing.milestone
        return cls(
            code=milestone.code,
            title=milestone.title,
            certainty=milestone.certainty,
            contributes=owing.contributes,
            due_on=owing.due_on,
            due=owing.due,
            overdue=owing.overdue,
            last_word=owing.last_word,
            silent_days=owing.silent_days,
            silent=owing.silent,
            forecast=owing.standing.dates.finish,
        )


class OwedAnswer(Paged, Answer):
    """What an agency owes as of the data date; what is due first comes first."""

    agency: str
    due_days: int
    silence_days: int
    milestones: tuple[OwingShape, ...]

    @classmethod
    def of(cls, owed: Owed, listed: Page[Owing]) -> Self:
        return cls(
            **spoken_of(owed.reading),
            next=listed.next,
            agency=owed.agency,
            due_days=owed.due_days,
            silence_days=owed.silence_days,
            milestones=tuple(map(OwingShape.of, listed.items)),
        )

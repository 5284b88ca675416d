"""How forecasts moved from revision to revision, or from month to month."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.schemas.shapes import Answer, Shape, spoken_of
from app.usecases.trend import Pace, Trend


class TrendPointShape(Shape):
    """A revision, and the day on which the plan was known so."""

    revision: int
    day: date


class TrendLineShape(Shape):
    """The forecasts of one milestone."""

    code: str
    title: str
    finishes: tuple[date | None, ...] = Field(
        description="At each of `points`; null where it had none"
    )


class TrendAnswer(Answer):
    """The forecast finish of some milestones at each point, oldest first."""

    by: Pace
    points: tuple[TrendPointShape, ...]
    milestones: tuple[TrendLineShape, ...]

    @classmethod
    def of(cls, found: Trend) -> Self:
        return cls(
            **spoken_of(found.reading),
            by=found.pace,
            points=tuple(
                TrendPointShape(revision=each.revision.number, day=each.day)
                for each in found.points
            ),
            milestones=tuple(
                TrendLineShape(
                    code=each.milestone.code,
                    title=each.milestone.title,
                    finishes=each.finishes,
                )
                for each in found.lines
            ),
        )

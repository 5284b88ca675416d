"""Baselines: approved, named, frozen dates."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.paging import Page
from app.api.schemas.shapes import Answer, Dates, Paged, Shape
from app.plan import Baseline, Revision


class BaselineShape(Shape):
    """A baseline by name, with the revision and data date it was taken at."""

    name: str
    revision: int
    data_date: date
    approved_by: str
    milestones: int = Field(description="How many milestones it holds")

    @classmethod
    def of(cls, baseline: Baseline) -> Self:
        return cls(
            name=baseline.name,
            revision=baseline.revision,
            data_date=baseline.data_date,
            approved_by=baseline.approved_by,
            milestones=len(baseline.dates),
        )


class BaselinesAnswer(Paged, Answer):
    """The baselines that had been taken by then, the last one first."""

    baselines: tuple[BaselineShape, ...]

    @classmethod
    def of(cls, plan: str, at: Revision, day: date, listed: Page[Baseline]) -> Self:
        return cls(
            plan=plan,
            revision=at.number,
            data_date=day,
            next=listed.next,
            baselines=tuple(map(BaselineShape.of, listed.items)),
        )


class BaselineAnswer(Shape):
    """One baseline with the dates that it froze, by the milestones' codes."""

    plan: str
    baseline: str = Field(description="Its name")
    revision: int = Field(description="The revision it was taken at")
    data_date: date = Field(description="The data date it was taken at")
    approved_by: str
    dates: dict[str, Dates]

    @classmethod
    def of(cls, plan: str, baseline: Baseline) -> Self:
        return cls(
            plan=plan,
            baseline=baseline.name,
            revision=baseline.revision,
            data_date=baseline.data_date,
            approved_by=baseline.approved_by,
            dates={code: Dates.of(each) for code, each in baseline.dates.items()},
        )

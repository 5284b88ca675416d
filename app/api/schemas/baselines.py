"""Baselines: approved, named, frozen dates."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.paging import Page
from app.api.schemas.shapes import Dates, Paged, Shape
from app.plan import Baseline


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


class BaselinesAnswer(Paged):
    """All baselines of a plan, in the order in which they were taken."""

    plan: str
    baselines: tuple[BaselineShape, ...]

    @classmethod
    def of(cls, plan: str, listed: Page[Baseline]) -> Self:
        shapes = tuple(map(BaselineShape.of, listed.items))
        return cls(plan=plan, next=listed.next, baselines=shapes)


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

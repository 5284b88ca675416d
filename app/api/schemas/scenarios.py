"""Scenarios, and what they would do."""

import json
from datetime import date, datetime
from typing import Any, Self

from pydantic import Field

from app.api.paging import Page
from app.api.schemas.comparisons import ComparisonAnswer
from app.api.schemas.shapes import Answer, Paged, Shape
from app.documents import write_proposal
from app.errors import Problem
from app.plan import Revision
from app.store import Scenario
from app.usecases.scenarios import Outlook


class ScenarioShape(Shape):
    """A what-if under a name."""

    name: str
    revision: int = Field(description="The revision that it was made for")
    note: str
    author: str
    saved_at: datetime
    accepted: int | None = Field(description="The revision that it has become")


class ScenariosAnswer(Paged, Answer):
    """The scenarios of a plan, in the order in which they were saved."""

    scenarios: tuple[ScenarioShape, ...]

    @classmethod
    def of(cls, plan: str, at: Revision, day: date, listed: Page[Scenario]) -> Self:
        return cls(
            plan=plan,
            revision=at.number,
            data_date=day,
            next=listed.next,
            scenarios=tuple(map(ScenarioShape.model_validate, listed.items)),
        )


class ProblemShape(Shape):
    """A rule that is broken, and where."""

    place: str
    message: str

    @classmethod
    def of(cls, problem: Problem) -> Self:
        return cls(place=problem.place, message=problem.message)


class OutlookAnswer(Shape):
    """A scenario and what it would do."""

    plan: str
    scenario: ScenarioShape
    proposal: dict[str, Any] = Field(description="What it changes and says, as it was sent")
    moved_on: int | None = Field(
        description="The plan's newest revision, where the plan has moved on since"
    )
    conflicts: tuple[ProblemShape, ...] = Field(
        description="Where the present plan has since been told something else: both statements"
    )
    problems: tuple[ProblemShape, ...] = Field(
        description="Why the scenario makes no plan of the present one, where it makes none"
    )
    comparison: ComparisonAnswer | None

    @classmethod
    def of(cls, plan: str, outlook: Outlook) -> Self:
        comparison = outlook.comparison
        return cls(
            plan=plan,
            scenario=ScenarioShape.model_validate(outlook.scenario),
            proposal=json.loads(write_proposal(outlook.proposal)),
            moved_on=outlook.moved_on,
            conflicts=tuple(ProblemShape.of(each.problem) for each in outlook.clashes),
            problems=tuple(map(ProblemShape.of, outlook.problems)),
            comparison=ComparisonAnswer.comparing(comparison) if comparison else None,
        )

"""Critical paths, each step with its dates, float and drivers."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.schemas.links import LinkShape
from app.api.schemas.milestones import DriverShape
from app.api.schemas.shapes import Answer, Shape, spoken_of
from app.plan import Certainty
from app.usecases.critical_path import Path, Step
from app.usecases.reading import Reading
from scheduling import Status


class StepShape(Shape):
    """One milestone of a path; late finish and float are relative to the path's target."""

    code: str
    title: str
    start: date | None
    finish: date | None
    status: Status
    certainty: Certainty
    late_finish: date | None
    total_float: int | None
    drivers: tuple[DriverShape, ...] = Field(description="What sets its dates, every tie")

    @classmethod
    def of(cls, step: Step) -> Self:
        return cls(
            code=step.milestone.code,
            title=step.milestone.title,
            start=step.dates.start,
            finish=step.dates.finish,
            status=step.dates.status,
            certainty=step.milestone.certainty,
            late_finish=step.late.finish,
            total_float=step.late.total_float,
            drivers=tuple(map(DriverShape.of, step.drivers)),
        )


class PathShape(Shape):
    """The critical path to one target: the chain or chains of driving links that end there."""

    target: str
    by_least_float: bool = Field(
        description="No link sets the target's own date: this is the chain that can lose least"
    )
    total_float: int | None = Field(description="Working days that the path can still lose")
    steps: tuple[StepShape, ...] = Field(description="In the order of the links; the target last")
    links: tuple[LinkShape, ...] = Field(description="The links that join the steps")

    @classmethod
    def of(cls, path: Path) -> Self:
        drivers = {driver.link for step in path.steps for driver in step.drivers}
        return cls(
            target=path.target,
            by_least_float=path.by_least_float,
            total_float=path.total_float,
            steps=tuple(map(StepShape.of, path.steps)),
            links=tuple(LinkShape.of_plan(path.reading, link, drivers) for link in path.links),
        )


class CriticalPathAnswer(Answer):
    """The critical path to each target."""

    paths: tuple[PathShape, ...]

    @classmethod
    def of(cls, reading: Reading, paths: tuple[Path, ...]) -> Self:
        return cls(**spoken_of(reading), paths=tuple(map(PathShape.of, paths)))

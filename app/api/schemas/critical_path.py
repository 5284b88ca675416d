"""Critical paths, each step with its dates, float and drivers."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.schemas.links import LinkShape
from app.api.schemas.milestones import DriverShape
from app.api.schemas.shapes import Answer, LinkName, Shape, spoken_of
from app.plan import Certainty
from app.usecases.critical_path import Path, Step
from app.usecases.reading import Reading
from app.usecases.sentences import disagreement_words
from scheduling import Disagreement, FloatPath, Status


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
    drag: int | None = Field(
        description="Working days that the target would finish earlier if it took no time; null "
        "where it was not asked for, is done or is not on the path"
    )

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
            drag=step.drag,
        )


class FloatPathShape(Shape):
    """A chain towards the target; number 1 is the most critical. Each milestone is on one."""

    number: int
    total_float: int = Field(description="The least of it, without the target and fixed events")
    milestones: tuple[str, ...] = Field(description="From the first to the one that joins")
    joins: LinkName | None = Field(
        description="The link to an earlier path; null where it ends by itself"
    )

    @classmethod
    def of(cls, path: FloatPath) -> Self:
        return cls(
            number=path.number,
            total_float=path.total_float,
            milestones=path.activities,
            joins=LinkName.of(path.joins) if path.joins else None,
        )


class DisagreementShape(Shape):
    """A milestone of which the driving chain and the lowest float say different things."""

    code: str
    critical: bool = Field(description="Whether it is on the path")
    total_float: int | None
    message: str

    @classmethod
    def of(cls, parted: Disagreement) -> Self:
        return cls(
            code=parted.code,
            critical=parted.critical,
            total_float=parted.total_float,
            message=disagreement_words(parted),
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
    near_critical: tuple[StepShape, ...] = Field(
        description="Total float above zero and within `near` working days, the least first"
    )
    float_paths: tuple[FloatPathShape, ...] = Field(
        description="The chains of least float, as many as were asked for"
    )
    disagreements: tuple[DisagreementShape, ...] = Field(
        description="On the path without the lowest float, or the other way round: calendars, "
        "constraints and fixed events part the two"
    )

    @classmethod
    def of(cls, path: Path) -> Self:
        drivers = {driver.link for step in path.steps for driver in step.drivers}
        return cls(
            target=path.target,
            by_least_float=path.by_least_float,
            total_float=path.total_float,
            steps=tuple(map(StepShape.of, path.steps)),
            links=tuple(LinkShape.of_plan(path.reading, link, drivers) for link in path.links),
            near_critical=tuple(map(StepShape.of, path.near_critical)),
            float_paths=tuple(map(FloatPathShape.of, path.float_paths)),
            disagreements=tuple(map(DisagreementShape.of, path.disagreements)),
        )


class CriticalPathAnswer(Answer):
    """The critical path to each target."""

    paths: tuple[PathShape, ...]

    @classmethod
    def of(cls, reading: Reading, paths: tuple[Path, ...]) -> Self:
        return cls(**spoken_of(reading), paths=tuple(map(PathShape.of, paths)))

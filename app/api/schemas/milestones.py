"""Milestones as they stand, with or without all that is known of them."""

from datetime import date
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from app.api.paging import Page
from app.api.schemas.shapes import Answer, LinkName, Paged, Shape, SpanText, spoken_of
from app.plan import Certainty, Mark
from app.usecases.plans import Standing, Timeline
from scheduling import Boundary, Driver, DriverKind, LateDates, Status


class DriverShape(Shape):
    """What sets an early date: a driving link, the data date, a constraint, a given date."""

    kind: DriverKind
    link: LinkName | None = Field(description="The driving link, where it is one")

    @classmethod
    def of(cls, driver: Driver) -> Self:
        return cls(kind=driver.kind, link=LinkName.of(driver.link) if driver.link else None)


class TargetShape(Shape):
    """How a milestone stands to one target; null where it does not lead there, or is over."""

    late_start: date | None = Field(description="Latest start that keeps the target's date")
    late_finish: date | None = Field(description="Latest finish that keeps the target's date")
    total_float: int | None = Field(
        description="Working days before the target moves; negative: the target's date is missed"
    )
    critical: bool = Field(description="Whether it is on the critical path to the target")

    @classmethod
    def of(cls, late: LateDates, *, critical: bool) -> Self:
        return cls(
            late_start=late.start,
            late_finish=late.finish,
            total_float=late.total_float,
            critical=critical,
        )


class ScheduledShape(Shape):
    """The dates and floats of one milestone; dates are inclusive."""

    code: str
    start: date | None = Field(description="Actual start if there is one, else early start")
    finish: date | None = Field(description="Actual finish if there is one, else early finish")
    status: Status
    undated: bool = Field(description="Nobody has dated it: it has no forecast to show")
    drivers: tuple[DriverShape, ...] = Field(description="What sets its dates, every tie")
    free_float: int | None = Field(description="Working days before anything else moves")
    targets: dict[str, TargetShape] = Field(description="How it stands, by target")

    @classmethod
    def of(cls, standing: Standing) -> Self:
        return cls(**scheduled(standing))


class MeetingShape(Shape):
    """Clock time and place of an event, as wall-clock times in `zone` on its first day."""

    starts: str
    ends: str
    zone: str
    place: str
    join: str


class ProgressShape(Shape):
    """What was reported of a milestone, the latest word on each fact."""

    actual_start: date | None
    actual_finish: date | None
    remaining: int | None = Field(description="Working days that it will still take")
    expected_finish: date | None
    cancelled: bool


class DescribedShape(Shape):
    """A milestone as the plan describes it."""

    code: str
    uid: UUID = Field(description="For ever the same, also in calendars")
    title: str
    track: str
    owner: str
    contributors: tuple[str, ...]
    certainty: Certainty
    duration: int = Field(description="Working days of its calendar")
    optimistic: int | None = Field(description="Working days if all goes well, where estimated")
    pessimistic: int | None = Field(description="Working days if little goes well")
    calendar: str
    boundary: Boundary
    fixed: SpanText | None = Field(description="Date set outside the plan")
    window: SpanText | None = Field(description="Date known as a range")
    not_before: date | None
    finish_not_before: date | None
    deadline: date | None
    mark: Mark = Field(description="Where the statement comes from")
    source: str
    note: str
    url: str
    meeting: MeetingShape | None


class MilestoneShape(DescribedShape, ScheduledShape):
    """A milestone with all that is known of it: described, reported, scheduled."""

    progress: ProgressShape

    @classmethod
    def of(cls, standing: Standing) -> Self:
        described = DescribedShape.model_validate(standing.milestone)
        return cls(
            **{**dict(described), **scheduled(standing)},
            progress=ProgressShape.model_validate(standing.progress),
        )


class ScheduleAnswer(Paged, Answer):
    """Dates and floats of every milestone, in the order of the plan."""

    targets: tuple[str, ...] = Field(description="The targets to which floats are measured")
    schedule: tuple[ScheduledShape, ...]

    @classmethod
    def of(cls, timeline: Timeline, listed: Page[Standing]) -> Self:
        return cls(
            **spoken_of(timeline.reading),
            next=listed.next,
            targets=timeline.targets,
            schedule=tuple(map(ScheduledShape.of, listed.items)),
        )


class MilestonesAnswer(Paged, Answer):
    """Every milestone, in the order of the plan."""

    targets: tuple[str, ...] = Field(description="The targets to which floats are measured")
    milestones: tuple[MilestoneShape, ...]

    @classmethod
    def of(cls, timeline: Timeline, listed: Page[Standing]) -> Self:
        return cls(
            **spoken_of(timeline.reading),
            next=listed.next,
            targets=timeline.targets,
            milestones=tuple(map(MilestoneShape.of, listed.items)),
        )


class MilestoneAnswer(Answer):
    """One milestone."""

    targets: tuple[str, ...] = Field(description="The targets to which floats are measured")
    milestone: MilestoneShape

    @classmethod
    def of(cls, timeline: Timeline, code: str) -> Self:
        return cls(
            **spoken_of(timeline.reading),
            targets=timeline.targets,
            milestone=MilestoneShape.of(timeline.of(code)),
        )


def scheduled(standing: Standing) -> dict[str, Any]:
    """The dates and floats of a milestone, by the names they go by in answers."""
    return {
        "code": standing.milestone.code,
        "start": standing.dates.start,
        "finish": standing.dates.finish,
        "status": standing.dates.status,
        "undated": standing.undated,
        "drivers": tuple(map(DriverShape.of, standing.drivers)),
        "free_float": standing.free_float,
        "targets": {
            target: TargetShape.of(late, critical=target in standing.critical_to)
            for target, late in standing.late.items()
        },
    }

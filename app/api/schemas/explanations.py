"""Why a milestone stands where it stands, and what it is to each target."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.schemas.critical_path import StepShape
from app.api.schemas.links import LinkShape
from app.api.schemas.milestones import DriverShape
from app.api.schemas.shapes import Answer, Shape, spoken_of
from app.usecases.critical_path import links_of, step_of
from app.usecases.explaining import Explained, Reason
from app.usecases.reading import Reading
from scheduling import Link, Status


class ReasonShape(Shape):
    """Why it is on the critical path to a target, or why it is not."""

    target: str
    critical: bool = Field(description="Whether it is on the critical path to the target")
    by_least_float: bool = Field(
        description="No link sets the target's own date: its path is the chain that can lose least"
    )
    total_float: int | None = Field(
        description="Working days before the target moves; null where it does not lead there, or "
        "is over"
    )
    chain: tuple[LinkShape, ...] = Field(
        description="Critical: the driving links from it to the target; else the tightest links "
        "from it to `waits_at`"
    )
    waits_at: str | None = Field(description="The first milestone that does not wait for it")
    arrives_later: tuple[DriverShape, ...] = Field(description="What does set the date of that")
    message: str

    @classmethod
    def of(cls, reading: Reading, reason: Reason) -> Self:
        found = reason.found
        return cls(
            target=found.target,
            critical=found.critical,
            by_least_float=reason.by_least_float,
            total_float=found.total_float,
            chain=_links(reading, found.chain),
            waits_at=found.waits_at,
            arrives_later=tuple(map(DriverShape.of, found.arrives_later)),
            message=reason.message,
        )


class ExplanationAnswer(Answer):
    """A milestone explained."""

    code: str
    title: str
    start: date | None
    finish: date | None
    status: Status
    message: str = Field(description="What sets its date")
    driven_by: tuple[StepShape, ...] = Field(
        description="The chain or chains of driving links that end at it, with their floats to it; "
        "alone where no link sets its date"
    )
    links: tuple[LinkShape, ...] = Field(description="The links that join `driven_by`")
    reasons: tuple[ReasonShape, ...] = Field(description="What it is to each target")

    @classmethod
    def of(cls, reading: Reading, found: Explained) -> Self:
        code, milestones = found.code, reading.milestones
        dates = reading.dates(code)
        steps = (step_of(reading, milestones[each], code) for each in found.steps)
        return cls(
            **spoken_of(reading),
            code=code,
            title=milestones[code].title,
            start=dates.start,
            finish=dates.finish,
            status=dates.status,
            message=found.message,
            driven_by=tuple(map(StepShape.of, steps)),
            links=_links(reading, found.links),
            reasons=tuple(ReasonShape.of(reading, each) for each in found.reasons),
        )


def _links(reading: Reading, links: tuple[Link, ...]) -> tuple[LinkShape, ...]:
    described = links_of(reading, links)
    driving = {driver.link for link in links for driver in reading.schedule.drivers(link.successor)}
    return tuple(LinkShape.of_plan(reading, each, driving) for each in described)

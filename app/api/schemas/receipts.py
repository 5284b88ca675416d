"""The receipt: what a change did to the plan."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.schemas.findings import FindingShape
from app.api.schemas.milestones import DriverShape
from app.api.schemas.shapes import Answer, Dates, Shape, Shift, spoken_of
from app.usecases.receipts import Move, Receipt


class MoveShape(Shape):
    """A milestone whose forecast has changed; later is positive."""

    code: str
    before: Dates
    after: Dates
    start: Shift | None = Field(description="How far the start has moved")
    finish: Shift | None = Field(description="How far the finish has moved")
    drivers: tuple[DriverShape, ...] = Field(
        description="Why: what sets its dates now, the milestone that it waits for or what was "
        "said of itself; every tie"
    )

    @classmethod
    def of(cls, move: Move) -> Self:
        return cls(
            code=move.code,
            before=Dates.of(move.before),
            after=Dates.of(move.after),
            start=Shift.of(move.start),
            finish=Shift.of(move.finish),
            drivers=tuple(map(DriverShape.of, move.drivers)),
        )


class FloatShape(Shape):
    """Total float to a target before and after; null where there is none."""

    code: str
    target: str
    before: int | None
    after: int | None


class CriticalShape(Shape):
    """What came onto the critical path to a target, and what left it."""

    target: str
    newly: tuple[str, ...]
    no_longer: tuple[str, ...]


class PreviousShape(Shape):
    """The revision compared with, at its data date."""

    number: int
    data_date: date


class ReceiptAnswer(Answer):
    """What an update did: what moved, the floats, what became critical, what to look at."""

    kept: bool = Field(description="False for a preview: nothing was stored")
    previous: PreviousShape
    moved: tuple[MoveShape, ...] = Field(description="The largest move first")
    floats: tuple[FloatShape, ...] = Field(
        description="Of the milestones reported on and the targets, to each target"
    )
    critical: tuple[CriticalShape, ...]
    findings: tuple[FindingShape, ...] = Field(description="What was not there before")

    @classmethod
    def of(cls, receipt: Receipt) -> Self:
        return cls(
            **spoken_of(receipt.reading),
            kept=receipt.kept,
            previous=PreviousShape.model_validate(receipt.previous),
            moved=tuple(map(MoveShape.of, receipt.moved)),
            floats=tuple(map(FloatShape.model_validate, receipt.floats)),
            critical=tuple(map(CriticalShape.model_validate, receipt.critical)),
            findings=tuple(map(FindingShape.of, receipt.findings)),
        )

"""How far milestones have slipped, the worst first."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.schemas.shapes import Answer, Dates, Shape, Shift, spoken_of
from app.usecases.slippage import Comparison, Slippage, Variance


class VarianceShape(Shape):
    """One milestone against the baseline; later is positive."""

    code: str
    comparison: Comparison = Field(
        description="dated: in both; new: without a date in the baseline; dropped: no longer part "
        "of the plan; cancelled; undated: without a date now"
    )
    baseline: Dates
    forecast: Dates
    start: Shift | None = Field(description="How far the start has moved")
    finish: Shift | None = Field(description="How far the finish has moved")

    @classmethod
    def of(cls, variance: Variance) -> Self:
        return cls(
            code=variance.code,
            comparison=variance.comparison,
            baseline=Dates.of(variance.baseline),
            forecast=Dates.of(variance.forecast),
            start=Shift.of(variance.start),
            finish=Shift.of(variance.finish),
        )


class SlippageAnswer(Answer):
    """Every milestone against a baseline or an earlier revision, the worst first."""

    baseline_revision: int = Field(description="The revision of the dates compared with")
    baseline_data_date: date = Field(description="The data date of the dates compared with")
    variances: tuple[VarianceShape, ...]

    @classmethod
    def of(cls, slipped: Slippage, *, baseline: str | None) -> Self:
        return cls(
            **spoken_of(slipped.reading),
            baseline=baseline,
            baseline_revision=slipped.baseline.revision,
            baseline_data_date=slipped.baseline.data_date,
            variances=tuple(map(VarianceShape.of, slipped.variances)),
        )

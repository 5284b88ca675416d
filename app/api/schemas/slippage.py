"""How far milestones have slipped, the worst first."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.paging import Page
from app.api.schemas.shapes import Answer, Dates, Paged, Shape, Shift, spoken_of
from app.plan import Certainty
from app.usecases.slippage import Slippage
from app.usecases.variance import Comparison, FloatUse, TargetSlip, Variance


class FloatUseShape(Shape):
    """Total float to a target in working days, before and after; null where there is none."""

    target: str
    before: int | None
    after: int | None
    used: int | None = Field(description="What was lost of it; what was gained is negative")

    @classmethod
    def of(cls, use: FloatUse) -> Self:
        return cls.model_validate(use)


class VarianceShape(Shape):
    """One milestone against the baseline; later is positive."""

    code: str
    title: str
    track: str
    owner: str
    certainty: Certainty
    comparison: Comparison = Field(
        description="dated: in both; new: without a date in the baseline; dropped: no longer part "
        "of the plan; cancelled; undated: without a date now"
    )
    baseline: Dates
    forecast: Dates
    start: Shift | None = Field(description="How far the start has moved")
    finish: Shift | None = Field(description="How far the finish has moved: `own` + `inherited`")
    own: Shift | None = Field(description="What was caused here")
    inherited: Shift | None = Field(description="What arrived through links")
    floats: tuple[FloatUseShape, ...] = Field(description="To each target")
    newly_critical: tuple[str, ...] = Field(
        description="The targets to which it is critical and was not"
    )

    @classmethod
    def of(cls, variance: Variance) -> Self:
        milestone = variance.milestone
        return cls(
            code=milestone.code,
            title=milestone.title,
            track=milestone.track,
            owner=milestone.owner,
            certainty=milestone.certainty,
            comparison=variance.comparison,
            baseline=Dates.of(variance.baseline),
            forecast=Dates.of(variance.forecast),
            start=Shift.of(variance.start),
            finish=Shift.of(variance.finish),
            own=Shift.of(variance.own),
            inherited=Shift.of(variance.inherited),
            floats=tuple(map(FloatUseShape.of, variance.floats)),
            newly_critical=variance.newly_critical,
        )


class TargetSlipShape(Shape):
    """What became of the way to a target."""

    target: str
    finish: Shift | None = Field(description="How far its finish has moved")
    float: FloatUseShape = Field(description="What its critical path can lose")
    newly_critical: tuple[str, ...]
    no_longer_critical: tuple[str, ...]

    @classmethod
    def of(cls, slip: TargetSlip) -> Self:
        return cls(
            target=slip.target,
            finish=Shift.of(slip.finish),
            float=FloatUseShape.of(slip.float),
            newly_critical=slip.newly_critical,
            no_longer_critical=slip.no_longer_critical,
        )


class SlippageAnswer(Paged, Answer):
    """Every milestone against a baseline or an earlier revision, the worst first."""

    baseline_revision: int = Field(description="The revision of the dates compared with")
    baseline_data_date: date = Field(description="The data date of the dates compared with")
    compared: str | None = Field(
        description="Name of the baseline whose dates are compared, where they are no forecast"
    )
    milestones: int = Field(description="How many were compared")
    moved: int = Field(description="How many of them moved")
    targets: tuple[TargetSlipShape, ...]
    variances: tuple[VarianceShape, ...]

    @classmethod
    def of(cls, slipped: Slippage, listed: Page[Variance]) -> Self:
        before = slipped.before
        return cls(
            **spoken_of(slipped.reading),
            next=listed.next,
            baseline=before.baseline,
            baseline_revision=before.reading.revision.number,
            baseline_data_date=before.reading.data_date,
            compared=slipped.after.baseline,
            milestones=slipped.milestones,
            moved=slipped.moved,
            targets=tuple(map(TargetSlipShape.of, slipped.targets)),
            variances=tuple(map(VarianceShape.of, listed.items)),
        )

"""What changes do to a plan: the receipt, and the plan before and after it."""

from typing import Self

from pydantic import Field

from app.api.schemas.differences import DifferenceShape
from app.api.schemas.findings import FindingShape, QualityShape
from app.api.schemas.receipts import ReceiptAnswer
from app.api.schemas.shapes import Shape
from app.usecases.comparing import Comparison


class PathChangeShape(Shape):
    """The critical path to a target before and after; its float in working days."""

    target: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    float_before: int | None
    float_after: int | None


class ComparisonAnswer(ReceiptAnswer):
    """What changes do: the receipt, the plan key by key, critical paths, findings, quality."""

    differences: tuple[DifferenceShape, ...] = Field(description="What the plan holds otherwise")
    removed: tuple[str, ...] = Field(description="Milestones that are no longer part of the plan")
    paths: tuple[PathChangeShape, ...]
    resolved: tuple[FindingShape, ...] = Field(description="Findings that are no more")
    quality: tuple[QualityShape, ...] = Field(description="What quality checks find only now")
    mended: tuple[QualityShape, ...] = Field(description="What they found only before")

    @classmethod
    def comparing(cls, comparison: Comparison) -> Self:
        """The answer to changes, or to a what-if."""
        return cls(
            **dict(ReceiptAnswer.of(comparison.receipt)),
            differences=tuple(map(DifferenceShape.of, comparison.differences)),
            removed=comparison.removed,
            paths=tuple(map(PathChangeShape.model_validate, comparison.paths)),
            resolved=tuple(map(FindingShape.of, comparison.receipt.resolved)),
            quality=tuple(map(QualityShape.of, comparison.quality)),
            mended=tuple(map(QualityShape.of, comparison.mended)),
        )

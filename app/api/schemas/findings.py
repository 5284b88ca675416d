"""What a planner has to look at, in words."""

from typing import Self

from pydantic import Field

from app.api.paging import Page
from app.api.schemas.shapes import Answer, LinkName, Paged, Shape, spoken_of
from app.usecases.findings import Findings
from app.usecases.sentences import finding_words, quality_words
from scheduling import Check, Finding, FindingKind, QualityFinding


class FindingShape(Shape):
    """One finding."""

    kind: FindingKind
    milestone: str
    link: LinkName | None
    days: int | None = Field(description="The shortfall in calendar days, where there is one")
    message: str

    @classmethod
    def of(cls, finding: Finding) -> Self:
        return cls(
            kind=finding.kind,
            milestone=finding.activity,
            link=LinkName.of(finding.link) if finding.link else None,
            days=finding.days,
            message=finding_words(finding),
        )


class QualityShape(Shape):
    """What a quality check finds, and what to do about it."""

    check: Check
    milestones: tuple[str, ...]
    links: tuple[LinkName, ...]
    value: float | None = Field(description="What was measured, where something was")
    message: str
    remedy: str

    @classmethod
    def of(cls, finding: QualityFinding) -> Self:
        return cls(
            check=finding.check,
            milestones=finding.activities,
            links=tuple(map(LinkName.of, finding.links)),
            value=finding.value,
            message=quality_words(finding),
            remedy=finding.remedy,
        )


class FindingsAnswer(Paged, Answer):
    """Every finding, by milestone in the order of the plan, and what quality checks find."""

    targets: tuple[str, ...] = Field(description="The targets to which the checks measure")
    findings: tuple[FindingShape, ...]
    quality: tuple[QualityShape, ...] = Field(description="Checks after DCMA's 14, in their order")

    @classmethod
    def of(cls, found: Findings, listed: Page[Finding | QualityFinding]) -> Self:
        findings = (each for each in listed.items if isinstance(each, Finding))
        quality = (each for each in listed.items if isinstance(each, QualityFinding))
        return cls(
            **spoken_of(found.reading),
            next=listed.next,
            baseline=found.baseline.name if found.baseline else None,
            targets=found.targets,
            findings=tuple(map(FindingShape.of, findings)),
            quality=tuple(map(QualityShape.of, quality)),
        )

"""What a planner has to look at, in words."""

from typing import Self

from pydantic import Field

from app.api.schemas.shapes import Answer, LinkName, Shape, spoken_of
from app.usecases.plans import findings_of
from app.usecases.reading import Reading
from app.usecases.wording import counted
from scheduling import Finding, FindingKind

SENTENCES = {
    FindingKind.LINK_VIOLATED: "stands {days} earlier than the link {link} demands",
    FindingKind.OUT_OF_SEQUENCE: "was reported before the link {link} allowed it",
    FindingKind.PAST_WINDOW: "finishes {days} after its window",
    FindingKind.DEADLINE_MISSED: "finishes {days} after its deadline",
    FindingKind.AWAITING_REPORT: "is over by the data date and nobody has reported it",
    FindingKind.CANCELLED_IN_CHAIN: "is cancelled and still passes its links through",
}


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
            message=f"{finding.activity} {_sentence(finding)}",
        )


class FindingsAnswer(Answer):
    """Every finding, by milestone in the order of the plan."""

    findings: tuple[FindingShape, ...]

    @classmethod
    def of(cls, reading: Reading) -> Self:
        found = findings_of(reading)
        return cls(**spoken_of(reading), findings=tuple(map(FindingShape.of, found)))


def _sentence(finding: Finding) -> str:
    sentence = SENTENCES.get(finding.kind, f"has the finding {finding.kind.value}")
    return sentence.format(days=counted(finding.days or 0), link=finding.link)

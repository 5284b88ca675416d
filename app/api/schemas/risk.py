"""What the dates of a plan are worth."""

from datetime import date
from typing import Any, Self

from pydantic import Field

from app.api.schemas.shapes import Answer, LinkName, Shape, SpanText
from app.plan import Mark, format_span
from app.store import JobState
from app.usecases.estimates import Curve
from app.usecases.jobs import RiskJob
from app.usecases.risk import Risk, RuleRisk, TargetRisk
from scheduling.risk import EventRisk

PROBABILITY = "Share of the iterations, 0 to 1"


class AssumedShape(Shape):
    """What was assumed of how many milestones that are not over."""

    estimated: int = Field(description="Drawn from the plan's own estimates")
    spread: int = Field(description="Without an estimate: drawn from `spread`")
    exact: int = Field(description="Take the days that are planned or expected, no more, no less")
    windows: int = Field(description="Placed at random in their windows")


class InfluenceShape(Shape):
    """How much a milestone has to do with the target's date."""

    code: str
    critical: float = Field(description="Share of iterations with it on the critical path")
    correlation: float | None = Field(
        description="Rank correlation with the target; null where chance alone would explain it"
    )


class SwingShape(Shape):
    """A bar of the tornado: the target's P80 with this draw in its lowest and highest fifth."""

    code: str
    of: str = Field(description="duration or window")
    low: date
    high: date
    days: int


class TargetRiskShape(Shape):
    """When a target finishes."""

    target: str
    deterministic: date = Field(description="As it is planned")
    p50: date = Field(description="By then half of the iterations have finished")
    p80: date
    p90: date
    p50_days: int = Field(description="Calendar days from the planned date to P50: the merge bias")
    mean_days: float = Field(description="The same to the mean")
    influences: tuple[InfluenceShape, ...] = Field(description="Most often critical first")
    tornado: tuple[SwingShape, ...] = Field(description="Widest first")

    @classmethod
    def of(cls, risk: TargetRisk) -> Self:
        return cls(
            target=risk.target,
            deterministic=risk.bias.deterministic,
            p50=risk.p50,
            p80=risk.p80,
            p90=risk.p90,
            p50_days=risk.bias.p50_days,
            mean_days=risk.bias.mean_days,
            influences=tuple(map(InfluenceShape.model_validate, risk.influences)),
            tornado=tuple(map(SwingShape.model_validate, risk.tornado)),
        )


class LinkRiskShape(Shape):
    """The probability that a link holds."""

    link: LinkName
    probability: float = Field(description=PROBABILITY)


class EventRiskShape(Shape):
    """The probability that all links into a fixed event hold, and each of them."""

    code: str
    probability: float = Field(description=PROBABILITY)
    links: tuple[LinkRiskShape, ...]

    @classmethod
    def of(cls, risk: EventRisk) -> Self:
        links = tuple(
            LinkRiskShape(link=LinkName.of(each.link), probability=each.probability)
            for each in risk.links
        )
        return cls(code=risk.code, probability=risk.probability, links=links)


class KeptShape(Shape):
    """The probability that a milestone finishes by a day."""

    code: str
    last: date
    probability: float = Field(description=PROBABILITY)


class RuleRiskShape(Shape):
    """The probability that a lag is kept, with its successor as late as it may be."""

    link: LinkName
    mark: Mark = Field(description="Where the rule comes from")
    source: str
    held: SpanText = Field(description="The last dates that the successor may have")
    probability: float = Field(description=PROBABILITY)

    @classmethod
    def of(cls, risk: RuleRisk) -> Self:
        return cls(
            link=LinkName.of(risk.link),
            mark=risk.mark,
            source=risk.source,
            held=format_span(risk.held),
            probability=risk.probability,
        )


class RiskAnswer(Answer):
    """What a plan's dates are worth; the same for the same question and seed."""

    seed: int
    iterations: int
    spread: int
    curve: Curve
    assumed: AssumedShape
    targets: tuple[TargetRiskShape, ...]
    events: tuple[EventRiskShape, ...] = Field(description="Fixed, not over, waiting for something")
    deadlines: tuple[KeptShape, ...]
    windows: tuple[KeptShape, ...] = Field(description="Whether each ends within its window")
    rules: tuple[RuleRiskShape, ...] = Field(
        description="Lags into what is fixed or has a window, such as twelve weeks before a forum"
    )

    @classmethod
    def of(cls, spoken: dict[str, Any], risk: Risk) -> Self:
        """``risk``, which is that of what is ``spoken`` of."""
        question = risk.question
        return cls(
            **spoken,
            seed=question.seed,
            iterations=question.iterations,
            spread=question.spread,
            curve=question.curve,
            assumed=AssumedShape.model_validate(risk.assumed),
            targets=tuple(map(TargetRiskShape.of, risk.targets)),
            events=tuple(map(EventRiskShape.of, risk.events)),
            deadlines=tuple(map(KeptShape.model_validate, risk.deadlines)),
            windows=tuple(map(KeptShape.model_validate, risk.windows)),
            rules=tuple(map(RuleRiskShape.of, risk.rules)),
        )


class RiskJobAnswer(Answer):
    """A question that is answered by and by."""

    job: int = Field(description="Its number")
    state: JobState
    progress: float = Field(description="How much of it is done, 0 to 1")
    iterations: int
    seed: int
    outdated: bool = Field(
        description="An earlier release answers it: asked again, the question is a new job"
    )
    problem: str | None = Field(description="Why there is no answer, if there is none to come")
    result: RiskAnswer | None = Field(description="The answer, once it is done")

    @classmethod
    def of(cls, found: RiskJob) -> Self:
        job, question = found.job, found.question
        spoken: dict[str, Any] = {
            "plan": job.plan,
            "revision": job.revision,
            "data_date": job.data_date,
        }
        return cls(
            **spoken,
            job=job.id,
            state=job.state,
            progress=job.progress,
            iterations=question.iterations,
            seed=question.seed,
            outdated=found.outdated,
            problem=found.problem,
            result=RiskAnswer.of(spoken, found.answer) if found.answer else None,
        )

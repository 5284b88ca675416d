"""What the dates of a plan are worth: its targets, events, deadlines, windows and rules by chance.

The answer is plain data that follows from the plan, its data date and the question alone.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date

from app.errors import Problem, Refused, problem_of
from app.plan.model import Mark, Plan
from app.store import Store
from app.usecases.estimates import CERTAIN, Assumed, Curve, estimates_of
from app.usecases.reading import NOW, AsOf, Reading, read
from app.usecases.rules import Rule, held, rules_of
from scheduling import PROJECT, Link, Network, Schedule, SchedulingError, Span
from scheduling.risk import EventRisk, MergeBias, RiskResult, Swing, Uncertainty, simulate

USUAL_ITERATIONS = 2_000
MOST_AT_ONCE = 4_000_000
"""Iterations times milestones times targets that are answered at once: in a second or two."""
BEYOND_CHANCE = 3.0
"""How many standard deviations of a correlation that is none a correlation has to show."""
DIGITS = 4
STRONGEST = 20
"""How many milestones are told of those that move a target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Of which targets, the plan's own if none is named; how often and from which seed it is drawn.

    A milestone without an estimate takes ``spread`` percent less to as much more of its days.
    """

    targets: tuple[str, ...] = ()
    iterations: int = USUAL_ITERATIONS
    seed: int = 0
    spread: int = CERTAIN
    curve: Curve = Curve.PERT


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """How much a milestone has to do with a target's date.

    ``critical`` is the share of iterations with it on the critical path; ``correlation`` that of
    the ranks of what it draws with those of the target, None where chance alone would explain it.
    """

    code: str
    critical: float
    correlation: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRisk:
    """When a target finishes: ``bias`` is what chance alone adds to the planned date."""

    target: str
    p50: date
    p80: date
    p90: date
    bias: MergeBias
    influences: tuple[Influence, ...]
    tornado: tuple[Swing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The probability that ``code`` finishes by ``last``, its deadline or its window's last day."""

    code: str
    last: date
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRisk:
    """The probability that a lag is kept.

    Its successor is ``held`` at the last dates that it may have: its fixed ones, or the last place
    in its window.
    """

    link: Link
    mark: Mark
    source: str
    held: Span
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The answer to ``question``, with what it assumes."""

    question: Question
    assumed: Assumed
    targets: tuple[TargetRisk, ...]
    events: tuple[EventRisk, ...]
    deadlines: tuple[Kept, ...]
    windows: tuple[Kept, ...]
    rules: tuple[RuleRisk, ...]


Sharing = Callable[[int, int], Executor]
"""Who runs the blocks of a simulation, given its number, from 0, and how many there are."""


def risk(store: Store, plan: str, question: Question, as_of: AsOf = NOW) -> tuple[Reading, Risk]:
    """What ``question`` asks of the plan ``as_of``, if it is answered at once."""
    reading = read(store, plan, as_of)
    named = replace(question, targets=tuple(map(reading.target, question.targets)))
    check_size(reading.plan, named)
    return reading, risk_of(reading.plan, reading.schedule, reading.undated, named)


def check_size(plan: Plan, question: Question) -> None:
    """Refuse what takes longer than somebody waits for the answer."""
    targets = len(question.targets or plan.targets or (PROJECT,))
    each = max(1, len(plan.milestones) * targets)
    most = max(1, MOST_AT_ONCE // each)
    if question.iterations > most:
        rule = f"must be at most {most} to be answered at once; a job (risk/jobs) may have more"
        raise Refused([Problem("iterations", rule)])


def risk_of(
    plan: Plan,
    planned: Schedule,
    undated: frozenset[str],
    question: Question,
    *,
    sharing: Sharing | None = None,
) -> Risk:
    """What ``question`` asks of ``plan`` as it is ``planned``; the same for the same seed."""
    targets = _targets(plan, planned, undated, question.targets)
    estimates = estimates_of(plan, planned, spread=question.spread, curve=question.curve)
    rules = rules_of(plan, planned, undated)
    parts = 2 if rules else 1
    executors = [sharing(part, parts) if sharing else None for part in range(parts)]
    drawing = _Drawing(planned, targets, question, estimates.days)
    try:
        result = drawing.result(planned.network, (), executors[0])
        kept = result
        if rules:
            kept = drawing.result(held(planned.network, rules), rules, executors[1])
    except SchedulingError as error:
        raise Refused([problem_of(error)]) from error
    return Risk(
        question=question,
        assumed=estimates.assumed,
        targets=tuple(_target(result, target) for target in targets),
        events=tuple(_events(result, undated)),
        deadlines=tuple(_deadlines(result)),
        windows=tuple(_windows(result)),
        rules=tuple(_rules(rules, kept)),
    )


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Simulates a network, and the same with its rules held."""

    planned: Schedule
    targets: tuple[str, ...]
    question: Question
    days: Mapping[str, Uncertainty]

    def result(
        self, network: Network, rules: tuple[Rule, ...], executor: Executor | None
    ) -> RiskResult:
        return simulate(
            network,
            uncertainty=self.days,
            progress=self.planned.progress,
            data_date=self.planned.data_date,
            options=self.planned.options,
            targets=self.targets,
            rules=dict.fromkeys(rule.link for rule in rules),
            iterations=self.question.iterations,
            seed=self.question.seed,
            executor=executor,
        )


def _target(result: RiskResult, target: str) -> TargetRisk:
    finish, bias = result.finish(target), result.merge_bias(target)
    correlations = _correlations(result, target)
    return TargetRisk(
        target=target,
        p50=finish.p50,
        p80=finish.p80,
        p90=finish.p90,
        bias=replace(bias, mean_days=round(bias.mean_days, DIGITS)),
        influences=tuple(_influences(result, target, correlations))[:STRONGEST],
        tornado=tuple(each for each in result.tornado(target) if each.code in correlations),
    )


def _correlations(result: RiskResult, target: str) -> dict[str, float]:
    """By milestone, those that chance alone would not explain: of its duration or its window."""
    least = BEYOND_CHANCE / math.sqrt(result.iterations)
    found: dict[str, float] = {}
    for each in result.sensitivity(target):  # the stronger of the two comes first
        if abs(each.rank_correlation) > least:
            found.setdefault(each.code, round(each.rank_correlation, DIGITS))
    return found


def _influences(
    result: RiskResult, target: str, correlations: Mapping[str, float]
) -> list[Influence]:
    """Those most often critical, and of them those that move the target most, first."""
    shares = result.shares[target]
    found = [
        Influence(code=code, critical=shares.get(code, 0.0), correlation=correlations.get(code))
        for code in {**shares, **correlations}
    ]
    return sorted(found, key=lambda each: (-each.critical, -abs(each.correlation or 0), each.code))


def _events(result: RiskResult, undated: frozenset[str]) -> Iterator[EventRisk]:
    """The fixed events; what nobody has dated is no reason to believe that they are kept."""
    for event in result.events:
        links = tuple(each for each in event.links if each.link.predecessor not in undated)
        if links:
            yield replace(event, links=links)


def _deadlines(result: RiskResult) -> Iterator[Kept]:
    activities = result.deterministic.network.activities
    for code, probability in result.deadlines.items():
        if last := activities[code].deadline:
            yield Kept(code=code, last=last, probability=probability)


def _windows(result: RiskResult) -> Iterator[Kept]:
    activities = result.deterministic.network.activities
    for code, probability in result.windows.items():
        if window := activities[code].window:
            yield Kept(code=code, last=window.last, probability=probability)


def _rules(rules: tuple[Rule, ...], result: RiskResult) -> Iterator[RuleRisk]:
    chances = {each.link: each.probability for each in result.rules}
    for rule in rules:
        yield RuleRisk(
            link=rule.link,
            mark=rule.described.mark,
            source=rule.described.source,
            held=rule.held,
            probability=chances[rule.link],
        )


def _targets(
    plan: Plan, planned: Schedule, undated: frozenset[str], asked: tuple[str, ...]
) -> tuple[str, ...]:
    """Those asked for, or those of the plan's own that have a date."""
    named = tuple(dict.fromkeys(asked or plan.targets or (PROJECT,)))
    without = {
        code
        for code in named
        if code in undated
        or (code in planned.network.activities and planned.dates(code).finish is None)
    }
    if without and (asked or len(without) == len(named)):
        code = next(code for code in named if code in without)
        raise Refused([Problem("target", f"{code} is cancelled or has no date yet")])
    return tuple(code for code in named if code not in without)

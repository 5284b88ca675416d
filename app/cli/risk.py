"""``imrf risk``: what dates are worth while durations and windows are uncertain."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

import typer

from app.cli.groups import spread
from app.cli.options import (
    Json,
    Targets,
)
from app.cli.output import write_json
from app.cli.planned import Planned
from app.cli.risks import risk_shape, share
from app.cli.sources import Document
from app.cli.tables import counted, heading, write_lines, write_table
from app.cli.verbs import new_verb
from app.plan import format_span
from app.plan.limits import LAST_NUMBER
from app.usecases.estimates import CERTAIN, MOST_SPREAD, Curve
from app.usecases.risk import USUAL_ITERATIONS, Question, Risk, TargetRisk, risk_of
from scheduling.risk import MOST_ITERATIONS

verb = new_verb()

TARGETS = ("target", "planned", "P50", "P80", "P90", ">P50 later by")
INFLUENCES = ("code", "~title", ">critical", ">moves it", "P80 from", "to")
PROBABILITIES = ("code", "~what is kept", "by", ">probability")


class _Chance(NamedTuple):
    """The probability that something of ``code`` is kept by the dates told."""

    code: str
    what: str
    by: str
    probability: float


@verb.command()
@spread
def risk(
    document: Document,
    target: Targets = None,
    iterations: Annotated[
        int, typer.Option(min=1, max=MOST_ITERATIONS, help="How often the plan is scheduled.")
    ] = USUAL_ITERATIONS,
    seed: Annotated[
        int, typer.Option(min=0, max=LAST_NUMBER, help="The same seed draws the same numbers.")
    ] = 0,
    spread: Annotated[
        int,
        typer.Option(
            min=0,
            max=MOST_SPREAD,
            metavar="PERCENT",
            help="By which a duration without an estimate may be less or more.",
        ),
    ] = CERTAIN,
    curve: Annotated[
        Curve, typer.Option(help="How likely what lies between the three points is.")
    ] = Curve.PERT,
    json: Json = False,
) -> None:
    """P50, P80 and P90 dates, what drives them, and the chance that each date and rule is kept.

    The plan is scheduled many times, with durations drawn from their estimates and dates from
    their windows. What no estimate is given for takes the planned days, or --spread.
    """
    planned = document.planned()
    named = planned.targets(target) if target else ()
    question = Question(targets=named, iterations=iterations, seed=seed, spread=spread, curve=curve)
    found = risk_of(planned.plan, planned.schedule, planned.undated, question)
    if json:
        write_json(risk_shape(planned, found))
    else:
        _tell(planned, found)


def _tell(planned: Planned, found: Risk) -> None:
    asked = found.question
    write_lines(heading(planned, counted(asked.iterations, "iteration"), f"seed {asked.seed}"))
    write_lines([*_assumed(found), ""])
    write_table(TARGETS, [_target_row(each) for each in found.targets])
    for target in found.targets:
        write_lines(["", f"What drives {target.target}:", ""])
        write_table(INFLUENCES, list(_influences(planned, target)))
    _tell_kept(list(_chances(planned, found)))


def _tell_kept(chances: list[_Chance]) -> None:
    """The least probable first; what is kept in every iteration is counted."""
    unsure = sorted(
        (each for each in chances if each.probability < 1), key=lambda each: each.probability
    )
    if unsure:
        write_lines(["", "What may not be kept:", ""])
        rows = [(*each[:3], share(each.probability)) for each in unsure]
        write_table(PROBABILITIES, rows)
    write_lines(["", f"Kept in every iteration: {len(chances) - len(unsure)} of {len(chances)}."])


def _assumed(found: Risk) -> Iterator[str]:
    assumed = found.assumed
    yield f"Drawn from estimates: {counted(assumed.estimated, 'milestone')}."
    yield f"Drawn from windows: {counted(assumed.windows, 'milestone')}."
    if assumed.spread:
        percent = found.question.spread
        yield f"Without an estimate, ±{percent} %: {counted(assumed.spread, 'milestone')}."
    if assumed.exact:
        yield f"Taken to last exactly as planned: {counted(assumed.exact, 'milestone')}."


def _target_row(risk: TargetRisk) -> tuple[object, ...]:
    bias = risk.bias
    return risk.target, bias.deterministic, risk.p50, risk.p80, risk.p90, f"{bias.p50_days:+} cd"


def _influences(planned: Planned, risk: TargetRisk) -> Iterator[tuple[object, ...]]:
    swings = {each.code: each for each in reversed(risk.tornado)}
    for each in risk.influences:
        swing = swings.get(each.code)
        yield (
            each.code,
            planned.milestones[each.code].title,
            share(each.critical),
            None if each.correlation is None else f"{each.correlation:+.2f}",
            swing and swing.low,
            swing and swing.high,
        )


def _chances(planned: Planned, found: Risk) -> Iterator[_Chance]:
    for event in found.events:
        day = planned.schedule.dates(event.code).start
        yield _Chance(event.code, "what it waits for", str(day), event.probability)
    for name, kept in (("deadline", found.deadlines), ("window", found.windows)):
        for each in kept:
            yield _Chance(each.code, name, str(each.last), each.probability)
    for rule in found.rules:
        said = f"{rule.link} ({rule.mark.value})"
        yield _Chance(rule.link.successor, said, format_span(rule.held), rule.probability)

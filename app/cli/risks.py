"""The parts of an answer about risk, under the names that the API uses."""

from dataclasses import asdict

from app.cli.planned import Planned
from app.cli.shapes import Shape, link_shape, spoken_of
from app.plan import format_span
from app.usecases.risk import Risk, TargetRisk
from scheduling.risk import EventRisk


def risk_shape(planned: Planned, risk: Risk) -> Shape:
    question = risk.question
    return {
        **spoken_of(planned),
        "seed": question.seed,
        "iterations": question.iterations,
        "spread": question.spread,
        "curve": question.curve.value,
        "assumed": asdict(risk.assumed),
        "targets": [_target_shape(each) for each in risk.targets],
        "events": [_event_shape(each) for each in risk.events],
        "deadlines": [asdict(each) for each in risk.deadlines],
        "windows": [asdict(each) for each in risk.windows],
        "rules": [
            {
                "link": link_shape(each.link),
                "mark": each.mark.value,
                "source": each.source,
                "held": format_span(each.held),
                "probability": each.probability,
            }
            for each in risk.rules
        ],
    }


def _target_shape(risk: TargetRisk) -> Shape:
    return {
        "target": risk.target,
        "deterministic": risk.bias.deterministic,
        "p50": risk.p50,
        "p80": risk.p80,
        "p90": risk.p90,
        "p50_days": risk.bias.p50_days,
        "mean_days": risk.bias.mean_days,
        "influences": [asdict(each) for each in risk.influences],
        "tornado": [{**asdict(each), "days": each.days} for each in risk.tornado],
    }


def _event_shape(risk: EventRisk) -> Shape:
    links = [
        {"link": link_shape(each.link), "probability": each.probability} for each in risk.links
    ]
    return {"code": risk.code, "probability": risk.probability, "links": links}


def share(probability: float) -> str:
    """``97 %``; what is not quite certain is not told as 0 or 100."""
    if 0 < probability < 0.005:
        return "< 1 %"
    if 0.995 <= probability < 1:
        return "> 99 %"
    return f"{probability:.0%}".replace("%", " %")

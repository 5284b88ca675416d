"""What ``imrf schedule --json`` tells around each target beside its path."""

from dataclasses import dataclass

from app.cli.planned import Planned
from app.cli.shapes import (
    Shape,
    disagreement_shape,
    explanation_shape,
    float_path_shape,
    path_shape,
)
from app.usecases.surroundings import Wanted, surroundings
from scheduling import explain


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked beside the dates, and of which milestones the reasons."""

    wanted: Wanted
    reasons_of: tuple[str, ...]


def around(planned: Planned, target: str, asked: Asked) -> Shape:
    """What there is to say around ``target``; what was not asked for has no key."""
    schedule, path = planned.schedule, planned.path(target)
    found = surroundings(schedule, path, asked.wanted)
    shape: Shape = {
        "critical_path": path_shape(path),
        "near_critical": list(found.near_critical),
        "disagreements": [disagreement_shape(each) for each in found.disagreements],
    }
    if asked.wanted.float_paths:
        shape["float_paths"] = [float_path_shape(each) for each in found.float_paths]
    if asked.wanted.drag:
        shape["drag"] = found.drag
    if asked.reasons_of:
        reasons = (explain(schedule, code, target) for code in asked.reasons_of)
        shape["explanations"] = [{"code": each.code, **explanation_shape(each)} for each in reasons]
    return shape

"""What lies around a critical path: what is nearly critical, what comes next, what would help."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Problem, Refused
from scheduling import (
    NEAR_CRITICAL,
    CriticalPath,
    Disagreement,
    FloatPath,
    Schedule,
    disagreements,
    drag,
    float_paths,
    near_critical,
)

MOST_NEAR = 1_000
MOST_PATHS = 20
MOST_DRAG = 500_000
"""Milestones of the path times those of the plan: each drag schedules the plan anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How much of it is asked for: within how many working days, how many paths, drag or not."""

    near: int = NEAR_CRITICAL
    float_paths: int = 0
    drag: bool = False


LITTLE = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What lies around one path; ``drag`` is empty where it was not asked for."""

    near_critical: tuple[str, ...]
    float_paths: tuple[FloatPath, ...]
    drag: Mapping[str, int]
    disagreements: tuple[Disagreement, ...]


def surroundings(schedule: Schedule, path: CriticalPath, wanted: Wanted) -> Surroundings:
    """What lies around ``path``, as far as it is ``wanted``."""
    if wanted.drag:
        _check_drag(schedule, path)
    return Surroundings(
        near_critical=near_critical(schedule, path.target, wanted.near),
        float_paths=float_paths(schedule, path.target, wanted.float_paths),
        drag=drag(schedule, path.target) if wanted.drag else {},
        disagreements=disagreements(schedule, path.target),
    )


def _check_drag(schedule: Schedule, path: CriticalPath) -> None:
    steps, all_of_it = len(path.activities), len(schedule.network.activities)
    if steps * all_of_it > MOST_DRAG:
        rule = (
            f"is too much work for the {steps} milestones on the path to {path.target} in a plan "
            f"of {all_of_it}: ask for it with a nearer target"
        )
        raise Refused([Problem("drag", rule)])

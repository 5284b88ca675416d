"""The critical path to a target, step by step, each with its dates, float and drivers."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.plan.model import Milestone, PlanLink
from app.plan.network import described
from app.usecases.reading import Reading
from app.usecases.surroundings import LITTLE, Wanted, surroundings
from scheduling import (
    ActivityDates,
    Disagreement,
    Driver,
    FloatPath,
    LateDates,
    Link,
)
from scheduling import critical_path as engine_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One milestone of the path: ``late`` is relative to the path's target.

    ``drag`` is how many working days earlier the target would finish if it took no time; None
    where that was not asked for.
    """

    milestone: Milestone
    dates: ActivityDates
    late: LateDates
    drivers: tuple[Driver, ...]
    drag: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The critical path to ``target``.

    ``steps`` end with the target; ``links`` join them, with where each link comes from.
    ``by_least_float``: no link sets the target's own date, so this is the chain that can lose the
    fewest days, which are ``total_float`` working days. Around it: ``near_critical`` by float,
    ``float_paths`` as many as were asked for, and where driving and the lowest float part.
    """

    reading: Reading
    target: str
    by_least_float: bool
    total_float: int | None
    steps: tuple[Step, ...]
    links: tuple[PlanLink, ...]
    near_critical: tuple[Step, ...]
    float_paths: tuple[FloatPath, ...]
    disagreements: tuple[Disagreement, ...]


def path_to(reading: Reading, target: str, wanted: Wanted = LITTLE) -> Path:
    """The critical path to ``target`` in ``reading``, and what lies around it."""
    found = engine_path(reading.schedule, target)
    around = surroundings(reading.schedule, found, wanted)

    def step(code: str) -> Step:
        return step_of(reading, reading.milestones[code], target, drag=around.drag.get(code))

    return Path(
        reading=reading,
        target=target,
        by_least_float=found.by_least_float,
        total_float=found.total_float,
        steps=tuple(map(step, found.activities)),
        links=links_of(reading, found.links),
        near_critical=tuple(map(step, around.near_critical)),
        float_paths=around.float_paths,
        disagreements=around.disagreements,
    )


def step_of(
    reading: Reading, milestone: Milestone, target: str, *, drag: int | None = None
) -> Step:
    """``milestone`` as a step towards ``target``."""
    schedule = reading.schedule
    return Step(
        milestone=milestone,
        dates=reading.dates(milestone.code),
        late=schedule.late(milestone.code, target),
        drivers=schedule.drivers(milestone.code),
        drag=drag,
    )


def links_of(reading: Reading, links: Iterable[Link]) -> tuple[PlanLink, ...]:
    """The plan's links behind the engine's, in their order."""
    known = described(reading.plan)
    return tuple(known[link] for link in links)

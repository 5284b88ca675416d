"""The critical path to a target, step by step, each with its dates, float and drivers."""

from dataclasses import dataclass

from app.plan.model import Milestone, PlanLink
from app.store import Store
from app.usecases.reading import NOW, AsOf, Reading, read
from scheduling import ActivityDates, CriticalPath, Driver, LateDates, Link
from scheduling import critical_path as engine_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One milestone of the path: ``late`` is relative to the path's target."""

    milestone: Milestone
    dates: ActivityDates
    late: LateDates
    drivers: tuple[Driver, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The critical path to ``target``.

    ``steps`` end with the target; ``links`` join them, with where each link comes from.
    ``by_least_float``: no link sets the target's own date, so this is the chain that can lose the
    fewest days, which are ``total_float`` working days.
    """

    reading: Reading
    target: str
    by_least_float: bool
    total_float: int | None
    steps: tuple[Step, ...]
    links: tuple[PlanLink, ...]


def critical_path(store: Store, plan: str, target: str | None = None, *, as_of: AsOf = NOW) -> Path:
    """The path to ``target``: a milestone's code, ``project``, or the plan's first target."""
    reading = read(store, plan, as_of)
    return path_to(reading, reading.target(target))


def path_to(reading: Reading, target: str) -> Path:
    """The critical path to ``target`` in ``reading``."""
    found = engine_path(reading.schedule, target)
    milestones = {each.code: each for each in reading.plan.milestones}
    return Path(
        reading=reading,
        target=target,
        by_least_float=found.by_least_float,
        total_float=found.total_float,
        steps=tuple(_step(reading, milestones[code], target) for code in found.activities),
        links=_links(reading, found),
    )


def _step(reading: Reading, milestone: Milestone, target: str) -> Step:
    schedule = reading.schedule
    return Step(
        milestone=milestone,
        dates=reading.dates(milestone.code),
        late=schedule.late(milestone.code, target),
        drivers=schedule.drivers(milestone.code),
    )


def _links(reading: Reading, path: CriticalPath) -> tuple[PlanLink, ...]:
    """The plan's links behind the engine's, in the order of the path."""
    described = {engine_link(link): link for link in reversed(reading.plan.links)}
    return tuple(described[link] for link in path.links)


def engine_link(link: PlanLink) -> Link:
    """The engine's link behind the plan's."""
    return Link(
        predecessor=link.predecessor,
        successor=link.successor,
        type=link.type,
        lag=link.lag,
        unit=link.unit,
    )

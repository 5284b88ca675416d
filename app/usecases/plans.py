"""Which plans there are; of one how its milestones stand, its revisions, and what was said."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import NotFound
from app.plan.model import Milestone
from app.plan.updates import RecordedUpdate, Revision
from app.store import ALL, Part, PlanName, Store
from app.usecases.reading import NOW, AsOf, Reading, find, read, seen_from
from scheduling import (
    NOT_STARTED,
    ActivityDates,
    Driver,
    LateDates,
    Progress,
    critical_path,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A milestone as it stands in a reading.

    ``late`` holds its late dates and total float by target, ``critical_to`` the targets that it
    drives. ``undated`` means that nobody has dated it: it shows no forecast.
    """

    milestone: Milestone
    progress: Progress
    dates: ActivityDates
    undated: bool
    drivers: tuple[Driver, ...]
    late: Mapping[str, LateDates]
    free_float: int | None
    critical_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A reading, milestone by milestone in the order of the plan, for the targets asked for."""

    reading: Reading
    targets: tuple[str, ...]
    standings: tuple[Standing, ...]

    def of(self, code: str) -> Standing:
        """How ``code`` stands, or NotFound."""
        for standing in self.standings:
            if standing.milestone.code == code:
                return standing
        raise NotFound("milestone", code)


def plans(store: Store, *, archived: bool = False) -> tuple[PlanName, ...]:
    """The plans by code, each with its newest revision; those that are archived, or the others."""
    return tuple(each for each in store.plans() if each.archived is archived)


def revisions(store: Store, plan: str, as_of: AsOf = NOW, part: Part = ALL) -> tuple[Revision, ...]:
    """The revisions up to ``as_of``, oldest first, or a part of them."""
    return store.revisions(find(store, plan, as_of), part)


def updates(
    store: Store, plan: str, code: str | None = None, as_of: AsOf = NOW, part: Part = ALL
) -> tuple[RecordedUpdate, ...]:
    """What was said up to ``as_of``, of all milestones or of ``code``, oldest first, or a part."""
    if code is None:
        point = find(store, plan, as_of)
        seen_from(point.revision, as_of)
        return store.updates(point, part=part)
    reading = read(store, plan, as_of)
    return store.updates(reading.point, reading.milestone(code).uid, part=part)


def timeline(
    store: Store, plan: str, as_of: AsOf = NOW, *, targets: tuple[str, ...] = ()
) -> Timeline:
    """Every milestone with its dates, and its float to ``targets`` (else to the plan's own)."""
    reading = read(store, plan, as_of)
    asked = reading.targets_among(targets)
    return Timeline(reading=reading, targets=asked, standings=standings(reading, asked))


def standings(reading: Reading, targets: tuple[str, ...]) -> tuple[Standing, ...]:
    """How each milestone of ``reading`` stands to ``targets``."""
    paths = {
        target: frozenset(critical_path(reading.schedule, target).activities) for target in targets
    }
    return tuple(_standing(reading, each, paths) for each in reading.plan.milestones)


def _standing(
    reading: Reading, milestone: Milestone, paths: Mapping[str, frozenset[str]]
) -> Standing:
    schedule, code = reading.schedule, milestone.code
    return Standing(
        milestone=milestone,
        progress=reading.plan.progress.get(code, NOT_STARTED),
        dates=reading.dates(code),
        undated=code in reading.undated,
        drivers=schedule.drivers(code),
        late={target: schedule.late(code, target) for target in paths},
        free_float=schedule.free_float(code),
        critical_to=tuple(target for target, path in paths.items() if code in path),
    )

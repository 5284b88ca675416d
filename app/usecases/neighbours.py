"""What a milestone waits for and what waits for it, as people are told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.usecases.reading import Reading
from scheduling import LagUnit, LinkType, Status

NO_DATE = "no date yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The other end of a link: ``gap`` is its lag where it is counted in calendar days.

    ``standing`` says that it has no date or does not take place.
    """

    uid: UUID
    title: str
    type: LinkType
    gap: int
    standing: str


Neighbours = Mapping[str, tuple[Neighbour, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """By code: what each milestone waits for, and what it blocks."""

    waits_for: Neighbours
    blocks: Neighbours


def surroundings(reading: Reading) -> Surroundings:
    """The neighbours of every milestone, in an order that is the same in every process."""
    known = {each.code: each for each in reading.plan.milestones}
    standings = {code: _standing(reading, code) for code in known}
    waits_for: dict[str, list[Neighbour]] = {}
    blocks: dict[str, list[Neighbour]] = {}
    for link in reading.plan.links:
        gap = link.lag if link.unit is LagUnit.CALENDAR_DAYS else 0
        for ends, at, other in (
            (waits_for, link.successor, known[link.predecessor]),
            (blocks, link.predecessor, known[link.successor]),
        ):
            neighbour = Neighbour(
                uid=other.uid,
                title=other.title,
                type=link.type,
                gap=gap,
                standing=standings[other.code],
            )
            ends.setdefault(at, []).append(neighbour)
    return Surroundings(waits_for=_sorted(waits_for), blocks=_sorted(blocks))


def _standing(reading: Reading, code: str) -> str:
    if reading.schedule.status(code) is Status.CANCELLED:
        return Status.CANCELLED.value
    return NO_DATE if code in reading.undated else ""


def _sorted(ends: Mapping[str, list[Neighbour]]) -> Neighbours:
    """By title, then by uid and link."""
    return {
        code: tuple(
            sorted(found, key=lambda each: (each.title, str(each.uid), each.type.value, each.gap))
        )
        for code, found in ends.items()
    }

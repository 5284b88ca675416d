"""What a milestone waits for and what waits for it, as people are told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.plan.model import PlanLink
from app.usecases.reading import Reading
from app.usecases.wording import NO_DATE
from scheduling import LagUnit, LinkType, Status


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
class Neighbourhood:
    """By code: what each milestone waits for, and what it blocks."""

    waits_for: Neighbours
    blocks: Neighbours


def neighbourhood(reading: Reading) -> Neighbourhood:
    """The neighbours of every milestone, in an order that is the same in every process."""
    met = _Met(reading)
    waits_for: dict[str, list[Neighbour]] = {}
    blocks: dict[str, list[Neighbour]] = {}
    for link in reading.plan.links:
        waits_for.setdefault(link.successor, []).append(met.neighbour(link.predecessor, link))
        blocks.setdefault(link.predecessor, []).append(met.neighbour(link.successor, link))
    return Neighbourhood(waits_for=met.sorted(waits_for), blocks=met.sorted(blocks))


class _Met:
    """The neighbours met so far: those at the same end of like links are one object."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known = reading.milestones
        self._met: dict[tuple[str, LinkType, int], Neighbour] = {}
        self._order: dict[int, tuple[str, str, str, int]] = {}

    def neighbour(self, code: str, link: PlanLink) -> Neighbour:
        """The milestone ``code`` at an end of ``link``."""
        gap = link.lag if link.unit is LagUnit.CALENDAR_DAYS else 0
        name = (code, link.type, gap)
        if name not in self._met:
            other = self._known[code]
            found = Neighbour(
                uid=other.uid,
                title=other.title,
                type=link.type,
                gap=gap,
                standing=_standing(self._reading, code),
            )
            self._met[name] = found
            self._order[id(found)] = (other.title, str(other.uid), link.type.value, gap)
        return self._met[name]

    def sorted(self, ends: Mapping[str, list[Neighbour]]) -> Neighbours:
        """By title, then by uid and link."""
        return {
            code: tuple(sorted(found, key=lambda each: self._order[id(each)]))
            for code, found in ends.items()
        }


def _standing(reading: Reading, code: str) -> str:
    if reading.schedule.status(code) is Status.CANCELLED:
        return Status.CANCELLED.value
    return NO_DATE if code in reading.undated else ""

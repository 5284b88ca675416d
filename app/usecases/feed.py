"""What a calendar shows of one plan: the ledger's newest publication, with the words around it.

A feed speaks of the revision at which something was told last, not of the newest one: a change
that told nobody anything changes no feed, so a publication's number names all that is in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.plan.model import Milestone
from app.plan.updates import Baseline, BaselineDates
from app.store import Publication, Store
from app.usecases.reading import Reading, find, recalled
from app.usecases.room import Room, rooms
from app.usecases.shifts import Measure, Shift
from app.usecases.slippage import NO_DATES
from app.usecases.telling import Told, told
from scheduling import PROJECT, LagUnit, LinkType, Span, Status

TOMBSTONE = timedelta(days=30)
"""How long a cancelled milestone is still shown as cancelled, counted between data dates."""


class Kind(StrEnum):
    """Which milestones of a plan a feed shows."""

    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedScope:
    """Names a feed: the plan, the kind, and of which agency, track … where there are many."""

    plan: str
    kind: Kind = Kind.PLAN
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The other end of a link: ``gap`` is its lag where it is counted in calendar days."""

    uid: UUID
    title: str
    type: LinkType
    gap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A milestone as it was told: ``entry`` holds the dates, the sequence, the time, the cause.

    ``state`` is a status or ``not-yet-reported``. ``baseline`` holds its approved dates, ``shift``
    how far its finish has moved from them; None where it has not moved or has none.
    """

    milestone: Milestone
    track: str
    entry: Publication
    state: str
    room: Room
    baseline: BaselineDates
    shift: Shift | None
    waits_for: tuple[Neighbour, ...]
    blocks: tuple[Neighbour, ...]

    @property
    def window(self) -> Span | None:
        """The window that still stands for the date: nobody has named the day."""
        window = None if self.milestone.fixed else self.milestone.window
        if window is None or self.state in (Status.DONE, Status.CANCELLED, Status.IN_PROGRESS):
            return None
        return window if self.entry.finish <= window.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """All that a feed needs of a plan at publication ``number``, told at the instant ``modified``.

    ``number`` is 0 and ``modified`` None before anything was told. ``items`` are in order of uid.
    """

    scope: FeedScope
    number: int
    modified: datetime | None
    title: str
    description: str
    target: str
    items: tuple[Item, ...]


def feed(store: Store, scope: FeedScope) -> Feed:
    """The feed at the plan's newest publication."""
    newest = find(store, scope.plan)
    ledger = store.published(newest.plan_id)
    last = max(ledger.values(), key=lambda entry: entry.number, default=None)
    reading = recalled(
        store,
        store.find(scope.plan, last.revision) if last else newest,
        last.data_date if last else newest.revision.data_date,
    )
    target = reading.targets[0]
    draft = _Draft(reading, ledger, store.baseline(newest.plan_id))
    return Feed(
        scope=scope,
        number=last.number if last else 0,
        modified=last.last_modified if last else None,
        title=reading.plan.title,
        description=reading.plan.description,
        target=reading.plan.title if target == PROJECT else reading.milestone(target).title,
        items=tuple(sorted(draft.items(), key=lambda item: str(item.milestone.uid))),
    )


class _Draft:
    """What the items of one feed share."""

    def __init__(
        self, reading: Reading, ledger: Mapping[UUID, Publication], baseline: Baseline | None
    ) -> None:
        self._reading = reading
        self._ledger = ledger
        self._baseline = baseline
        self._measure = Measure(reading.plan, reading.schedule.network)
        self._rooms = rooms(reading.schedule, reading.targets[0])
        self._waits_for, self._blocks = _neighbours(reading)

    def items(self) -> Iterator[Item]:
        """Every milestone of which people know a date, the long cancelled ones left out."""
        for each in told(self._reading, self._ledger, self._baseline):
            entry = self._ledger.get(each.milestone.uid)
            if entry and not entry.withdrawn and not self._is_buried(each, entry):
                yield self._item(each, entry)

    def _is_buried(self, each: Told, entry: Publication) -> bool:
        cancelled = each.state == Status.CANCELLED
        return cancelled and self._reading.data_date - entry.data_date > TOMBSTONE

    def _item(self, each: Told, entry: Publication) -> Item:
        milestone, code = each.milestone, each.milestone.code
        frozen = self._baseline.dates.get(code, NO_DATES) if self._baseline else NO_DATES
        forecast = BaselineDates(start=entry.start, finish=entry.finish)
        shift = self._measure.shifts(code, frozen, forecast).finish
        return Item(
            milestone=milestone,
            track=self._reading.plan.tracks.get(milestone.track, milestone.track),
            entry=entry,
            state=each.state,
            room=self._rooms[code],
            baseline=frozen,
            shift=shift if shift and shift.calendar else None,
            waits_for=tuple(self._waits_for.get(code, ())),
            blocks=tuple(self._blocks.get(code, ())),
        )


def _neighbours(
    reading: Reading,
) -> tuple[dict[str, list[Neighbour]], dict[str, list[Neighbour]]]:
    """By code: what it waits for, and what it blocks."""
    known = {each.code: each for each in reading.plan.milestones}
    before: dict[str, list[Neighbour]] = {}
    after: dict[str, list[Neighbour]] = {}
    for link in reading.plan.links:
        gap = link.lag if link.unit is LagUnit.CALENDAR_DAYS else 0
        for ends, at, other in (
            (before, link.successor, known[link.predecessor]),
            (after, link.predecessor, known[link.successor]),
        ):
            ends.setdefault(at, []).append(
                Neighbour(uid=other.uid, title=other.title, type=link.type, gap=gap)
            )
    return _sorted(before), _sorted(after)


def _sorted(ends: dict[str, list[Neighbour]]) -> dict[str, list[Neighbour]]:
    """An order that is the same in every process: by title, then by uid and link."""
    for found in ends.values():
        found.sort(key=lambda each: (each.title, str(each.uid), each.type.value, each.gap))
    return ends

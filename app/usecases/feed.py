"""What a calendar shows of one plan: the ledger's newest publication, with the words around it.

A feed speaks of the revision at which something was told last, not of the newest one: a change
that told nobody anything changes no feed, so a publication's number names all that is in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from app.errors import NotFound
from app.plan.model import Milestone
from app.plan.updates import Baseline, BaselineDates, window_holds
from app.store import Publication, Store
from app.usecases.changed import Changed, changes
from app.usecases.neighbours import Neighbour
from app.usecases.publishing import BURIED
from app.usecases.reading import Reading, find, recalled
from app.usecases.room import Room
from app.usecases.scopes import FeedScope, Kind
from app.usecases.shifts import Measure
from app.usecases.sides import NO_DATES
from app.usecases.spoken import Spoken, spoken
from app.usecases.telling import UNDATED, Told, told
from scheduling import Shift, Span, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A milestone as it was told: ``entry`` holds the dates, the sequence, the time, the cause.

    ``state`` is a status, ``not-yet-reported`` or ``undated``. ``baseline`` holds its approved
    dates, ``approved`` the window that stood for them, ``shift`` how far its finish has moved from
    them; None where it has not moved, or not out of the window, or has none.
    """

    milestone: Milestone
    track: str
    entry: Publication
    state: str
    room: Room
    baseline: BaselineDates
    approved: Span | None
    shift: Shift | None
    waits_for: tuple[Neighbour, ...]
    blocks: tuple[Neighbour, ...]

    @property
    def called_off(self) -> bool:
        """Whether nothing takes place on its days any more."""
        return self.state in (Status.CANCELLED, UNDATED)

    @property
    def window(self) -> Span | None:
        """The window that still stands for the date: nobody has named the day."""
        window = self.milestone.open_window
        if window is None or self.called_off or self.state in (Status.DONE, Status.IN_PROGRESS):
            return None
        return window if self.entry.finish <= window.last else None

    @property
    def due(self) -> date | None:
        """The day by which it has to be there: its deadline, else the day of its "by"."""
        window = self.milestone.open_window
        by = window.last if window and window.first is None else None
        return self.milestone.deadline or by


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """All that a feed needs of a plan at publication ``number``, told at the instant ``modified``.

    ``number`` is 0 and ``modified`` None before anything was told. ``title`` is the plan's,
    ``part`` says which part of it is shown. ``items`` are in order of uid.
    """

    scope: FeedScope
    number: int
    modified: datetime | None
    title: str
    part: str
    description: str
    target: str
    items: tuple[Item, ...] = ()
    changes: tuple[Changed, ...] = ()
    spoken: Spoken = field(default_factory=Spoken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A publication as a whole; every feed of the plan is a part of it."""

    plan_id: int
    last: Publication | None
    reading: Reading
    items: tuple[Item, ...]

    @property
    def number(self) -> int:
        return self.last.number if self.last else 0

    @property
    def target(self) -> str:
        """The title of what the plan leads to first."""
        return self.reading.title(self.reading.targets[0])


def feed(store: Store, scope: FeedScope) -> Feed:
    """The feed at the plan's newest publication, and at its newest news where they are owed."""
    telling = telling_of(store, scope.plan)
    part, items = _shown(store, telling, scope)
    shown = Feed(
        scope=scope,
        number=telling.number,
        modified=telling.last.last_modified if telling.last else None,
        title=telling.reading.plan.title,
        part=part,
        description=telling.reading.plan.description,
        target=telling.target,
        items=tuple(items),
        changes=changes(store, telling.plan_id, telling.number)
        if scope.kind is Kind.CHANGES
        else (),
    )
    return _with_news(store, shown) if scope.kind is Kind.OWED else shown


def _with_news(store: Store, shown: Feed) -> Feed:
    """The same with what was heard since: an entry of news names it as a publication does."""
    heard = spoken(store, find(store, shown.scope.plan), shown.scope.name)
    times = [at for at in (shown.modified, heard.last and heard.last.last_modified) if at]
    return replace(
        shown,
        number=shown.number + (heard.last.number if heard.last else 0),
        modified=max(times, default=None),
        spoken=heard,
    )


def telling_of(store: Store, plan: str) -> Telling:
    """The plan's newest publication, put together once for all feeds."""
    newest = find(store, plan)
    number = store.publication(newest.plan_id)
    revision = 0 if number else newest.revision.number
    name = ("telling", newest.plan_id, number, revision)
    return store.recall(
        name, lambda: _telling(store, plan), weigh=lambda told: len(told.reading.plan.milestones)
    )


def _telling(store: Store, plan: str) -> Telling:
    newest = find(store, plan)
    ledger = store.published(newest.plan_id)
    last = max(ledger.values(), key=lambda entry: entry.number, default=None)
    reading = recalled(
        store,
        store.find(plan, last.revision) if last else newest,
        last.data_date if last else newest.revision.data_date,
    )
    items = _items(store, reading, ledger)
    return Telling(
        plan_id=newest.plan_id,
        last=last,
        reading=reading,
        items=tuple(sorted(items, key=lambda item: str(item.milestone.uid))),
    )


def _shown(store: Store, telling: Telling, scope: FeedScope) -> tuple[str, Iterable[Item]]:
    """What the part of the plan is called, and its items."""
    items, name = telling.items, scope.name
    match scope.kind:
        case Kind.AGENCY | Kind.OWED:
            return _of_agency(items, scope)
        case Kind.TRACK:
            title = telling.reading.plan.tracks.get(name, name)
            return title, (each for each in items if each.milestone.track == name)
        case Kind.MILESTONE:
            return _around(store, telling, name)
        case Kind.CRITICAL:
            target = telling.reading.targets[0]
            return "critical path", (
                each
                for each in items
                if each.room is Room.CRITICAL or each.milestone.code == target
            )
        case Kind.DEADLINES:
            return "deadlines", (each for each in items if each.due)
        case Kind.SELECTION:
            selected = frozenset(scope.names)
            return "selection", (each for each in items if str(each.milestone.uid) in selected)
        case Kind.CHANGES:
            return "changes", ()
        case Kind.PLAN:
            return "", items


def _of_agency(items: Iterable[Item], scope: FeedScope) -> tuple[str, Iterable[Item]]:
    """What it is responsible for or contributes to; of that it owes what is still open."""
    name = scope.name
    mine = [each for each in items if name in each.milestone.agencies]
    if scope.kind is Kind.AGENCY:
        return name, mine
    still_open = (each for each in mine if each.state != Status.DONE and not each.called_off)
    return f"owed by {name}", still_open


def _around(store: Store, telling: Telling, name: str) -> tuple[str, Iterable[Item]]:
    """A milestone and its direct neighbours; NotFound where the plan never had it."""
    plan = telling.reading.plan
    known = (*(each.milestone for each in telling.items), *plan.milestones)
    found = next((each for each in known if name in (each.code, str(each.uid))), None)
    if found is None:
        if not store.ever_had(telling.plan_id, name):
            raise NotFound("milestone", name)
        return name, ()
    beside = {found.code}
    for link in plan.links:
        if found.code in (link.predecessor, link.successor):
            beside |= {link.predecessor, link.successor}
    return found.title, (each for each in telling.items if each.milestone.code in beside)


def _items(store: Store, reading: Reading, ledger: Mapping[UUID, Publication]) -> Iterator[Item]:
    """Every milestone of which people know a date, and those lately taken away."""
    baseline = store.approved(reading.point.plan_id, reading.plan)
    draft = _Draft(reading)
    for each in told(reading, ledger, baseline):
        entry = ledger.get(each.milestone.uid)
        if entry and not entry.withdrawn:
            yield draft.item(each, entry, baseline)
    for entry in ledger.values():
        if entry.withdrawn and entry.facts != BURIED:
            yield draft.tombstone(_last_known(store, reading, entry), entry)


def _last_known(store: Store, reading: Reading, entry: Publication) -> Milestone:
    """The milestone of an entry as it was before the revision that took it away."""
    before = store.find(reading.plan.code, entry.revision - 1)
    *_, (_, last) = store.versions(before, entry.uid)
    return last


class _Draft:
    """What the items of one publication share."""

    def __init__(self, reading: Reading) -> None:
        self._tracks = reading.plan.tracks
        self._measure = Measure(reading.plan, reading.schedule.network)

    def item(self, each: Told, entry: Publication, baseline: Baseline | None) -> Item:
        milestone, code = each.milestone, each.milestone.code
        frozen = baseline.dates.get(code, NO_DATES) if baseline else NO_DATES
        approved = baseline.window(code) if baseline else None
        within = approved and window_holds(approved, entry.start, entry.finish)
        forecast = BaselineDates(start=entry.start, finish=entry.finish)
        shift = self._measure.shifts(code, frozen, forecast).finish
        return Item(
            milestone=milestone,
            track=self._tracks.get(milestone.track, milestone.track),
            entry=entry,
            state=each.state,
            room=each.room,
            baseline=frozen,
            approved=approved,
            shift=shift if shift and not within else None,
            waits_for=each.waits_for,
            blocks=each.blocks,
        )

    def tombstone(self, milestone: Milestone, entry: Publication) -> Item:
        """What was taken away, or its date was, as it was told last: it is linked to nothing."""
        return Item(
            milestone=replace(milestone, meeting=None),
            track=milestone.track,
            entry=entry,
            state=UNDATED if entry.facts == UNDATED else Status.CANCELLED,
            room=Room.NONE,
            baseline=NO_DATES,
            approved=None,
            shift=None,
            waits_for=(),
            blocks=(),
        )

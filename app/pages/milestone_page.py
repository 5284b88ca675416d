"""What the page of one milestone shows, ready to be laid out."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.pages import words
from app.pages.addresses import agency_address, milestone_address, plan_address, why_address
from app.pages.asked import query_of
from app.plan.model import Meeting, Milestone
from app.plan.network import engine_link
from app.plan.taking_back import standing as standing_of
from app.plan.updates import RecordedUpdate
from app.store import Store
from app.usecases.plans import Standing, Timeline, timeline
from app.usecases.reading import AsOf
from app.usecases.room import Room, rooms
from app.usecases.slippage import against_approved
from app.usecases.variance import Variance
from app.usecases.wording import spoken_day, spoken_days, spoken_window


@dataclass(frozen=True, slots=True, kw_only=True)
class Toward:
    """What a milestone means to one target: the word, the days of room, the latest finish."""

    target: str
    address: str
    room: Room
    room_word: str
    float: str
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The other end of a link; ``rule`` says what the link demands."""

    title: str
    address: str
    when: str
    rule: str
    driving: bool
    source: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An update as its author said it; ``id`` names it, ``counts`` unless it was taken back."""

    id: int
    counts: bool
    day: str
    who: str
    says: tuple[str, ...]
    note: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency that answers for the milestone or contributes to it, and its page."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonePage:
    """A milestone at one revision and data date of its plan."""

    plan: str
    plan_title: str
    plan_address: str
    address: str
    agencies: tuple[Agency, ...]
    milestone: Milestone
    track: str
    data_date: str
    revision: int
    looking_ahead: bool
    when: str
    how_sure: str
    approved: str
    moved: str
    why: str
    demands: tuple[str, ...]
    set_by: tuple[str, ...]
    towards: tuple[Toward, ...]
    waits_for: tuple[Neighbour, ...]
    blocks: tuple[Neighbour, ...]
    mark: str
    meeting: Meeting | None
    said: tuple[Said, ...]


def milestone_page(store: Store, plan: str, code: str, asked: AsOf) -> MilestonePage:
    """The milestone as asked for, with all that was said of it until then."""
    found = timeline(store, plan, asked)
    standing = found.of(code)
    updates = store.updates(found.reading.point, standing.milestone.uid)
    against = against_approved(store, found.reading)
    variance = against.of(code) if against else None
    return _Draft(found, standing, query_of(asked)).page(variance, updates)


class _Draft:
    """What all parts of the page share."""

    def __init__(self, found: Timeline, standing: Standing, query: str) -> None:
        self._reading = found.reading
        self._found = found
        self._standing = standing
        self._query = query
        self._by_code = {each.milestone.code: each for each in found.standings}

    def page(self, variance: Variance | None, updates: tuple[RecordedUpdate, ...]) -> MilestonePage:
        plan, standing = self._reading.plan, self._standing
        milestone = standing.milestone
        counted = standing_of(updates)
        titles = {code: each.milestone.title for code, each in self._by_code.items()}
        return MilestonePage(
            plan=plan.code,
            plan_title=plan.title,
            plan_address=plan_address(plan.code, self._query),
            address=milestone_address(plan.code, milestone.code),
            agencies=tuple(_agencies(plan.code, milestone)),
            milestone=milestone,
            track=plan.tracks.get(milestone.track, milestone.track),
            data_date=spoken_day(self._reading.data_date),
            revision=self._reading.revision.number,
            looking_ahead=self._reading.looks_ahead,
            when=words.when(standing, self._reading.data_date),
            how_sure=words.how_sure(standing),
            approved=words.dated(variance.baseline) if variance else "",
            moved=words.moved(variance.finish) if variance else "",
            why=self._why(variance),
            demands=tuple(words.demands(milestone)),
            set_by=() if standing.undated else tuple(words.set_by(standing.drivers, titles)),
            towards=tuple(self._towards()),
            waits_for=tuple(self._neighbours(into=True)),
            blocks=tuple(self._neighbours(into=False)),
            mark=words.MARK[milestone.mark],
            meeting=milestone.meeting,
            said=tuple(_said(each, counts=each in counted) for each in reversed(updates)),
        )

    def _why(self, variance: Variance | None) -> str:
        """Where it is told why it moved; nowhere if it did not."""
        if variance is None or variance.finish is None or not variance.finish.calendar:
            return ""
        return why_address(self._reading.plan.code, variance.code, self._query)

    def _towards(self) -> Iterator[Toward]:
        code, reading = self._standing.milestone.code, self._reading
        for target, late in self._standing.late.items():
            room = rooms(reading.schedule, target)[code]
            if room is Room.NONE or target == code:
                continue
            yield Toward(
                target=reading.title(target),
                address=milestone_address(reading.plan.code, target, self._query)
                if target in self._by_code
                else "",
                room=room,
                room_word=words.ROOM[room],
                float=words.room_in_days(late.total_float),
                latest=spoken_day(late.finish) if late.finish else "",
            )

    def _neighbours(self, *, into: bool) -> Iterator[Neighbour]:
        code, reading = self._standing.milestone.code, self._reading
        for link in reading.plan.links:
            here, there = (
                (link.successor, link.predecessor) if into else (link.predecessor, link.successor)
            )
            if here != code:
                continue
            other, late = self._by_code[there], self._by_code[link.successor]
            driving = engine_link(link) in (each.link for each in late.drivers)
            title = self._by_code[link.predecessor].milestone.title
            yield Neighbour(
                title=other.milestone.title,
                address=milestone_address(reading.plan.code, there, self._query),
                when=words.when(other, reading.data_date),
                rule=words.waits(link, title),
                driving=driving and not late.undated,
                source=link.source,
                mark=words.MARK[link.mark],
            )


def _agencies(plan: str, milestone: Milestone) -> Iterator[Agency]:
    for name in milestone.agencies:
        yield Agency(name=name, address=agency_address(plan, name))


def _said(recorded: RecordedUpdate, *, counts: bool) -> Said:
    update, revision = recorded.update, recorded.revision
    return Said(
        id=recorded.id,
        counts=counts,
        day=spoken_day(revision.data_date),
        who=update.on_behalf_of or revision.author,
        says=tuple(_statements(recorded)),
        note=update.note,
        source=update.source,
    )


def _statements(recorded: RecordedUpdate) -> Iterator[str]:
    update = recorded.update
    if update.takes_back is not None:
        yield "took back what was said before"
    if update.actual_start:
        yield f"began {spoken_day(update.actual_start)}"
    if update.actual_finish:
        yield f"finished {spoken_day(update.actual_finish)}"
    if update.expected_finish:
        yield f"expected to finish {spoken_day(update.expected_finish)}"
    if update.remaining is not None:
        yield f"{update.remaining} working days remain"
    if update.fixed:
        yield f"date set: {spoken_days(update.fixed.first or update.fixed.last, update.fixed.last)}"
    if update.window:
        yield f"expected {spoken_window(update.window)}"
    if update.certainty:
        yield f"the date is now {words.CERTAINTY[update.certainty]}"
    if update.cancelled is not None:
        yield "cancelled" if update.cancelled else "taken up again"

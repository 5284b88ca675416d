"""A plan at each of its revisions, replayed: as many queries for 200 revisions as for one."""

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session

from app.plan.model import Milestone, Plan
from app.plan.progress import progress_of
from app.plan.taking_back import standing
from app.plan.updates import RecordedUpdate, Revision
from app.store.fetching import fetched
from app.store.plans import plan_under, revision_of
from app.store.records import Chapter, Header, Point
from app.store.tables import RevisionRow, table_of
from app.store.updates import Said, said_until
from app.store.versions import CALENDARS, HEADERS, LINKS, MILESTONES, Kind
from scheduling import Progress

Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


def chapters(session: Session, point: Point, since: int) -> tuple[Chapter, ...]:
    """The plan at every revision from ``since`` to ``point``; what stays the same is one object."""
    until = point.revision.number
    replay = _Replay(session, point, since)
    return tuple(replay.chapter(each) for each in _revisions(session, point.plan_id, since, until))


def versions(session: Session, point: Point, uid: UUID) -> tuple[tuple[int, Milestone], ...]:
    """How one milestone stood up to ``point``, each with the revision since which it did."""
    table = table_of(MILESTONES.row).c
    where = (
        table.plan_id == point.plan_id,
        table.uid == uid,
        table.since <= point.revision.number,
    )
    found = fetched(session, MILESTONES.row, *where, order=[table.since])
    return tuple((row.since, MILESTONES.of(row)) for row in found)


def _revisions(session: Session, plan_id: int, since: int, until: int) -> Iterator[Revision]:
    table = table_of(RevisionRow).c
    where = (table.plan_id == plan_id, table.number >= since, table.number <= until)
    yield from map(revision_of, fetched(session, RevisionRow, *where, order=[table.number]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn(Generic[Value]):
    """What stands no longer, and what stands from now on."""

    closed: Sequence[Value] = ()
    opened: Sequence[Value] = ()


class _Rows(Generic[Value]):
    """The rows of one kind that stood at any of the revisions, and those that stand now."""

    def __init__(
        self, session: Session, kind: Kind[Any, Value], plan_id: int, since: int, until: int
    ) -> None:
        table = table_of(kind.row).c
        rows = fetched(
            session,
            kind.row,
            table.plan_id == plan_id,
            table.since <= until,
            or_(table.until.is_(None), table.until > since),
            order=(table.position, table.id),
        )
        self._values = [kind.of(row) for row in rows]
        self._opened = _grouped(range(len(rows)), lambda place: max(rows[place].since, since))
        self._closed = _grouped(range(len(rows)), lambda place: rows[place].until)
        self._places: list[int] = []
        self.standing: tuple[Value, ...] = ()

    def turn(self, number: int) -> _Turn[Value]:
        """Go on to revision ``number``, the one after the last."""
        closed, opened = self._closed.get(number, ()), self._opened.get(number, ())
        for place in closed:
            del self._places[bisect_left(self._places, place)]
        for place in opened:
            insort(self._places, place)
        if closed or opened:
            self.standing = tuple(map(self._values.__getitem__, self._places))
        return _Turn(
            closed=[self._values[place] for place in closed],
            opened=[self._values[place] for place in opened],
        )


class _Replay:
    """Turns from one revision to the next."""

    def __init__(self, session: Session, point: Point, since: int) -> None:
        place = (point.plan_id, since, point.revision.number)
        self._point = point
        self._headers: _Rows[Header] = _Rows(session, HEADERS, *place)
        self._milestones: _Rows[Milestone] = _Rows(session, MILESTONES, *place)
        self._links = _Rows(session, LINKS, *place)
        self._calendars = _Rows(session, CALENDARS, *place)
        said = said_until(session, point.plan_id, point.revision.number)
        self._said_in = _grouped(said, lambda each: each.revision)
        self._said_of = _grouped(said, lambda each: each.uid)
        self._by_uid: dict[UUID, Milestone] = {}
        self._progress: dict[str, Progress] = {}

    def chapter(self, revision: Revision) -> Chapter:
        """The plan at the next revision, and what was said in it."""
        for rows in (self._headers, self._links, self._calendars):
            rows.turn(revision.number)
        said = self._said_in.get(revision.number, ())
        self._tell(self._milestones.turn(revision.number), said, revision.number)
        return Chapter(
            revision=revision,
            plan=self._plan(revision),
            updates=tuple(
                RecordedUpdate(id=each.id, revision=revision, update=each.under(known.code))
                for each in said
                if (known := self._by_uid.get(each.uid))
            ),
        )

    def _tell(self, turn: _Turn[Milestone], said: Sequence[Said], number: int) -> None:
        """Take what turned, and what was said up to revision ``number``, into the progress."""
        for gone in turn.closed:
            del self._by_uid[gone.uid]
        self._by_uid.update((each.uid, each) for each in turn.opened)
        touched = {each.uid for each in turn.opened} | {each.uid for each in said}
        touched &= self._by_uid.keys()
        if not (touched or turn.closed):
            return
        self._progress = dict(self._progress)
        for milestone in (*turn.closed, *(self._by_uid[uid] for uid in touched)):
            self._progress.pop(milestone.code, None)
        for uid in touched:
            self._progress.update(self._told(self._by_uid[uid], number))

    def _told(self, milestone: Milestone, number: int) -> Mapping[str, Progress]:
        """The progress of ``milestone`` after all that was said of it up to ``number``."""
        until = [each for each in self._said_of.get(milestone.uid, ()) if each.revision <= number]
        return progress_of(
            {}, [each.under(milestone.code) for each in standing(until)], [milestone]
        )

    def _plan(self, revision: Revision) -> Plan:
        return plan_under(
            self._headers.standing[0],
            code=self._point.plan,
            data_date=revision.data_date,
            milestones=self._milestones.standing,
            links=self._links.standing,
            calendars=self._calendars.standing,
            progress=self._progress,
        )


def _grouped(values: Iterable[Value], key: Callable[[Value], Key]) -> Mapping[Key, Sequence[Value]]:
    groups: dict[Key, list[Value]] = {}
    for each in values:
        groups.setdefault(key(each), []).append(each)
    return groups

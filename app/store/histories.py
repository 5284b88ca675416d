"""A plan at each of its revisions, replayed: as many queries for 200 revisions as for one."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
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
from app.store.plans import revision_of
from app.store.records import Header, Point
from app.store.tables import RevisionRow, table_of
from app.store.updates import Said, said_until
from app.store.versions import CALENDARS, HEADERS, LINKS, MILESTONES, Kind
from scheduling import Progress

Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A plan as one revision left it, and what was said in that revision."""

    revision: Revision
    plan: Plan
    updates: tuple[RecordedUpdate, ...]


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


class _Rows(Generic[Value]):
    """The rows of one kind that stood at any of the revisions, and those that stand now."""

    def __init__(
        self, session: Session, kind: Kind[Any, Value], plan_id: int, since: int, until: int
    ) -> None:
        table = table_of(kind.row).c
        self._rows = fetched(
            session,
            kind.row,
            table.plan_id == plan_id,
            table.since <= until,
            or_(table.until.is_(None), table.until > since),
            order=(table.position, table.id),
        )
        self._values = [kind.of(row) for row in self._rows]
        self._turns = {row.since for row in self._rows} | {row.until for row in self._rows}
        self.standing: tuple[Value, ...] = ()

    def turn(self, number: int, *, first: bool) -> bool:
        """Go on to revision ``number``; whether anything stands otherwise then."""
        if not first and number not in self._turns:
            return False
        self.standing = tuple(
            value
            for row, value in zip(self._rows, self._values, strict=True)
            if row.since <= number and (row.until is None or row.until > number)
        )
        return True


class _Replay:
    """Turns from one revision to the next."""

    def __init__(self, session: Session, point: Point, since: int) -> None:
        place = (point.plan_id, since, point.revision.number)
        self._point = point
        self._headers: _Rows[Header] = _Rows(session, HEADERS, *place)
        self._milestones = _Rows(session, MILESTONES, *place)
        self._links = _Rows(session, LINKS, *place)
        self._calendars = _Rows(session, CALENDARS, *place)
        said = said_until(session, point.plan_id, point.revision.number)
        self._said_in = _grouped(said, lambda each: each.revision)
        self._said_of = _grouped(said, lambda each: each.uid)
        self._by_uid: dict[UUID, Milestone] = {}
        self._progress: dict[str, Progress] = {}
        self._is_first = True

    def chapter(self, revision: Revision) -> Chapter:
        """The plan at the next revision, and what was said in it."""
        number, first = revision.number, self._is_first
        for rows in (self._headers, self._links, self._calendars):
            rows.turn(number, first=first)
        moved = self._milestones.turn(number, first=first)
        said = self._said_in.get(number, ())
        touched = self._turned() if moved else {each.uid for each in said}
        if moved or touched:
            self._progress = self._told(touched | {each.uid for each in said}, number)
        self._is_first = False
        codes = {uid: milestone.code for uid, milestone in self._by_uid.items()} if said else {}
        return Chapter(
            revision=revision,
            plan=self._plan(revision),
            updates=tuple(
                RecordedUpdate(id=each.id, revision=revision, update=each.under(codes[each.uid]))
                for each in said
                if each.uid in codes
            ),
        )

    def _turned(self) -> set[UUID]:
        """The milestones that stand otherwise than at the revision before."""
        before = self._by_uid
        self._by_uid = {each.uid: each for each in self._milestones.standing}
        changed = {uid for uid, each in self._by_uid.items() if before.get(uid) is not each}
        return changed | (before.keys() - self._by_uid.keys())

    def _told(self, touched: set[UUID], number: int) -> dict[str, Progress]:
        """The progress after what was said of the milestones ``touched``, up to ``number``."""
        codes = {each.code for each in self._milestones.standing}
        progress = {code: each for code, each in self._progress.items() if code in codes}
        for uid in touched & self._by_uid.keys():
            milestone = self._by_uid[uid]
            until = [each for each in self._said_of.get(uid, ()) if each.revision <= number]
            said = [each.under(milestone.code) for each in standing(until)]
            progress.pop(milestone.code, None)
            progress.update(progress_of({}, said, [milestone]))
        return progress

    def _plan(self, revision: Revision) -> Plan:
        header = self._headers.standing[0]
        return Plan(
            code=self._point.plan,
            title=header.title,
            description=header.description,
            zone=header.zone,
            data_date=revision.data_date,
            start=header.start,
            targets=header.targets,
            milestones=self._milestones.standing,
            links=self._links.standing,
            calendars=self._calendars.standing,
            tracks=header.tracks,
            progress=self._progress,
            window_assumption=header.window_assumption,
            progress_rule=header.progress_rule,
            rhythm=header.rhythm,
        )


def _grouped(said: Sequence[Said], key: Callable[[Said], Key]) -> Mapping[Key, Sequence[Said]]:
    groups: dict[Key, list[Said]] = {}
    for each in said:
        groups.setdefault(key(each), []).append(each)
    return groups

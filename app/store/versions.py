"""Rows that hold from one revision to another: what stood, and what takes its place."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, insert, or_, update
from sqlmodel import Session

from app.plan.model import Milestone, PlanCalendar, PlanLink
from app.store import shapes
from app.store.fetching import fetched
from app.store.links import position_of
from app.store.records import Header
from app.store.tables import CalendarRow, HeaderRow, LinkRow, MilestoneRow, VersionedRow, table_of

AnyRow = TypeVar("AnyRow", bound=VersionedRow)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow(Generic[Value]):
    """A value and the row that holds it."""

    id: int
    position: int
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """The rows of one kind that a revision closed, and those it opened."""

    before: list[dict[str, Any]]
    after: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[AnyRow, Value]):
    """One kind of versioned row. ``identity`` says which value takes whose place.

    ``place`` gives a new value its position, after the last one that stands.
    """

    row: type[AnyRow]
    of: Callable[[AnyRow], Value]
    values: Callable[[Value], dict[str, Any]]
    identity: Callable[[Value], Hashable]
    place: Callable[[Value, int], int] = lambda _value, last: last + 1

    def standing(self, session: Session, plan_id: int, revision: int) -> list[StandingRow[Value]]:
        """What stood at ``revision``, in the order in which it came into the plan."""
        table = table_of(self.row).c
        found = fetched(
            session,
            self.row,
            table.plan_id == plan_id,
            table.since <= revision,
            or_(table.until.is_(None), table.until > revision),
            order=(table.position, table.id),
        )
        return [StandingRow(id=row.id, position=row.position, value=self.of(row)) for row in found]

    def supersede(
        self,
        session: Session,
        plan_id: int,
        revision: int,
        standing: Iterable[StandingRow[Value]],
        wanted: Sequence[Value],
    ) -> Superseded:
        """From ``revision`` on ``wanted`` holds; a value that stays the same keeps its row."""
        left = _by_identity(standing, self.identity)
        end = max((row.position for rows in left.values() for row in rows), default=-1)
        opened: list[tuple[int, Value]] = []
        closed: list[StandingRow[Value]] = []
        for value in wanted:
            replaced = _take(left.get(self.identity(value), []), value)
            if replaced is None:
                end = self.place(value, end)
                opened.append((end, value))
            elif replaced.value is not value and replaced.value != value:
                opened.append((replaced.position, value))
                closed.append(replaced)
        closed.extend(row for rows in left.values() for row in rows)
        self._close(session, revision, [row.id for row in closed])
        return Superseded(
            before=[self._facts(row.position, row.value) for row in closed],
            after=self._open(session, plan_id, revision, opened),
        )

    def _close(self, session: Session, revision: int, ids: Sequence[int]) -> None:
        if not ids:
            return
        table = table_of(self.row)
        statement = update(table).where(table.c.id == bindparam("row")).values(until=revision)
        session.connection().execute(statement, [{"row": row} for row in ids])

    def _open(
        self, session: Session, plan_id: int, revision: int, opened: Sequence[tuple[int, Value]]
    ) -> list[dict[str, Any]]:
        facts = [self._facts(position, value) for position, value in opened]
        place = {"plan_id": plan_id, "since": revision, "until": None}
        if facts:
            rows = [{**place, **each} for each in facts]
            session.connection().execute(insert(table_of(self.row)), rows)
        return facts

    def _facts(self, position: int, value: Value) -> dict[str, Any]:
        return {"position": position, **self.values(value)}


def _by_identity(
    standing: Iterable[StandingRow[Value]], identity: Callable[[Value], Hashable]
) -> dict[Hashable, list[StandingRow[Value]]]:
    groups: dict[Hashable, list[StandingRow[Value]]] = {}
    for row in standing:
        groups.setdefault(identity(row.value), []).append(row)
    return groups


def _take(candidates: list[StandingRow[Value]], value: Value) -> StandingRow[Value] | None:
    """Out of ``candidates``, the row equal to ``value``, else the first of them."""
    for i, row in enumerate(candidates):
        if row.value is value or row.value == value:
            return candidates.pop(i)
    return candidates.pop(0) if candidates else None


HEADERS = Kind(
    row=HeaderRow,
    of=shapes.header_of,
    values=shapes.header_values,
    identity=lambda _: "the plan",
)
MILESTONES = Kind(
    row=MilestoneRow,
    of=shapes.milestone_of,
    values=shapes.milestone_values,
    identity=lambda milestone: milestone.uid,
)
LINKS = Kind(
    row=LinkRow,
    of=shapes.link_of,
    values=shapes.link_values,
    identity=lambda link: link.id,
    place=lambda link, _last: position_of(link.id),
)
CALENDARS = Kind(
    row=CalendarRow,
    of=shapes.calendar_of,
    values=shapes.calendar_values,
    identity=lambda calendar: calendar.code,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The versioned rows of a plan that stand at one revision."""

    headers: Sequence[StandingRow[Header]] = ()
    milestones: Sequence[StandingRow[Milestone]] = ()
    links: Sequence[StandingRow[PlanLink]] = ()
    calendars: Sequence[StandingRow[PlanCalendar]] = ()

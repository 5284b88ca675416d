"""The log: one entry per revision, each chained to the one before it.

An entry holds all that the revision wrote: rows before and after, testimony, publications, a
baseline. So it can be compared with what the tables hold, and a row that somebody changed behind
the service's back is found as surely as a changed entry.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, insert, inspect, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from app.plan.updates import Author, Baseline, Revision
from app.store.chain import FIRST, canonical, digest_of, facts_of
from app.store.records import Entry
from app.store.tables import METADATA, VERSIONED, EntryRow, PlanRow, table_of

PLACE = frozenset({"id", "plan_id", "since", "until"})
"""What says where a row stands, not what it says."""

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one revision wrote: by table the rows it closed and opened, and what it added."""

    before: Mapping[str, Sequence[Facts]] = field(default_factory=dict)
    after: Mapping[str, Sequence[Facts]] = field(default_factory=dict)
    updates: Sequence[Facts] = ()
    publications: Sequence[Facts] = ()
    news: Sequence[Facts] = ()
    baselines: Sequence[Facts] = ()


def append(session: Session, plan_id: int, entry: Mapping[str, object]) -> None:
    """Chain ``entry`` to the plan's log; its row is held, so nobody else does so now."""
    newest = select_rows(EntryRow.digest).where(EntryRow.plan_id == plan_id)
    last = session.exec(newest.order_by(col(EntryRow.revision).desc()).limit(1)).first()
    row = chained(plan_id, entry, last or FIRST)
    session.connection().execute(insert(table_of(EntryRow)), [row])


def chained(plan_id: int, entry: Mapping[str, object], previous: str) -> Facts:
    """The row that keeps ``entry`` behind the one with the digest ``previous``."""
    text = canonical(entry)
    return {
        "plan_id": plan_id,
        "revision": entry["revision"],
        "entry": text,
        "previous": previous,
        "digest": digest_of(previous, text),
    }


def entry_of(plan: str, revision: Revision, author: Author, written: Written) -> Facts:
    """Who, when, with which key, why; and what was there before and after."""
    said = {
        "plan": plan,
        "revision": revision.number,
        "recorded_at": revision.recorded_at,
        "data_date": revision.data_date,
        "author": author.name,
        "role": author.role.value,
        "agency": author.agency,
        "key": author.key,
        "reason": revision.reason,
        "kind": revision.kind,
    }
    return {**said, **parts_of(written)}


def parts_of(written: Written) -> Facts:
    """The parts of an entry that tell what was written; a table without a change is left out."""
    return {
        "before": {table: rows for table, rows in written.before.items() if rows},
        "after": {table: rows for table, rows in written.after.items() if rows},
        "updates": written.updates,
        "publications": written.publications,
        **({"news": written.news} if written.news else {}),
        "baselines": written.baselines,
    }


def baseline_facts(baseline: Baseline, taken_at: object, uids: Mapping[str, object]) -> Facts:
    """A baseline as an entry tells it."""
    dates = [
        {"code": code, "uid": uids[code], **asdict(each)} for code, each in baseline.dates.items()
    ]
    return {
        "name": baseline.name,
        "revision": baseline.revision,
        "data_date": baseline.data_date,
        "approved_by": baseline.approved_by,
        "taken_at": taken_at,
        "dates": sorted(dates, key=canonical),
    }


def entries(session: Session, plan_id: int) -> tuple[Entry, ...]:
    """The plan's log, oldest entry first."""
    found = session.exec(
        select_rows(EntryRow).where(EntryRow.plan_id == plan_id).order_by(col(EntryRow.revision))
    )
    return tuple(
        Entry(revision=row.revision, text=row.entry, previous=row.previous, digest=row.digest)
        for row in found
    )


class Kept:
    """What the tables hold of one plan, told revision by revision, in a few queries for all."""

    def __init__(self, connection: Connection, plan_id: int) -> None:
        self._connection = connection
        self._plan_id = plan_id
        self.revisions = {row["number"]: row for row in self._rows("revisions", "number")}
        self.updates = _by(self._rows("updates", "id"), "revision")
        self.publications = _by(self._rows("publications", "uid", "sequence"), "revision")
        self.news = _by(self._rows("news", "uid", "sequence"), "revision")
        self.baselines = self._baselines()
        self._versioned = {name: self._rows(name, "id") for name in VERSIONED}
        self._opened = {name: _by(rows, "since") for name, rows in self._versioned.items()}
        self._closed = {name: _by(rows, "until") for name, rows in self._versioned.items()}

    @property
    def is_private(self) -> bool:
        """Whether the plan is shown only to who holds a key."""
        shown = select(col(PlanRow.private)).where(col(PlanRow.id) == self._plan_id)
        return bool(self._connection.execute(shown).scalar_one())

    @property
    def archived_since(self) -> int | None:
        """The revision that put the plan away; None while it is in use."""
        since = select(col(PlanRow.archived_since)).where(col(PlanRow.id) == self._plan_id)
        return self._connection.execute(since).scalar_one()

    @property
    def numbers(self) -> set[int]:
        """The revisions that any row of the network names."""
        return {
            number
            for rows in (*self._opened.values(), *self._closed.values())
            for number in rows
            if number
        }

    def written(self, number: int) -> Written:
        """What revision ``number`` wrote, as the tables have it."""
        spoken = PLACE | {"revision"}
        return Written(
            before={
                name: _facts(rows.get(number, ()), PLACE) for name, rows in self._closed.items()
            },
            after={
                name: _facts(rows.get(number, ()), PLACE) for name, rows in self._opened.items()
            },
            updates=_facts(self.updates.get(number, ()), spoken),
            publications=_facts(self.publications.get(number, ()), PLACE),
            news=_facts(self.news.get(number, ()), PLACE),
            baselines=[each for each in self.baselines if each["revision"] == number],
        )

    def _baselines(self) -> list[Facts]:
        dates = _by(self._dates(), "baseline_id")
        return [
            {
                **facts_of(row, PLACE),
                "dates": sorted(
                    _facts(dates.get(row["id"], ()), frozenset({"baseline_id"})), key=canonical
                ),
            }
            for row in self._rows("baselines", "id")
        ]

    def _dates(self) -> list[Facts]:
        dates, taken = METADATA.tables["baseline_dates"], METADATA.tables["baselines"]
        query = (
            select(*self._columns(dates))
            .join(taken, taken.c.id == dates.c.baseline_id)
            .where(taken.c.plan_id == self._plan_id)
        )
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _rows(self, name: str, *order: str) -> list[Facts]:
        """Those of a table; none where a migration asks before a later one has made it."""
        if not inspect(self._connection).has_table(name):
            return []
        table = METADATA.tables[name]
        query = (
            select(*self._columns(table))
            .where(table.c.plan_id == self._plan_id)
            .order_by(*(table.c[column] for column in order))
        )
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _columns(self, table: Table) -> list[Any]:
        """Those that are there: a migration asks before later ones have added theirs."""
        there = {column["name"] for column in inspect(self._connection).get_columns(table.name)}
        return [column for column in table.columns if column.name in there]


def _by(rows: Iterable[Facts], column: str) -> dict[Any, list[Facts]]:
    groups: dict[Any, list[Facts]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def _facts(rows: Iterable[Facts], left_out: frozenset[str]) -> list[Facts]:
    return [facts_of(row, left_out) for row in rows]

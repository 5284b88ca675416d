"""The tables. Private to the store: dataclasses go out, rows do not.

Rows that describe the network hold from revision ``since`` until just before revision ``until``
(None: they still hold), so that the plan at any revision is one range of each table. What is only
ever added to is named in ``app.store.guards``, which has the database refuse anything else.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Row(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """The base of all tables, with metadata of its own."""


METADATA = Row.metadata


def table_of(row: type[Row]) -> Table:
    """The table behind a row class."""
    return METADATA.tables[str(row.__tablename__)]


def of_revision(column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["plan_id", column], ["revisions.plan_id", "revisions.number"])


def _versioned(name: str, *identity: str) -> tuple[Any, ...]:
    """A versioned table's constraints; ``identity`` is unique among the rows that still hold."""
    still = text("until IS NULL")
    return (
        of_revision("since"),
        of_revision("until"),
        CheckConstraint("since < until", name="since_before_until"),
        Index(f"ix_{name}_plan_id_since_until", "plan_id", "since", "until"),
        *(
            Index(
                f"uq_{name}_standing_{column}",
                "plan_id",
                column,
                unique=True,
                sqlite_where=still,
                postgresql_where=still,
            )
            for column in identity
        ),
    )


class PlanRow(Row, table=True):
    """A plan's identity; its row is what a writer holds.

    ``archived_since`` is the revision that put it away, None while it is in use. A ``private`` one
    is shown to who holds a key. ``edition`` counts what changes beside revisions.
    """

    __tablename__ = "plans"

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    created_at: datetime
    archived_since: int | None = None
    private: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    edition: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class RevisionRow(Row, table=True):
    """An accepted change. ``agency`` is the one its author speaks for by right."""

    __tablename__ = "revisions"
    __table_args__ = (CheckConstraint("number >= 1", name="number_from_1"),)

    plan_id: int = Field(primary_key=True, foreign_key="plans.id")
    number: int = Field(primary_key=True)
    recorded_at: datetime
    data_date: date
    author: str
    role: str
    agency: str
    reason: str = Field(sa_type=Text)
    kind: str


class EntryRow(Row, table=True):
    """The log: what a revision changed, in canonical JSON, chained to the entry before it."""

    __tablename__ = "log"
    __table_args__ = (of_revision("revision"),)

    plan_id: int = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    entry: str = Field(sa_type=Text)
    previous: str
    digest: str


VERSIONED = ("headers", "milestones", "links", "calendars")
"""The tables whose rows end once: ``until`` is set, and nothing else."""


class VersionedRow(Row):
    """``position`` keeps the order in which the rows came into the plan."""

    id: int = Field(default=None, primary_key=True)
    plan_id: int
    since: int
    until: int | None = None
    position: int


class HeaderRow(VersionedRow, table=True):
    """What is true of the plan as a whole."""

    __tablename__ = "headers"
    __table_args__ = _versioned("headers", "position")

    title: str = Field(sa_type=Text)
    description: str = Field(sa_type=Text)
    zone: str
    start: date | None
    pinned: bool
    targets: list[str] = Field(sa_type=JSON)
    tracks: dict[str, str] = Field(sa_type=JSON)
    window_assumption: str
    progress_rule: str
    rhythm: str = Field(default="weekly", sa_column_kwargs={"server_default": "weekly"})


class MilestoneRow(VersionedRow, table=True):
    """A span is there when its last day is; "by" a day has no first one."""

    __tablename__ = "milestones"
    __table_args__ = _versioned("milestones", "code", "uid")

    uid: UUID
    code: str
    title: str = Field(sa_type=Text)
    track: str
    owner: str
    contributors: list[str] = Field(sa_type=JSON)
    certainty: str
    duration: int
    optimistic: int | None
    pessimistic: int | None
    calendar: str
    boundary: str
    fixed_first: date | None
    fixed_last: date | None
    window_first: date | None
    window_last: date | None
    not_before: date | None
    finish_not_before: date | None
    deadline: date | None
    mark: str
    source: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    url: str = Field(sa_type=Text)
    meeting: dict[str, str] | None = Field(sa_type=JSON(none_as_null=True))


class LinkRow(VersionedRow, table=True):
    """Ends are codes; one pair may have several links. ``position`` is given to one link only."""

    __tablename__ = "links"
    __table_args__ = _versioned("links")

    predecessor: str
    successor: str
    type: str
    lag: int
    unit: str
    mark: str
    source: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)


class CalendarRow(VersionedRow, table=True):
    """Days are ISO texts: ``holidays`` maps each to its name."""

    __tablename__ = "calendars"
    __table_args__ = _versioned("calendars", "code")

    code: str
    title: str = Field(sa_type=Text)
    weekdays: list[int] = Field(sa_type=JSON)
    holidays: dict[str, str] = Field(sa_type=JSON)
    working: list[str] = Field(sa_type=JSON)
    source: str = Field(sa_type=Text)


class UpdateRow(Row, table=True):
    """Testimony; an id is never used twice."""

    __tablename__ = "updates"
    __table_args__ = (
        of_revision("revision"),
        Index("ix_updates_plan_id_revision", "plan_id", "revision"),
        Index("ix_updates_plan_id_uid", "plan_id", "uid"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, primary_key=True)
    plan_id: int
    revision: int
    uid: UUID
    milestone: str
    actual_start: date | None
    actual_finish: date | None
    remaining: int | None
    expected_finish: date | None
    fixed_first: date | None
    fixed_last: date | None
    window_first: date | None
    window_last: date | None
    certainty: str | None
    cancelled: bool | None
    note: str = Field(sa_type=Text)
    source: str = Field(sa_type=Text)
    on_behalf_of: str
    takes_back: int | None


class BaselineRow(Row, table=True):
    """An approved set of dates; the dates are in ``baseline_dates``."""

    __tablename__ = "baselines"
    __table_args__ = (of_revision("revision"), UniqueConstraint("plan_id", "name"))

    id: int = Field(default=None, primary_key=True)
    plan_id: int
    name: str
    revision: int
    data_date: date
    approved_by: str
    taken_at: datetime


class BaselineDateRow(Row, table=True):
    """``uid`` still knows the milestone when its code has changed."""

    __tablename__ = "baseline_dates"

    baseline_id: int = Field(primary_key=True, foreign_key="baselines.id")
    uid: UUID = Field(primary_key=True)
    code: str
    start: date | None
    finish: date | None


class PublicationRow(Row, table=True):
    """What was told to people: one row per milestone and sequence."""

    __tablename__ = "publications"
    __table_args__ = (
        of_revision("revision"),
        Index("ix_publications_plan_id_number", "plan_id", "number"),
    )

    plan_id: int = Field(primary_key=True)
    uid: UUID = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    number: int
    revision: int
    data_date: date
    last_modified: datetime
    facts: str
    start: date
    finish: date
    cause: str = Field(sa_type=Text)
    withdrawn: bool

"""In what two plans differ, key by key, in the plan document's own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.documents.tables import Table
from app.documents.writing import (
    calendar_table,
    link_table,
    milestone_table,
    plan_table,
    progress_table,
)
from app.plan.model import Milestone, Plan, PlanCalendar, PlanLink
from scheduling import NOT_STARTED, Progress


class Subject(StrEnum):
    """What a difference is about."""

    PLAN = "plan"
    TRACK = "track"
    CALENDAR = "calendar"
    MILESTONE = "milestone"
    LINK = "link"


class Fate(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A key and its two values as a document writes them; None is what a reader would assume."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One part of the plan in two states of it.

    ``name`` is its code (a link's id) and ``title`` its title (a link's ends) after, or before if
    it was removed; ``key`` is the same in both states: a milestone's uid, a link's id, else the
    code.
    """

    subject: Subject
    name: str
    title: str
    key: str
    fate: Fate
    fields: tuple[FieldChange, ...]


Key = tuple[str, object]
"""A subject's value, which has a faster hash than itself, and what names a part for ever."""
Part = tuple[str, object]
"""A part's name, and all that it says: written as a table only where it differs."""


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """Each part that differs: those of ``before`` in its order, then what was added."""
    was, now = dict(_parts(before)), dict(_parts(after))
    return tuple(
        _difference(key, was.get(key), now.get(key))
        for key in {**was, **now}
        if key not in was or key not in now or was[key][1] != now[key][1]
    )


def _difference(key: Key, was: Part | None, now: Part | None) -> Difference:
    before, after = (table_of_part(part[1]) if part else {} for part in (was, now))
    name, _ = now or was or ("", None)
    fate = Fate.REMOVED if now is None else Fate.ADDED if was is None else Fate.CHANGED
    fields = tuple(_field_changes(before, after))
    return Difference(
        subject=Subject(key[0]),
        name=name,
        title=_title(after or before),
        key=str(key[1]),
        fate=fate,
        fields=fields,
    )


def _title(table: Table) -> str:
    return str(table["title"]) if "title" in table else f"{table['from']} → {table['to']}"


def _field_changes(before: Table, after: Table) -> Iterator[FieldChange]:
    for field in {**before, **after}:
        was, now = before.get(field), after.get(field)
        if was != now:
            yield FieldChange(field=field, before=was, after=now)


def _parts(plan: Plan) -> Iterator[tuple[Key, Part]]:
    yield (Subject.PLAN.value, ""), (plan.code, _header(plan))
    for code, title in plan.tracks.items():
        yield (Subject.TRACK.value, code), (code, title)
    for calendar in plan.calendars:
        yield (Subject.CALENDAR.value, calendar.code), (calendar.code, calendar)
    for milestone in plan.milestones:
        progress = plan.progress.get(milestone.code, NOT_STARTED)
        yield (Subject.MILESTONE.value, milestone.uid), (milestone.code, (milestone, progress))
    for link in plan.links:
        yield (Subject.LINK.value, link.id), (str(link.id), link)


def _header(plan: Plan) -> Table:
    """The data date is each revision's own, and no part of what a plan says."""
    return {**plan_table(plan), "title": plan.title, "data_date": None}


def table_of_part(part: object) -> Table:
    """A part as a document writes it, with nothing left to what else stands in the plan."""
    match part:
        case Milestone() as milestone, Progress() as progress:
            facts = {**milestone_table(milestone, "", ""), "title": milestone.title}
            facts.pop("uid", None)
            return {**facts, **progress_table(progress)}
        case PlanCalendar():
            return {**calendar_table(part), "title": part.title}
        case PlanLink():
            return link_table(part)
        case str():
            return {"title": part}
        case dict():
            return part
    raise TypeError(type(part).__name__)

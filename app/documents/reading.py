"""From the tables of a plan document to a plan."""

from collections.abc import Iterator
from typing import Any

from app.documents.building import calendar_of, link_of, milestone_of, plan_of, progress_of_entry
from app.documents.checks import check
from app.documents.collecting import Problems, items, key, known_keys, numbered
from app.documents.draft import Draft
from app.documents.entries import (
    CalendarEntry,
    Entry,
    LinkEntry,
    MilestoneEntry,
    PlanDocument,
    PlanEntry,
)
from app.documents.fields import Code, Title, is_code
from app.documents.parsing import Format, parse
from app.plan.limits import MOST_CALENDARS, MOST_LINKS, MOST_MILESTONES, MOST_NAMES
from app.plan.model import Plan
from app.plan.progress import completed


class TrackEntry(Entry):
    """One line of the table of tracks."""

    code: Code
    title: Title


def read_plan(text: str | bytes, format: Format) -> Plan:
    """The plan that a document holds; DocumentError names everything that is wrong with it."""
    tables = parse(text, format)
    problems = Problems()
    draft = _drafted(tables, problems)
    check(draft, problems)
    problems.refuse()
    return plan_of(draft)


def _drafted(tables: dict[str, Any], problems: Problems) -> Draft:
    known_keys(tables, PlanDocument, problems)
    draft = Draft()
    _read_header(tables, draft, problems)
    for index, raw in items(tables, "calendars", MOST_CALENDARS, problems):
        _read_calendar(raw, index, draft, problems)
    for index, raw in items(tables, "milestones", MOST_MILESTONES, problems):
        _read_milestone(raw, index, draft, problems)
    for index, raw in items(tables, "links", MOST_LINKS, problems):
        _read_link(raw, index, draft, problems)
    return draft


def _read_header(tables: dict[str, Any], draft: Draft, problems: Problems) -> None:
    if tables.get("plan") is None:
        problems.add("plan", "is missing")
    else:
        draft.header = problems.read(PlanEntry, tables["plan"], "plan")
    draft.tracks = dict(_tracks(tables.get("tracks"), problems))


def _tracks(raw: object, problems: Problems) -> Iterator[tuple[str, str]]:
    if raw is None:
        return
    if not isinstance(raw, dict):
        problems.add("tracks", "must be a table of codes and titles")
    elif len(raw) > MOST_NAMES:
        problems.add("tracks", f"must hold at most {MOST_NAMES:,} items")
    else:
        for code, title in raw.items():
            line = {"code": code, "title": title}
            if entry := problems.read(TrackEntry, line, f"tracks.{key(code)}"):
                yield entry.code, entry.title


def _read_calendar(raw: object, index: int, draft: Draft, problems: Problems) -> None:
    code = raw.get("code") if isinstance(raw, dict) else None
    place = numbered("calendars", index, code)
    entry = problems.read(CalendarEntry, raw, place)
    if entry:
        draft.calendars.append((place, calendar_of(entry)))
        note_holidays(entry, place, problems)
    elif is_code(code):
        draft.broken_calendars.add(str(code))


def note_holidays(entry: CalendarEntry, place: str, problems: Problems) -> None:
    """Note each day off that is named a second time: one of its two names would be lost."""
    seen = set()
    for index, holiday in enumerate(entry.holidays):
        if holiday.day in seen:
            problems.add(f"{place}.holidays[{index}]", f"names {holiday.day} a second time")
        seen.add(holiday.day)


def _read_milestone(raw: object, index: int, draft: Draft, problems: Problems) -> None:
    code = raw.get("code") if isinstance(raw, dict) else None
    place = numbered("milestones", index, code)
    entry = problems.read(MilestoneEntry, raw, place)
    if entry:
        milestone = milestone_of(entry, draft.header)
        progress = completed(milestone, progress_of_entry(entry))
        draft.milestones.append((place, milestone, progress))
    elif is_code(code):
        draft.broken_milestones.add(str(code))


def _read_link(raw: object, index: int, draft: Draft, problems: Problems) -> None:
    ends = (raw.get("from"), raw.get("to")) if isinstance(raw, dict) else (None,)
    place = numbered("links", index, *ends)
    entry = problems.read(LinkEntry, raw, place)
    if entry:
        draft.links.append((place, link_of(entry)))

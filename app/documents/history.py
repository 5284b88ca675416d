"""History documents: what was said about milestones, each with the day on which it was said."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from app.documents.collecting import Problems, items, known_keys, numbered
from app.documents.entries import Entry, HistoryEntry, UpdateEntry
from app.documents.parsing import Format, parse
from app.plan.statements import update_problems
from app.plan.updates import Update

MOST_UPDATES = 200_000


class HistoryDocument(Entry):
    """A history document: the statements in the order in which they were made."""

    updates: Annotated[list[HistoryEntry], Field(default=[], max_length=MOST_UPDATES)]


def read_updates(text: str | bytes, format: Format) -> tuple[tuple[date, Update], ...]:
    """The updates that a history document holds, in its order, each with its data date.

    DocumentError names everything that is wrong with it. Whether the milestones exist, and what
    they looked like on that day, is for the plan to say.
    """
    tables = parse(text, format)
    problems = Problems()
    known_keys(tables, HistoryDocument, problems)
    said = tuple(_said(tables, problems))
    problems.refuse()
    return said


def update_of(entry: UpdateEntry) -> Update:
    """The statement that an entry makes."""
    return Update(milestone=entry.milestone, **entry.facts)


def _said(tables: dict[str, object], problems: Problems) -> Iterator[tuple[date, Update]]:
    latest = date.min
    for index, raw in items(tables, "updates", MOST_UPDATES, problems):
        code = raw.get("milestone") if isinstance(raw, dict) else None
        place = numbered("updates", index, code)
        entry = problems.read(HistoryEntry, raw, place)
        if entry is None:
            continue
        update = update_of(entry)
        for name, rule in update_problems(update, entry.data_date):
            problems.add(f"{place}.{name}", rule)
        if entry.data_date < latest:
            problems.add(f"{place}.data_date", f"must not be before {latest}, said above it")
        latest = max(latest, entry.data_date)
        yield entry.data_date, update

"""Proposal documents: what should change in a plan, and what would be said of its milestones."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from app.documents.changes import MOST_CHANGES, ChangeEntry
from app.documents.collecting import Problems, items, known_keys, numbered
from app.documents.entries import Entry, UpdateEntry
from app.documents.fields import Day
from app.documents.history import update_of
from app.documents.parsing import Format, parse
from app.documents.tables import Table, plain, table_of
from app.plan.updates import Update


class ProposalDocument(Entry):
    """A proposal document: the keys that it may have."""

    changes: Annotated[list[ChangeEntry], Field(default=[], max_length=MOST_CHANGES)]
    updates: Annotated[list[UpdateEntry], Field(default=[], max_length=MOST_CHANGES)]
    data_date: Day | None = None


class ProposedDay(Entry):
    """The day of which a proposal speaks."""

    data_date: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Changes to a plan and updates of its milestones, as of ``data_date`` (None: the plan's)."""

    changes: tuple[ChangeEntry, ...] = ()
    updates: tuple[Update, ...] = ()
    data_date: date | None = None


def read_proposal(text: str | bytes, format: Format) -> Proposal:
    """The proposal that a document holds; DocumentError names everything that is wrong with it."""
    tables = parse(text, format)
    problems = Problems()
    known_keys(tables, ProposalDocument, problems)
    changes = tuple(_changes(tables, problems))
    updates = tuple(_updates(tables, problems))
    day = problems.read(ProposedDay, {"data_date": tables.get("data_date")}, "")
    problems.refuse()
    return Proposal(changes=changes, updates=updates, data_date=day.data_date if day else None)


def write_proposal(proposal: Proposal) -> str:
    """The JSON that :func:`read_proposal` reads back as ``proposal``."""
    tables: Table = {
        "changes": [table_of(change) for change in proposal.changes],
        "updates": [_update_table(update) for update in proposal.updates],
        "data_date": plain("data_date", proposal.data_date),
    }
    return json.dumps(tables, ensure_ascii=False)


def _changes(tables: Table, problems: Problems) -> Iterator[ChangeEntry]:
    for index, raw in items(tables, "changes", MOST_CHANGES, problems):
        if entry := problems.read(ChangeEntry, raw, f"changes[{index}]"):
            yield entry


def _updates(tables: Table, problems: Problems) -> Iterator[Update]:
    for index, raw in items(tables, "updates", MOST_CHANGES, problems):
        code = raw.get("milestone") if isinstance(raw, dict) else None
        if entry := problems.read(UpdateEntry, raw, numbered("updates", index, code)):
            yield update_of(entry)


def _update_table(update: Update) -> Table:
    said = {name: getattr(update, name) for name in Update.__slots__}
    return {name: plain(name, value) for name, value in said.items() if value not in (None, "")}

"""Updates as a table that a spreadsheet opens: one row each, under a header of field names.

A cell that a spreadsheet would take for a formula is written behind an apostrophe, and read without
it. Problems name the row as a spreadsheet counts it (the header is row 1) and the column.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import PlainValidator

from app.documents.collecting import Problems, key, numbered
from app.documents.entries import StatementEntry, UpdateEntry
from app.documents.history import update_of
from app.errors import DocumentError, Problem
from app.plan.spans import format_span
from app.plan.updates import RecordedUpdate, Update
from scheduling import Span

WHOLE = "csv"
MOST_ROWS = 1_000
LAST_ID = 2**53 - 1
DELIMITERS = (",", ";", "\t")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WHOLE_NUMBERS = frozenset({"remaining", "takes_back"})
FLAGS = {"true": True, "false": False}
MOST_DIGITS = 15


def _id(value: object) -> int:
    if type(value) is int and 1 <= value <= LAST_ID:
        return value
    raise ValueError("must be the id of an update: a whole number from 1")


class UpdateLine(UpdateEntry):
    """One row."""

    takes_back: Annotated[int | None, PlainValidator(_id)] = None


RECORDED = ("id", "revision", "recorded_at", "data_date", "author", "agency", "reason")
SAID = ("milestone", *StatementEntry.model_fields, "takes_back")
KEPT = tuple(name for name in SAID if name in Update.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatesTable:
    """What a table says: the updates, the row of each, and which of them say ``held``."""

    updates: Sequence[Update]
    rows: Sequence[str]
    held: Sequence[int]


def read_updates_csv(content: bytes) -> UpdatesTable:
    """The table that was sent; DocumentError with every problem of every row."""
    problems = Problems()
    rows = _rows(content)
    header = [name.strip() for name in next(rows, (0, []))[1]]
    _check_header(header)
    lines: list[UpdateLine] = []
    places: list[str] = []
    for number, cells in rows:
        if len(lines) == MOST_ROWS:
            raise _refusal(f"must hold at most {MOST_ROWS:,} rows")
        raw = _raw(header, cells, number, problems)
        place = numbered("row", number, raw.get("milestone")).replace("[", " ").replace("]", "")
        entry = problems.read(UpdateLine, raw, place)
        if entry is not None:
            lines.append(entry)
            places.append(place)
    problems.refuse()
    if not lines:
        raise _refusal("must hold a row below its header")
    return UpdatesTable(
        updates=[replace(update_of(each), takes_back=each.takes_back) for each in lines],
        rows=places,
        held=[index for index, each in enumerate(lines) if each.held],
    )


def updates_csv(said: Iterable[RecordedUpdate]) -> str:
    """Accepted updates with their columns, and before them who said them when."""
    return write_csv([*RECORDED, *KEPT], (tuple(_recorded(each)) for each in said))


def _recorded(said: RecordedUpdate) -> Iterator[object]:
    revision, update = said.revision, said.update
    yield from (said.id, revision.number, revision.recorded_at.isoformat(), revision.data_date)
    yield from (revision.author, revision.agency, revision.reason)
    for name in KEPT:
        value = getattr(update, name)
        yield format_span(value) if isinstance(value, Span) else value


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table with a mark at its beginning that tells spreadsheets that it is UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "\ufeff" + text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f"'{text}" if not isinstance(value, int) and _is_active(text) else text


def _is_active(text: str) -> bool:
    """Whether a spreadsheet would calculate the text, or take away its apostrophe."""
    return text.lstrip("'").startswith(FORMULA)


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(f"is not UTF-8 text: the fault is at byte {error.start}") from None
    if "\0" in text:
        raise _refusal("holds a NUL character")
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise DocumentError([Problem(f"row {number}", f"is not CSV: {error}")]) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, cells


def _check_header(header: Sequence[str]) -> None:
    problems = Problems()
    if "milestone" not in header:
        problems.add("row 1", "is the header and must name the column milestone")
    for name in dict.fromkeys(header):
        if name not in SAID:
            problems.add(f"row 1.{key(name)}", f"is not a column: they are {', '.join(SAID)}")
        elif header.count(name) > 1:
            problems.add(f"row 1.{name}", "is there twice")
    problems.refuse()


def _raw(
    header: Sequence[str], cells: Sequence[str], number: int, problems: Problems
) -> Mapping[str, Any]:
    if len(cells) > len(header):
        problems.add(f"row {number}", f"has {len(cells)} cells under {len(header)} columns")
    pairs = zip(header, cells, strict=False)
    return {name: _value(name, cell) for name, cell in pairs if cell.strip()}


def _value(name: str, cell: str) -> object:
    """A cell as JSON would have it; what is no such value is left for the rules to refuse."""
    text = cell.strip()
    if name in WHOLE_NUMBERS and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return int(text)
    if name == "cancelled":
        return FLAGS.get(text.lower(), text)
    if name in ("note", "source", "on_behalf_of"):
        text = cell
    return text[1:] if text.startswith("'") and _is_active(text) else text


def _refusal(message: str) -> DocumentError:
    return DocumentError([Problem(WHOLE, message)])

"""Updates as a table that a spreadsheet opens: one row each, under a header of field names.

A cell that a spreadsheet would take for a formula is written behind an apostrophe, and read without
it. What spreadsheets add is no fault: capitals in the header, empty columns without a name, line
ends of any kind in a cell. Problems name the row as a spreadsheet counts it (the header is row 1)
and the column.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
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
NO_UTF8 = re.compile("[\udc80-\udcff]")
SAVED = "save the table as \u201cCSV UTF-8\u201d"
NOT_CLOSED = "opens a quotation mark that is not closed"
MEANT = {
    "started": "actual_start",
    "finished": "actual_finish",
    "expected": "expected_finish",
    "code": "milestone",
    "date": "fixed",
    "comment": "note",
    "remark": "note",
    "link": "source",
}
"""What people write for a column: it is not read, for each has one name, and they are told it."""


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
    first, names = next(rows, (1, []))
    header = [name.strip().lower() for name in names]
    _check_header(header, f"row {first}")
    lines: list[UpdateLine] = []
    places: list[str] = []
    for number, cells in rows:
        if len(lines) == MOST_ROWS:
            raise _refusal(f"must hold at most {MOST_ROWS:,} rows")
        raw = _raw(header, cells, f"row {number}", problems)
        if raw is None:
            continue
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
    text = content.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n")
    if "\0" in text:
        raise _refusal(f"holds a NUL character: {SAVED}")
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            rule = NOT_CLOSED if "unexpected end" in str(error) else f"is not CSV: {error}"
            raise DocumentError([Problem(f"row {number}", rule)]) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, cells


def _check_header(header: Sequence[str], place: str) -> None:
    problems = Problems()
    if "milestone" not in header:
        problems.add(place, "is the header and must name the column milestone")
    for name in filter(None, dict.fromkeys(header)):
        if name not in SAID:
            problems.add(f"{place}.{key(name)}", f"is not a column: {_meant(name)}")
        elif header.count(name) > 1:
            problems.add(f"{place}.{name}", "is there twice")
    problems.refuse()


def _meant(name: str) -> str:
    """The column that ``name`` is another word for, or else all of them."""
    plain = name.rstrip("s").replace(" ", "_").replace("-", "_")
    meant = MEANT.get(plain, plain)
    return f"write {meant}" if meant in SAID else f"they are {', '.join(SAID)}"


def _raw(
    header: Sequence[str], cells: Sequence[str], place: str, problems: Problems
) -> Mapping[str, Any] | None:
    """What a row says, by column; None, with its problems noted, where that cannot be read."""
    raw: dict[str, Any] | None = {}
    for column, (name, cell) in enumerate(zip_longest(header, cells, fillvalue=""), start=1):
        if not cell.strip():
            continue
        if not name:
            rule = f"says something in column {column}, which the header does not name"
            problems.add(place, rule)
        elif NO_UTF8.search(cell):
            problems.add(f"{place}.{name}", f"is not UTF-8 text: {SAVED}")
            raw = None
        elif raw is not None:
            raw[name] = _value(name, cell)
    return raw


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

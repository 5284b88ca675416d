"""Updates as a table: read whole or not at all, and written so that nothing in it is calculated."""

import csv
import io
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import read_updates_csv, updates_csv
from app.documents.csv_updates import UpdatesTable
from app.errors import DocumentError
from app.plan import Certainty, RecordedUpdate, Revision, Update
from scheduling import Span

COLUMNS = (
    "milestone",
    "held",
    "actual_start",
    "actual_finish",
    "remaining",
    "expected_finish",
    "fixed",
    "window",
    "certainty",
    "cancelled",
    "note",
    "source",
    "on_behalf_of",
    "takes_back",
)
REVISION = Revision(
    number=3,
    recorded_at=datetime(2021, 9, 10, 15, 30, tzinfo=UTC),
    data_date=date(2021, 9, 10),
    author="=HYPERLINK(1)",
    reason="",
    kind="update",
    agency="ECA",
)


def test_a_table_as_a_spreadsheet_writes_it() -> None:
    text = (
        "\ufeffmilestone;actual_start;remaining;window;certainty;cancelled;note;takes_back\r\n"
        'rr-africa;2021-07-12;3;;confirmed;;"Held, in\nAddis ""Ababa""";\r\n'
        ";;;;;;;\r\n"
        " imrf ;;;2022-05;;FALSE;'=1+1;7\r\n"
    )
    assert read_updates_csv(text.encode()) == UpdatesTable(
        updates=[
            Update(
                milestone="rr-africa",
                actual_start=date(2021, 7, 12),
                remaining=3,
                certainty=Certainty.CONFIRMED,
                note='Held, in\nAddis "Ababa"',
            ),
            Update(
                milestone="imrf",
                window=Span(first=date(2022, 5, 1), last=date(2022, 5, 31)),
                cancelled=False,
                note="=1+1",
                takes_back=7,
            ),
        ],
        rows=["row 2 (rr-africa)", "row 4 (imrf)"],
        held=[],
    )


def test_what_spreadsheets_add_is_no_fault() -> None:
    text = (
        "\n"
        "Milestone ;Window;NOTE;;\r\n"
        'rr-africa\u00a0;\u00a02021-10;"À Addis-Abeba,\r\nen octobre";;\r\n'
        "\r\n"
        "imrf;;المنتدى;\r\n"
    )
    october = Span(first=date(2021, 10, 1), last=date(2021, 10, 31))
    assert read_updates_csv(text.encode()) == UpdatesTable(
        updates=[
            Update(milestone="rr-africa", window=october, note="À Addis-Abeba,\nen octobre"),
            Update(milestone="imrf", note="المنتدى"),
        ],
        rows=["row 3 (rr-africa)", "row 5 (imrf)"],
        held=[],
    )


def test_a_column_for_what_was_held() -> None:
    table = read_updates_csv(b"milestone,held\na,\nb,2021-08-31/2021-09-01\n")
    first, last = date(2021, 8, 31), date(2021, 9, 1)
    held = Update(milestone="b", actual_start=first, actual_finish=last)
    assert table.updates == [Update(milestone="a"), held]
    assert table.held == [1]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["row 1: is the header and must name the column milestone"]),
        (b"milestone\n", ["csv: must hold a row below its header"]),
        (b";;\n\n", ["row 1: is the header and must name the column milestone"]),
        (
            "milestone;note\na;Réunion\nb;x\nç;\n".encode("cp1252"),
            [
                "row 2.note: is not UTF-8 text: save the table as \u201cCSV UTF-8\u201d",
                "row 4.milestone: is not UTF-8 text: save the table as \u201cCSV UTF-8\u201d",
            ],
        ),
        (
            "milestone\na\n".encode("utf-16"),
            ["csv: holds a NUL character: save the table as \u201cCSV UTF-8\u201d"],
        ),
        (b'milestone,note\na,"b', ["row 2: opens a quotation mark that is not closed"]),
        (
            b"Code;Started;actual finish;Remarks;bogus\na;;;;\n",
            [
                "row 1.actual finish: is not a column: write actual_finish",
                f"row 1.bogus: is not a column: they are {', '.join(COLUMNS)}",
                "row 1.code: is not a column: write milestone",
                "row 1.remarks: is not a column: write note",
                "row 1.started: is not a column: write actual_start",
                "row 1: is the header and must name the column milestone",
            ],
        ),
        (b"milestone,milestone\na,b\n", ["row 1.milestone: is there twice"]),
        (b"Note,milestone,note\na,b,c\n", ["row 1.note: is there twice"]),
        (
            b"milestone,note,\na,b,,d\nb,b,c\n",
            [
                "row 2: says something in column 4, which the header does not name",
                "row 3: says something in column 3, which the header does not name",
            ],
        ),
        (
            b"milestone,remaining,actual_start\na,-1,12/07/2021\nb,true,2021-02-30\n",
            [
                "row 2 (a).actual_start: must be a day such as 2021-07-12",
                "row 2 (a).remaining: must be a whole number from 0 to 36500",
                "row 3 (b).actual_start: must be a day that the calendar has",
                "row 3 (b).remaining: must be a whole number from 0 to 36500",
            ],
        ),
        (
            b"milestone,takes_back\na,0\n",
            ["row 2 (a).takes_back: must be the id of an update: a whole number from 1"],
        ),
        (
            b"milestone,actual_finish,held\na,2021-07-12,2021-07-12\n",
            ["row 2 (a).actual_finish: must not be given beside held: that says both"],
        ),
        (
            b"milestone\n" + b"a\n" * 1_001,
            ["csv: must hold at most 1,000 rows"],
        ),
    ],
)
def test_every_row_and_column_that_is_wrong_is_named(content: bytes, expected: list[str]) -> None:
    with pytest.raises(DocumentError) as refused:
        read_updates_csv(content)
    assert sorted(map(str, refused.value.problems)) == expected


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''+", "\t=1", "'", "it's"]
)
def test_no_cell_is_a_formula_and_none_is_changed(text: str) -> None:
    said = RecordedUpdate(
        id=1, revision=REVISION, update=Update(milestone="a", note=text, remaining=2)
    )
    table = updates_csv([said])
    assert table.startswith("\ufeff")
    header, row = csv.reader(io.StringIO(table.removeprefix("\ufeff")))
    cells = dict(zip(header, row, strict=True))
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert (cells["author"], cells["remaining"]) == ("'=HYPERLINK(1)", "2")
    columns = [name for name in header if name in Update.__slots__]
    again = io.StringIO()
    csv.writer(again).writerows([columns, [cells[name] for name in columns]])
    assert read_updates_csv(again.getvalue().encode()).updates == [said.update]


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))
)
def test_whatever_is_sent_is_read_or_refused(content: bytes) -> None:
    for sent in (content, b"milestone,note\na," + content):
        with suppress(DocumentError):
            read_updates_csv(sent)

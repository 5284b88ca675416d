"""Problems are lines on standard error; with --json they are the one object on standard output."""

import json
from pathlib import Path

import pytest

from tests.cli.terminals import REPORT, Said, imrf

LONG = "9" * 30


def refused(code: int, *lines: str) -> Said:
    return Said(code, "", "".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["nonsense"], refused(2, "imrf: No such command 'nonsense'. (see imrf --help)")),
        (
            ["scenarios"],
            refused(
                2, "imrf: No such command 'scenarios'. Did you mean 'scenario'? (see imrf --help)"
            ),
        ),
        (["schedule"], refused(2, "FILE|PLAN: is missing")),
        (["key"], refused(2, "imrf key: Missing command. (see imrf key --help)")),
        (
            ["schedule", "report.toml", "--targets", "a"],
            refused(
                2,
                "imrf schedule: No such option: --targets "
                "(Possible options: --progress, --target) "
                "(see imrf schedule --help)",
            ),
        ),
        (
            ["schedule", "report.toml", "--format", "xml"],
            refused(2, "--format: 'xml' is not one of 'toml', 'json'."),
        ),
        (
            ["schedule", "report.toml", "--revision", "0"],
            refused(2, "--revision: Input should be greater than or equal to 1"),
        ),
        (
            ["schedule", "report.toml", "--revision", LONG],
            refused(2, "--revision: Input should be less than or equal to 2147483647"),
        ),
        (
            ["schedule", "report.toml", "--revision", "1"],
            refused(2, "--revision: speaks of a stored plan; a document has no revisions"),
        ),
        (
            ["schedule", "report.toml", "--target", "nowhere"],
            refused(1, "milestone: there is no milestone 'nowhere'"),
        ),
        (["schedule", "none.toml"], refused(1, "file: there is no file 'none.toml'")),
        (["schedule", "imrf-2022"], refused(1, "database: there is no database 'var/imrf.db'")),
        (["plans"], refused(1, "database: there is no database 'var/imrf.db'")),
        (["schedule", "folder.json"], refused(2, "folder.json: Is a directory")),
        (["schedule", "\udcff"], refused(2, "argument 2: is not UTF-8 text")),
    ],
    ids=lambda value: (
        " ".join(value).encode("ascii", "replace").decode() if isinstance(value, list) else ""
    ),
)
def test_a_bad_call(
    call: list[str], said: Said, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("folder.json").mkdir()
    monkeypatch.delenv("IMRF_DATABASE_URL", raising=False)
    assert imrf(*call) == said


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ("tomorrow", "must be a day such as 2021-07-12"),
        ("20210712", "must be a day such as 2021-07-12"),
        ("2021-7-12", "must be a day such as 2021-07-12"),
        ("2021-02-30", "must be a day that the calendar has"),
        ("1899-12-31", "must lie between 1900-01-01 and 2200-12-31"),
    ],
)
def test_a_bad_day(day: str, rule: str, report: str) -> None:
    assert imrf("schedule", report, "--data-date", day) == refused(2, f"--data-date: {rule}")


def test_all_problems_of_a_document_at_once() -> None:
    broken = REPORT.replace("duration = 3", 'duration = "3"').replace('"issued"\nto', '"isued"\nto')
    lines = (
        "milestones[0] (inputs).duration: must be a whole number from 0 to 36500",
        "links[2] (isued → forum).from: there is no milestone 'isued'",
    )
    assert imrf("schedule", "-", typed=broken) == refused(2, *lines)
    said = imrf("schedule", "-", "--json", typed=broken)
    assert (said.code, said.err.splitlines()) == (2, list(lines))
    assert json.loads(said.out) == {
        "error": "refused",
        "problems": [
            dict(zip(("place", "message"), each.split(": ", 1), strict=True)) for each in lines
        ],
    }


def test_a_cycle_is_named() -> None:
    cyclic = REPORT + '\n[[links]]\nfrom = "issued"\nto = "inputs"\n'
    said = imrf("schedule", "-", typed=cyclic)
    assert said == refused(2, "links: form a cycle: draft → issued → inputs → draft")


def test_actuals_after_the_data_date_asked_for(report: str) -> None:
    said = imrf("schedule", report, "--data-date", "2021-05-01")
    assert said == refused(2, "inputs.actual_start: must not be after the data date 2021-05-01")


@pytest.mark.parametrize(
    "document",
    ["", "[" * 100_000, '{"plan": NaN}', '{"plan": 1e400}', "{}", "[]", "null", "\0", "a.b.c"],
)
def test_what_is_no_document(document: str) -> None:
    said = imrf("schedule", "-", "--json", typed=document)
    assert (said.code, json.loads(said.out)["error"]) == (2, "refused")


def test_a_setting_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMRF_THREADS", "many")
    rule = "Input should be a valid integer, unable to parse string as an integer"
    assert imrf("plans") == refused(2, f"IMRF_THREADS: {rule}")


def test_a_fault_is_one_line_and_no_traceback(
    embedded_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = embedded_folder / "no.db"
    file.write_text("this is no database" * 100)
    monkeypatch.setenv("IMRF_DATABASE_URL", f"sqlite:///{file}")
    said = imrf("plans", "--json")
    fault = "internal fault: DatabaseError: (sqlite3.DatabaseError) file is not a database"
    assert (said.code, said.err) == (3, f"imrf: {fault}\n")
    assert json.loads(said.out) == {
        "error": "fault",
        "problems": [{"place": "imrf", "message": fault}],
    }

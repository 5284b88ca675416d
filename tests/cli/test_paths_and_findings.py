import json
from pathlib import Path

import pytest

from tests.cli.terminals import REPORT, Said, imrf, link

TO_ISSUED = """\
A report
data date 2021-05-05, critical path to issued

code     title                start        finish       float   date set by
───────────────────────────────────────────────────────────────────────────
inputs   Inputs of agencies   2021-05-03   2021-05-07      -1   data date
draft    Report drafted       2021-05-10   2021-05-17      -1   inputs FS
issued   Report issued        2021-05-17   2021-05-17      -3   draft FS

issued misses its date by 3 working days.
"""
TO_FORUM = """\
A report
data date 2021-05-05, critical path to forum

code     title                start        finish       float   date set by
───────────────────────────────────────────────────────────────────────────
inputs   Inputs of agencies   2021-05-03   2021-05-07      -2   data date
draft    Report drafted       2021-05-10   2021-05-17      -2   inputs FS
issued   Report issued        2021-05-17   2021-05-17      -5   draft FS
forum    Forum                2021-05-20   2021-05-21       0   fixed

No link sets the date of forum: this chain has the least float to it.
The chain is 5 working days too long for the date of forum.
"""
FINDINGS = """\
A report
data date 2021-05-05, 2 findings
  issued finishes 3 calendar days after its deadline
  forum stands 5 calendar days earlier than the link issued SS +7cd → forum demands
"""
STATED = {"mark": "document", "source": "", "note": ""}


def test_the_path_to_the_first_target(report: str) -> None:
    assert imrf("critical-path", report) == Said(0, TO_ISSUED, "")


def test_the_path_to_another_target(report: str) -> None:
    assert imrf("critical-path", report, "--target", "forum") == Said(0, TO_FORUM, "")


def test_the_path_in_json(report: str) -> None:
    answer = json.loads(imrf("critical-path", report, "--target", "forum", "--json").out)
    steps = answer.pop("steps")
    assert answer == {
        "plan": "report",
        "revision": None,
        "data_date": "2021-05-05",
        "target": "forum",
        "by_least_float": True,
        "total_float": -5,
        "links": [
            {**link("inputs", "draft"), **STATED},
            {**link("draft", "issued"), **STATED},
            {**link("issued", "forum", "SS", "7cd"), **STATED, "mark": "inferred"},
        ],
    }
    assert [each["code"] for each in steps] == ["inputs", "draft", "issued", "forum"]
    assert steps[2] == {
        "code": "issued",
        "title": "Report issued",
        "owner": "",
        "certainty": "stated",
        "status": "not-started",
        "start": "2021-05-17",
        "finish": "2021-05-17",
        "early_start": "2021-05-17",
        "early_finish": "2021-05-17",
        "late_start": "2021-05-12",
        "late_finish": "2021-05-12",
        "total_float": -5,
        "drivers": [{"kind": "link", "link": link("draft", "issued")}],
    }


@pytest.mark.parametrize(
    ("changed", "into", "last"),
    [
        ("deadline = 2021-05-14", "deadline = 2021-05-20", "The chain can lose 3 working days."),
        ("deadline = 2021-05-14", "", "The chain can lose 0 working days."),
        (
            "deadline = 2021-05-14",
            "fixed = 2021-05-03\nactual_finish = 2021-05-03",
            "No link sets the date of issued, and none presses on it.",
        ),
    ],
)
def test_what_is_said_of_a_path(changed: str, into: str, last: str) -> None:
    said = imrf("critical-path", "-", typed=REPORT.replace(changed, into))
    assert said.out.splitlines()[-1] == last


def test_an_inferred_link_says_so(report: str) -> None:
    loose = REPORT.replace('fixed = "2021-05-20/2021-05-21"', "")
    said = imrf("critical-path", "-", "--target", "forum", typed=loose)
    assert said.out.splitlines()[-3].endswith("2021-05-24       0   issued SS +7cd (inferred)")


def test_findings(report: str) -> None:
    assert imrf("findings", report) == Said(0, FINDINGS, "")


def test_findings_in_json(report: str) -> None:
    answer = json.loads(imrf("findings", report, "--json").out)
    scheduled = json.loads(imrf("schedule", report, "--json").out)
    assert answer == {key: scheduled[key] for key in ("plan", "revision", "data_date", "findings")}


def test_no_findings() -> None:
    Path("calm.json").write_text('{"plan": {"code": "calm", "start": "2021-05-05"}}')
    assert imrf("findings", "calm.json") == Said(0, "calm\nno data date, no findings\n", "")

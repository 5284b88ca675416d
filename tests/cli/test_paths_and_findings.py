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

Quality checks to issued: 8 findings
  no-predecessor: link it to what it waits for, or state the date that it depends on
    inputs waits for nothing and says no date
  no-successor: link it to what waits for it, or make it a target
    nothing waits for forum
  few-fs-links: replace SS, FF and SF links by FS links between smaller activities
    only 67% of the links are FS
  hard-date: state a window or link it, unless the date is truly set outside the plan
    forum has a date that no link moves
  negative-float: shorten the chain, or agree on a later date
    inputs is 1 working day too late for a target
    draft is 1 working day too late for a target
    issued is 3 working days too late for a target
  low-cpli: recover on the critical path, or agree on a later date
    the critical path to issued is too long for its date: CPLI 0.92
"""
AROUND = """\

Nothing else has from 1 to 5 working days of float to issued.

path   float   milestones                joins by
─────────────────────────────────────────────────
   1      -1   inputs → draft → issued   -

code     drag
─────────────
inputs      5
draft      10
issued      0
"""
EXPLAINED = """\
A report
data date 2021-05-05, draft: Report drafted

draft finishes on 2021-05-17, which is set by inputs FS.

code     title                start        finish       float   date set by
───────────────────────────────────────────────────────────────────────────
inputs   Inputs of agencies   2021-05-03   2021-05-07       0   data date
draft    Report drafted       2021-05-10   2021-05-17       0   inputs FS

No link sets the date of forum; draft is on the chain with the least float to it: -5 working days.
  draft FS → issued
  issued SS +7cd → forum
"""
STATED = {"mark": "document", "source": "", "note": ""}


def test_the_path_to_the_first_target(report: str) -> None:
    assert imrf("critical-path", report) == Said(0, TO_ISSUED, "")


def test_the_path_to_another_target(report: str) -> None:
    assert imrf("critical-path", report, "--target", "forum") == Said(0, TO_FORUM, "")


def test_the_path_in_json(report: str) -> None:
    answer = json.loads(imrf("critical-path", report, "--target", "forum", "--json").out)
    (path,) = answer.pop("paths")
    assert answer == {"plan": "report", "revision": None, "data_date": "2021-05-05"}
    steps = path.pop("steps")
    assert path == {
        "target": "forum",
        "by_least_float": True,
        "total_float": -5,
        "links": [
            {**link("inputs", "draft"), **STATED},
            {**link("draft", "issued"), **STATED},
            {**link("issued", "forum", "SS", "7cd"), **STATED, "mark": "inferred"},
        ],
        "near_critical": [],
        "float_paths": [],
        "disagreements": [
            {
                "code": code,
                "critical": True,
                "total_float": -2,
                "message": f"{code} is on the path to forum with more than its least: "
                "-2 working days",
            }
            for code in ("inputs", "draft")
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
        "drag": None,
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


def test_what_lies_around_the_path(report: str) -> None:
    asked = ("--near", "5", "--float-paths", "2", "--drag")
    said = imrf("critical-path", report, *asked)
    assert said == Said(0, TO_ISSUED + AROUND, "")


def test_what_lies_around_the_path_in_json(report: str) -> None:
    said = imrf("critical-path", report, "--float-paths", "1", "--drag", "--json")
    (path,) = json.loads(said.out)["paths"]
    assert path["float_paths"] == [
        {"number": 1, "total_float": -1, "milestones": ["inputs", "draft", "issued"], "joins": None}
    ]
    assert [each["drag"] for each in path["steps"]] == [5, 10, 0]


def test_paths_to_several_targets(report: str) -> None:
    asked = ("critical-path", report, "--target", "issued", "--target", "forum")
    heading, path = TO_FORUM.split("\n\n", 1)
    assert heading.endswith("critical path to forum")
    told = f"{TO_ISSUED}\nAnd the critical path to forum:\n\n{path}"
    assert imrf(*asked) == Said(0, told, "")
    paths = json.loads(imrf(*asked, "--json").out)["paths"]
    assert [each["target"] for each in paths] == ["issued", "forum"]


def test_a_milestone_is_explained(report: str) -> None:
    assert imrf("explain", report, "draft", "--target", "forum") == Said(0, EXPLAINED, "")


def test_a_milestone_is_explained_in_json(report: str) -> None:
    answer = json.loads(imrf("explain", report, "draft", "--json").out)
    assert answer == {
        "plan": "report",
        "revision": None,
        "data_date": "2021-05-05",
        "code": "draft",
        "title": "Report drafted",
        "status": "not-started",
        "start": "2021-05-10",
        "finish": "2021-05-17",
        "early_start": "2021-05-10",
        "early_finish": "2021-05-17",
        "message": "draft finishes on 2021-05-17, which is set by inputs FS",
        "driven_by": ["inputs", "draft"],
        "links": [link("inputs", "draft")],
        "reasons": [
            {
                "target": "issued",
                "critical": True,
                "by_least_float": False,
                "total_float": -1,
                "chain": [link("draft", "issued")],
                "waits_at": None,
                "arrives_later": [],
                "message": "draft drives issued",
            }
        ],
    }


def test_what_is_not_there_is_not_explained(report: str) -> None:
    assert imrf("explain", report, "maps") == Said(
        1, "", "milestone: there is no milestone 'maps'\n"
    )


def test_findings(report: str) -> None:
    assert imrf("findings", report) == Said(0, FINDINGS, "")


def test_findings_in_json(report: str) -> None:
    answer = json.loads(imrf("findings", report, "--json").out)
    scheduled = json.loads(imrf("schedule", report, "--json").out)
    checks = answer.pop("quality")
    shared = ("plan", "revision", "data_date", "findings")
    assert answer == {
        **{key: scheduled[key] for key in shared},
        "baseline": None,
        "targets": ["issued"],
    }
    assert checks[6] == {
        "check": "negative-float",
        "milestones": ["issued"],
        "links": [],
        "value": -3,
        "message": "issued is 3 working days too late for a target",
        "remedy": "shorten the chain, or agree on a later date",
    }


def test_checks_to_another_target(report: str) -> None:
    said = imrf("findings", report, "--target", "forum").out.splitlines()
    assert said[5] == "Quality checks to forum: 7 findings"
    assert "    issued is 5 working days too late for a target" in said


def test_a_document_has_no_baseline(report: str) -> None:
    assert imrf("findings", report, "--baseline", "seed") == Said(
        2, "", "--baseline: speaks of a stored plan; a document has no baselines\n"
    )


def test_a_stored_plan_is_checked_against_the_baseline_taken_by_then(stored: str) -> None:
    held = ("--finished", "2021-05-11", "--data-date", "2021-05-11")
    assert imrf("update", "report", "inputs", *held).code == 0
    said = imrf("findings", "report").out.splitlines()
    assert said[5] == "Quality checks to issued, against approved: 9 findings"
    assert "    issued finishes 2 working days later than the baseline has it" in said
    assert imrf("findings", "report", "--baseline", "other") == Said(
        1, "", "baseline: there is no baseline 'other'\n"
    )


def test_no_findings() -> None:
    Path("calm.json").write_text('{"plan": {"code": "calm", "start": "2021-05-05"}}')
    assert imrf("findings", "calm.json") == Said(
        0, "calm\nno data date, no findings\n\nQuality checks to project: no findings\n", ""
    )

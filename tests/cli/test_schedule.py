import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminals import REPORT, Said, imrf, link

TABLE = """\
A report
data date 2021-05-05, float in working days to issued

code     title                start        finish       float   free   state
────────────────────────────────────────────────────────────────────────────────────────────
inputs   Inputs of agencies   2021-05-03   2021-05-07      -1      0   in-progress, critical
draft    Report drafted       2021-05-10   2021-05-17      -1      0   critical
issued   Report issued        2021-05-17   2021-05-17      -3      0   critical
forum    Forum                2021-05-20   2021-05-21       -      0

4 milestones, 2 findings, finish 2021-05-21
"""


def driven_by(*links: dict[str, str]) -> list[dict[str, Any]]:
    return [{"kind": "link", "link": each} for each in links]


def because(kind: str) -> list[dict[str, Any]]:
    return [{"kind": kind, "link": None}]


def to_issued(*dates: str | None, total_float: int | None, critical: bool = True) -> dict[str, Any]:
    late_start, late_finish = dates
    return {
        "late_start": late_start,
        "late_finish": late_finish,
        "total_float": total_float,
        "critical": critical,
    }


INPUTS = {
    "code": "inputs",
    "title": "Inputs of agencies",
    "status": "in-progress",
    "start": "2021-05-03",
    "finish": "2021-05-07",
    "early_start": "2021-05-06",
    "early_finish": "2021-05-07",
    **to_issued(None, "2021-05-06", total_float=-1),
    "lowest_float": True,
    "free_float": 0,
    "signed_free_float": 0,
    "drivers": because("data-date"),
    "undated": False,
}
DRAFT = {
    "code": "draft",
    "title": "Report drafted",
    "status": "not-started",
    "start": "2021-05-10",
    "finish": "2021-05-17",  # the 13th is a holiday
    "early_start": "2021-05-10",
    "early_finish": "2021-05-17",
    **to_issued("2021-05-07", "2021-05-14", total_float=-1),
    "lowest_float": True,
    "free_float": 0,
    "signed_free_float": 0,
    "drivers": driven_by(link("inputs", "draft")),
    "undated": False,
}
ISSUED = {
    "code": "issued",
    "title": "Report issued",
    "status": "not-started",
    "start": "2021-05-17",
    "finish": "2021-05-17",
    "early_start": "2021-05-17",
    "early_finish": "2021-05-17",
    **to_issued("2021-05-14", "2021-05-14", total_float=-3),
    "lowest_float": True,
    "free_float": 0,
    "signed_free_float": -5,
    "drivers": driven_by(link("draft", "issued")),
    "undated": False,
}
FORUM = {
    "code": "forum",
    "title": "Forum",
    "status": "not-started",
    "start": "2021-05-20",
    "finish": "2021-05-21",
    "early_start": "2021-05-20",
    "early_finish": "2021-05-21",
    **to_issued(None, None, total_float=None, critical=False),
    "lowest_float": False,
    "free_float": 0,
    "signed_free_float": 0,
    "drivers": because("fixed"),
    "undated": False,
}
FINDINGS = [
    {
        "kind": "deadline-missed",
        "milestone": "issued",
        "link": None,
        "days": 3,
        "message": "issued finishes 3 calendar days after its deadline",
    },
    {
        "kind": "link-violated",
        "milestone": "forum",
        "link": link("issued", "forum", "SS", "7cd"),
        "days": 5,
        "message": "forum stands 5 calendar days earlier than the link "
        "issued SS +7cd → forum demands",
    },
]
MILESTONES: list[dict[str, Any]] = [INPUTS, DRAFT, ISSUED, FORUM]
ANSWER = {
    "plan": "report",
    "revision": None,
    "data_date": "2021-05-05",
    "assume": "last",
    "progress": "retained-logic",
    "target": "issued",
    "finish": "2021-05-21",
    "near_critical": [],
    "disagreements": [],
    "critical_path": {
        "target": "issued",
        "activities": ["inputs", "draft", "issued"],
        "links": [link("inputs", "draft"), link("draft", "issued")],
        "by_least_float": False,
        "total_float": -1,
    },
    "findings": FINDINGS,
    "out_of_sequence": [],
    "milestones": MILESTONES,
}


def test_a_document_as_a_table(report: str) -> None:
    assert imrf("schedule", report) == Said(0, TABLE, "")


def test_a_document_in_json(report: str) -> None:
    said = imrf("schedule", report, "--json")
    assert (said.code, said.err, json.loads(said.out)) == (0, "", ANSWER)


def test_the_same_document_gives_the_same_bytes(report: str) -> None:
    said = imrf("schedule", report, "--json")
    assert said == imrf("schedule", "-", "--json", typed=REPORT)
    assert said == imrf("schedule", "-", "--format", "toml", "--json", typed=REPORT)
    assert [line.split(",")[0].strip() for line in said.out.splitlines() if '"title"' in line] == [
        '{"code": "inputs"',
        '{"code": "draft"',
        '{"code": "issued"',
        '{"code": "forum"',
    ]


def test_several_targets(report: str) -> None:
    answer = json.loads(
        imrf("schedule", report, "--target", "issued", "--target", "forum", "--json").out
    )
    to_forum = [
        to_issued(None, "2021-05-05", total_float=-2),
        to_issued("2021-05-06", "2021-05-12", total_float=-2),
        to_issued("2021-05-12", "2021-05-12", total_float=-5),
        to_issued("2021-05-20", "2021-05-21", total_float=0),
    ]
    assert answer["milestones"] == [
        {**each, "targets": {"issued": {key: each[key] for key in late}, "forum": late}}
        for each, late in zip(MILESTONES, to_forum, strict=True)
    ]
    told = ("critical_path", "near_critical", "disagreements")
    assert answer["targets"]["issued"] == {key: ANSWER[key] for key in told}
    assert answer["targets"]["forum"]["critical_path"]["target"] == "forum"


def test_the_whole_project_is_the_target_when_none_is_named(report: str) -> None:
    Path("aimless.toml").write_text(REPORT.replace('targets = ["issued"]', ""))
    answer = json.loads(imrf("schedule", "aimless.toml", "--json").out)
    assert (answer["target"], answer["critical_path"]["activities"]) == ("project", ["forum"])
    assert json.loads(imrf("schedule", report, "--target", "project", "--json").out) == answer


def test_another_data_date(report: str) -> None:
    answer = json.loads(imrf("schedule", report, "--data-date", "2021-05-06", "--json").out)
    assert answer["data_date"] == "2021-05-06"
    assert [each["finish"] for each in answer["milestones"]] == [
        "2021-05-10",
        "2021-05-18",
        "2021-05-18",
        "2021-05-21",
    ]


def test_done_cancelled_out_of_sequence_and_undated() -> None:
    document = {
        "plan": {"code": "life", "data_date": "2021-05-05"},
        "milestones": [
            {"code": "early", "duration": 1},
            {"code": "done", "actual_finish": "2021-05-04"},
            {"code": "dropped", "cancelled": True},
            {"code": "wished"},
        ],
        "links": [{"from": "early", "to": "done"}],
    }
    answer = json.loads(imrf("schedule", "-", "--json", typed=json.dumps(document)).out)
    told = ("status", "start", "finish", "early_start", "early_finish", "total_float", "undated")
    assert [[each[key] for key in told] for each in answer["milestones"]] == [
        ["not-started", "2021-05-06", "2021-05-06", "2021-05-06", "2021-05-06", 0, False],
        ["done", "2021-05-04", "2021-05-04", None, None, None, False],
        ["cancelled", None, None, None, None, None, False],
        ["not-started", "2021-05-06", "2021-05-06", "2021-05-06", "2021-05-06", 1, True],
    ]
    assert answer["out_of_sequence"] == [link("early", "done")]


def test_codes_in_any_script() -> None:
    codes = ["Отчёт", "تقرير", "报告", "raport 🌍"]
    document = {
        "plan": {"code": "план", "start": "2021-05-05"},
        "milestones": [{"code": code, "duration": 1} for code in codes],
        "links": [{"from": before, "to": after} for before, after in pairwise(codes)],
    }
    said = imrf("schedule", "-", "--json", typed=json.dumps(document))
    answer = json.loads(said.out)
    assert (answer["data_date"], answer["critical_path"]["activities"]) == (None, codes)
    assert "报告" in said.out
    assert imrf("schedule", "-", typed=json.dumps(document)).code == 0


@pytest.mark.parametrize("columns", ["80", "120"])
def test_a_table_is_as_wide_as_the_terminal(
    columns: str, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    Path(report).write_text(REPORT.replace("Inputs of agencies", "Inputs of agencies " * 20))
    widths = [len(line) for line in imrf("schedule", report).out.splitlines()]
    assert int(columns) - 3 <= max(widths) <= int(columns)


def test_square_brackets_are_no_markup(report: str) -> None:
    Path(report).write_text(REPORT.replace("Inputs of agencies", "[red]Inputs[/]"))
    assert "inputs   [red]Inputs[/]   2021-05-03" in imrf("schedule", report).out


def test_a_chain_of_20_000() -> None:
    count = 20_000
    document = {
        "plan": {"code": "chain", "start": "2021-01-01"},
        "milestones": [{"code": f"m{i}", "duration": int(i % 100 == 0)} for i in range(count)],
        "links": [{"from": f"m{i}", "to": f"m{i + 1}"} for i in range(count - 1)],
    }
    asked = ("critical-path", "-", "--target", f"m{count - 1}", "--json")
    said = imrf(*asked, typed=json.dumps(document))
    assert (said.code, len(json.loads(said.out)["paths"][0]["steps"])) == (0, count)

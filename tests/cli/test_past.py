"""What moved, why and when: slippage, why, trend, baselines, revisions."""

import json

import pytest

from tests.cli.terminals import Said, imrf
from tests.cli.test_stored_plans import FINISHED, MOVED

SLIPPAGE = """\
A report
revision 2, data date 2021-05-11, against approved (revision 1, 2021-05-05)

code     title                was          now          wd   cd   own     float
───────────────────────────────────────────────────────────────────────────────
inputs   Inputs of agencies   2021-05-07   2021-05-11   +2   +4    +4    -1 → -
draft    Report drafted       2021-05-17   2021-05-19   +2   +2     0   -1 → -3
issued   Report issued        2021-05-17   2021-05-19   +2   +2     0   -3 → -5

3 of 4 milestones moved.
wd, cd: working and calendar days of the finish; own: cd not inherited; float: wd to issued.
Float of the critical path to issued: -3 working days (-1 before).
"""
WHY = """\
A report
revision 2, data date 2021-05-11, against approved (revision 1, 2021-05-05)

issued: 2021-05-17 → 2021-05-19, +2 calendar days (+2 working), in 2 charges.

wd   cd   revision   data date    cause    through    what was said
───────────────────────────────────────────────────────────────────
+4   +4          2   2021-05-11   drift
-2   -2          2   2021-05-11   update   operator   inputs
"""


def test_slippage(stored: str) -> None:
    imrf(*FINISHED)
    assert imrf("slippage", stored) == Said(0, SLIPPAGE, "")


def test_slippage_since_a_revision(stored: str) -> None:
    imrf(*FINISHED)
    answer = json.loads(imrf("slippage", stored, "--since", "1", "--json").out)
    variances = answer.pop("variances")
    assert answer == {
        "plan": "report",
        "revision": 2,
        "data_date": "2021-05-11",
        "baseline": None,
        "baseline_revision": 1,
        "baseline_data_date": "2021-05-05",
        "compared": None,
        "milestones": 4,
        "moved": 3,
        "targets": [
            {
                "target": "issued",
                "finish": {"working": 2, "calendar": 2},
                "float": {"target": "issued", "before": -1, "after": -3, "used": 2},
                "newly_critical": [],
                "no_longer_critical": [],
            }
        ],
    }
    names = {"before": "baseline", "after": "forecast"}
    told = [{names.get(key, key): value for key, value in each.items()} for each in MOVED]
    for shown, each in zip(variances, told, strict=False):
        assert {key: shown[key] for key in each} == each
    assert variances[2] == {
        **told[2],
        "title": "Report issued",
        "track": "",
        "owner": "",
        "certainty": "stated",
        "comparison": "dated",
        "own": {"working": 0, "calendar": 0},
        "inherited": {"working": 2, "calendar": 2},
        "floats": [{"target": "issued", "before": -3, "after": -5, "used": 2}],
        "newly_critical": [],
    }
    assert [each["code"] for each in variances] == ["inputs", "draft", "issued", "forum"]


def test_slippage_lists_what_stood_still_when_asked(stored: str) -> None:
    assert imrf("slippage", stored).out.splitlines()[3:] == [
        "0 of 4 milestones moved.",
        "Float of the critical path to issued: -1 working days.",
    ]
    listed = imrf("slippage", stored, "--all").out.splitlines()
    assert [line.split(" ")[0] for line in listed[5:9]] == ["draft", "forum", "inputs", "issued"]


def test_trend(stored: str) -> None:
    imrf(*FINISHED)
    assert imrf("trend", stored, "--milestone", "draft", "--milestone", "issued") == Said(
        0,
        "A report\n"
        "revision 2, data date 2021-05-11\n\n"
        "revision   known on     draft           issued\n"
        "─────────────────────────────────────────────────────\n"
        "       1   2021-05-05   2021-05-17      2021-05-17\n"
        "       2   2021-05-11   2021-05-19 +2   2021-05-19 +2\n",
        "",
    )
    answer = json.loads(imrf("trend", stored, "--by", "month", "--json").out)
    assert answer == {
        "plan": "report",
        "revision": 2,
        "data_date": "2021-05-11",
        "by": "month",
        "points": [{"revision": 2, "day": "2021-05-11"}],
        "milestones": [
            {"code": "issued", "title": "Report issued", "finishes": ["2021-05-19"]},
        ],
    }


def test_a_revision(stored: str) -> None:
    imrf(*FINISHED)
    said = imrf("revision", stored, "2").out.splitlines()
    assert said[0] == "report: revision 2, update, data date 2021-05-11"
    assert said[1].startswith("by operator (planner), recorded ")
    assert said[2:] == [
        "update 2, inputs",
        "",
        "  milestone inputs (Inputs of agencies): remaining 2 → nothing",
        "  milestone inputs (Inputs of agencies): actual_finish nothing → 2021-05-11",
    ]
    assert json.loads(imrf("revision", stored, "1", "--json").out)["changes"] == []
    assert imrf("revision", stored, "3").err == "revision: there is no revision '3'\n"


def test_baselines(stored: str) -> None:
    imrf(*FINISHED)
    taken = imrf("baseline", "take", stored, "may", "--approved-by", "The board", "--preview")
    assert taken.out == (
        "may would freeze 4 milestones as of 2021-05-11, revision 3, approved by The board.\n"
    )
    taken = imrf("baseline", "take", stored, "may", "--approved-by", "The board", "--json")
    assert json.loads(taken.out) == {
        "plan": "report",
        "name": "may",
        "revision": 3,
        "data_date": "2021-05-11",
        "approved_by": "The board",
        "milestones": 4,
        "kept": True,
    }
    assert imrf("baseline", "list", stored).out.splitlines()[2:] == [
        "may               3   2021-05-11            4   The board",
        "approved          1   2021-05-05            4   Secretariat",
    ]
    listed = json.loads(imrf("baseline", "list", stored, "--json").out)["baselines"]
    assert [each["name"] for each in listed] == ["may", "approved"]
    assert imrf("baseline", "take", stored, "may").err == (
        "name: is that of another baseline, and none ever changes\n"
    )
    assert imrf("baseline", "take", stored, " ").err == "NAME: must not be empty\n"
    compared = imrf("baseline", "diff", stored, "approved", "may").out.splitlines()
    assert compared[1] == (
        "revision 3, data date 2021-05-11, may against approved (revision 1, 2021-05-05)"
    )
    assert compared[5:] == SLIPPAGE.splitlines()[5:]
    answer = json.loads(imrf("baseline", "diff", stored, "approved", "may", "--json").out)
    assert (answer["baseline"], answer["compared"]) == ("approved", "may")
    fewer = imrf("baseline", "diff", stored, "approved", "may", "--threshold", "3").out.splitlines()
    assert [line.split()[0] for line in fewer[5:6]] == ["inputs"]
    assert fewer[6:] == ["", *compared[-3:]]
    before = imrf("baseline", "list", stored, "--revision", "2").out.splitlines()[2:]
    assert before == ["approved          1   2021-05-05            4   Secretariat"]


def test_what_a_baseline_froze(stored: str) -> None:
    assert imrf("baseline", "show", stored, "approved").out.splitlines() == [
        "approved: revision 1, data date 2021-05-05, approved by Secretariat",
        "",
        "code     start        finish",
        "\u2500" * 32,
        "draft    2021-05-10   2021-05-17",
        "forum    2021-05-20   2021-05-21",
        "inputs   2021-05-03   2021-05-07",
        "issued   2021-05-17   2021-05-17",
    ]
    answer = json.loads(imrf("baseline", "show", stored, "approved", "--json").out)
    assert (answer["name"], answer["revision"], len(answer["dates"])) == ("approved", 1, 4)
    assert answer["dates"]["draft"] == {"start": "2021-05-10", "finish": "2021-05-17"}
    assert imrf("baseline", "show", stored, "other").err == (
        "baseline: there is no baseline 'other'\n"
    )


def test_only_what_is_asked_for_is_told(stored: str) -> None:
    imrf(*FINISHED)
    every = ["inputs", "draft", "issued", "forum"]
    for asked, codes in (
        (("--comparison", "dated"), every),
        (("--comparison", "new"), []),
        (("--certainty", "stated", "--threshold", "3"), ["inputs"]),
        (("--owner", "nobody"), []),
    ):
        answer = json.loads(imrf("slippage", stored, *asked, "--json").out)
        assert [each["code"] for each in answer["variances"]] == codes


def test_what_was_said(stored: str) -> None:
    imrf(*FINISHED)
    told = imrf("updates", stored).out.splitlines()[2:]
    assert [" ".join(line.split()) for line in told] == [
        "1 1 2021-05-05 Secretariat inputs actual start 2021-05-03; remaining 2",
        "2 2 2021-05-11 operator inputs actual finish 2021-05-11",
    ]
    assert imrf("updates", stored, "--known-on", "2021-05-05").out.count("inputs") == 1
    none = json.loads(imrf("updates", stored, "--milestone", "draft", "--json").out)
    assert none == {"plan": "report", "updates": []}
    said = json.loads(imrf("updates", stored, "--milestone", "inputs", "--json").out)["updates"]
    assert [each["revision"]["number"] for each in said] == [1, 2]
    assert {name: value for name, value in said[1]["update"].items() if value} == {
        "milestone": "inputs",
        "actual_finish": "2021-05-11",
    }
    table = imrf("updates", stored, "--csv").out.splitlines()
    assert [row.split(",")[0] for row in table] == ["\ufeffid", "1", "2"]


def test_who_sees_a_plan(stored: str) -> None:
    assert imrf("visibility", stored, "--private") == Said(
        0, "report is private: revision 2.\n", ""
    )
    assert imrf("visibility", stored, "--private").err == "private: is true already\n"
    said = imrf("visibility", stored, "--public", "--json")
    assert json.loads(said.out) == {"plan": "report", "revision": 3, "private": False}


def test_why(stored: str) -> None:
    imrf(*FINISHED)
    assert imrf("why", stored) == Said(0, WHY, "")
    assert imrf("why", stored, "--by", "agency").out.splitlines()[7:] == [
        "+4   +4   nobody           1",
        "-2   -2   operator         1",
    ]
    account = json.loads(imrf("why", stored, "--but-for", "--json").out)["accounts"][0]
    drift, update = account.pop("charges")
    assert account == {
        "target": "issued",
        "calendar": "every-day",
        "before": "2021-05-17",
        "after": "2021-05-19",
        "total": {"calendar": 2, "working": 2},
        "groups": [
            {"charges": 1, "name": "2", "shift": {"calendar": 4, "working": 4}},
            {"charges": 1, "name": "2/2", "shift": {"calendar": -2, "working": -2}},
        ],
    }
    assert (drift["cause"], drift["update"], drift["but_for"]) == ("drift", None, None)
    assert update["update"] == {
        "id": 2,
        "milestone": "inputs",
        "note": "",
        "on_behalf_of": "",
        "source": "",
    }


@pytest.mark.parametrize(
    ("asked", "code", "err"),
    [
        (["--since", "1", "--baseline", "approved"], 2, "since: must not be given beside …"),
        (["--since", "9"], 1, "revision: there is no revision '9'"),
        (["--baseline", "other"], 1, "baseline: there is no baseline 'other'"),
        (["--data-date", "2021-05-04"], 2, "data_date: must not be before 2021-05-05, …"),
    ],
)
def test_slippage_that_cannot_be_told(asked: list[str], code: int, err: str, stored: str) -> None:
    said = imrf("slippage", stored, *asked)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith(err.rstrip("…"))

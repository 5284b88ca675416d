"""What is asked of a plan in the database, and what is said to it."""

import json
from typing import Any

import pytest

from tests.cli.terminals import Said, imrf, link

PLANS = """\
code     title      revision   data date
─────────────────────────────────────────
report   A report          1   2021-05-05
"""
FINISHED = ("update", "report", "inputs", "--finished", "2021-05-11", "--data-date", "2021-05-11")
RECEIPT = """\
A report
revision 2, data date 2021-05-11, compared with revision 1 (2021-05-05)

3 milestones moved.

code     title                was          now          working   calendar
──────────────────────────────────────────────────────────────────────────
inputs   Inputs of agencies   2021-05-07   2021-05-11        +2         +4
draft    Report drafted       2021-05-17   2021-05-19        +2         +2
issued   Report issued        2021-05-17   2021-05-19        +2         +2

code     to       float before   after
──────────────────────────────────────
inputs   issued             -1       -
issued   issued             -3      -5

New findings:
  issued finishes 5 calendar days after its deadline
  forum stands 7 calendar days earlier than the link issued SS +7cd → forum demands
"""
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
REVISIONS = """\
revision   data date    kind     by            reason
─────────────────────────────────────────────────────────────────────
       1   2021-05-05   import   Secretariat   plan document imported
       2   2021-05-11   update   operator
"""


def moved(was: tuple[str, str], now: tuple[str, str], *days: tuple[int, int]) -> dict[str, Any]:
    """Two pairs of dates; the shifts of start and finish in working and calendar days."""
    start, finish = ({"working": working, "calendar": calendar} for working, calendar in days)
    return {
        "before": {"start": was[0], "finish": was[1]},
        "after": {"start": now[0], "finish": now[1]},
        "start": start,
        "finish": finish,
    }


MOVED = [
    {
        "code": "inputs",
        **moved(("2021-05-03", "2021-05-07"), ("2021-05-03", "2021-05-11"), (0, 0), (2, 4)),
    },
    {
        "code": "draft",
        **moved(("2021-05-10", "2021-05-17"), ("2021-05-12", "2021-05-19"), (2, 2), (2, 2)),
    },
    {
        "code": "issued",
        **moved(("2021-05-17", "2021-05-17"), ("2021-05-19", "2021-05-19"), (2, 2), (2, 2)),
    },
]


def test_plans(stored: str) -> None:
    assert imrf("plans") == Said(0, PLANS, "")


def test_plans_in_json(stored: str) -> None:
    revision = {
        "number": 1,
        "recorded_at": "2021-05-05T09:30:00Z",
        "data_date": "2021-05-05",
        "author": "Secretariat",
        "reason": "plan document imported",
        "kind": "import",
    }
    assert json.loads(imrf("plans", "--json").out) == {
        "plans": [{"code": "report", "title": "A report", "revision": revision}]
    }
    assert json.loads(imrf("revisions", stored, "--json").out) == {
        "plan": "report",
        "revisions": [revision],
    }


def test_revisions(stored: str) -> None:
    imrf(*FINISHED)
    assert imrf("revisions", stored) == Said(0, REVISIONS, "")


def test_a_stored_plan_is_scheduled_as_its_document_is(stored: str, report: str) -> None:
    for verb in ("schedule", "critical-path"):
        document = json.loads(imrf(verb, report, "--json").out)
        assert json.loads(imrf(verb, stored, "--json").out) == {**document, "revision": 1}
    document, found = (
        json.loads(imrf("findings", each, "--json").out) for each in (report, stored)
    )
    assert found == {**document, "revision": 1, "baseline": "approved"}


def test_an_older_revision_is_still_told(stored: str) -> None:
    before = imrf("schedule", stored)
    imrf(*FINISHED)
    assert imrf("schedule", stored, "--revision", "1") == before
    assert imrf("schedule", stored, "--known-on", "2021-05-10") == before
    assert imrf("schedule", stored) != before


def test_an_update_gives_its_receipt(stored: str) -> None:
    assert imrf(*FINISHED) == Said(0, RECEIPT, "")


def test_an_update_gives_its_receipt_in_json(stored: str) -> None:
    assert json.loads(imrf(*FINISHED, "--json").out) == {
        "plan": "report",
        "revision": 2,
        "data_date": "2021-05-11",
        "kept": True,
        "previous": {"number": 1, "data_date": "2021-05-05"},
        "moved": MOVED,
        "floats": [
            {"code": "inputs", "target": "issued", "before": -1, "after": None},
            {"code": "issued", "target": "issued", "before": -3, "after": -5},
        ],
        "critical": [{"target": "issued", "newly": [], "no_longer": []}],
        "findings": [
            {
                "kind": "deadline-missed",
                "milestone": "issued",
                "link": None,
                "days": 5,
                "message": "issued finishes 5 calendar days after its deadline",
            },
            {
                "kind": "link-violated",
                "milestone": "forum",
                "link": link("issued", "forum", "SS", "7cd"),
                "days": 7,
                "message": "forum stands 7 calendar days earlier than the link "
                "issued SS +7cd → forum demands",
            },
        ],
    }


def test_a_preview_keeps_nothing(stored: str) -> None:
    said = imrf(*FINISHED, "--preview")
    lines = RECEIPT.splitlines()
    assert said.out.splitlines() == [*lines[:2], "A preview: nothing was kept.", *lines[2:]]
    assert imrf("plans") == Said(0, PLANS, "")


def test_what_became_critical_is_said(stored: str) -> None:
    said = imrf("update", stored, "inputs", "--cancelled")
    assert said.out.endswith("\n\nNo longer critical to issued: inputs\n")
    said = imrf("update", stored, "inputs", "--restored")
    assert "\n\nNewly critical to issued: inputs\n" in said.out


def test_nothing_may_have_moved(stored: str) -> None:
    said = imrf("update", stored, "issued", "--fixed", "2021-05-17")
    assert said.out.splitlines()[3:6] == [
        "No milestones moved.",
        "",
        "code     to       float before   after",
    ]


def test_all_that_an_update_can_say(stored: str) -> None:
    said = imrf(
        *("update", stored, "forum", "--window", "2021-06", "--certainty", "suggested"),
        *("--note", "asked for", "--source", "https://un.org/forum", "--on-behalf-of", "PGA"),
        *("--by", "IOM", "--data-date", "2021-05-06", "--json"),
    )
    assert json.loads(said.out)["moved"][0]["after"] == {
        "start": "2021-06-30",
        "finish": "2021-06-30",
    }
    answer = json.loads(imrf("revisions", stored, "--json").out)
    assert answer["revisions"][-1]["author"] == "IOM"


@pytest.mark.parametrize(
    ("said", "err"),
    [
        (["nowhere", "--note", "x"], "milestone: there is no milestone 'nowhere'"),
        (["forum"], "CODE: nothing is said about it"),
        (
            ["forum", "--finished", "2021-05-06"],
            "--finished: must not be after the data date 2021-05-05",
        ),
        (["forum", "--finished", "2021-05-04"], "--finished: needs --started: say when it began"),
        (
            ["draft", "--started", "2021-05-04"],
            "--started: needs --remaining or --expected beside it, or --finished if it is over",
        ),
        (
            ["draft", "--certainty", "confirmed", "--on-behalf-of", "IOM"],
            "--on-behalf-of: needs --source or --note: say where it was said",
        ),
        (
            ["forum", "--window", "0001-01"],
            "--window: must name days of the calendar between 1900-01-01 and 2200-12-31",
        ),
        (
            ["forum", "--note", "a\x00b"],
            "--note: must not hold control or direction characters (U+0000 as character 2)",
        ),
        (["forum", "--remaining", "-1"], "--remaining: must be a whole number from 0 to 36500"),
        (
            ["forum", "--certainty", "sure"],
            "--certainty: must be one of confirmed, stated, suggested, conditional, wished",
        ),
        (
            ["forum", "--note", "x", "--data-date", "2021-05-04"],
            "--data-date: must not be before 2021-05-05, the data date of revision 1",
        ),
    ],
)
def test_an_update_that_is_refused(said: list[str], err: str, stored: str) -> None:
    told = imrf("update", stored, *said)
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert told.err == f"{err}\n"
    assert imrf("plans") == Said(0, PLANS, "")


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
    assert imrf("baseline", "take", stored, " ").err == "name: must not be empty\n"
    compared = imrf("baseline", "diff", stored, "approved", "may").out.splitlines()
    assert compared[1] == (
        "revision 3, data date 2021-05-11, may against approved (revision 1, 2021-05-05)"
    )
    assert compared[5:] == SLIPPAGE.splitlines()[5:]
    answer = json.loads(imrf("baseline", "diff", stored, "approved", "may", "--json").out)
    assert (answer["baseline"], answer["compared"]) == ("approved", "may")


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

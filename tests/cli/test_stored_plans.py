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

code     was          now          working   calendar   set by
────────────────────────────────────────────────────────────────────────────
inputs   2021-05-07   2021-05-11        +2         +4   actual
draft    2021-05-17   2021-05-19        +2         +2   inputs FS, data date
issued   2021-05-17   2021-05-19        +2         +2   draft FS

code     to       float before   after
──────────────────────────────────────
inputs   issued             -1       -
issued   issued             -3      -5

New findings:
  issued finishes 5 calendar days after its deadline
  forum stands 7 calendar days earlier than the link issued SS +7cd → forum demands
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


DRIVERS = {
    "inputs": [{"kind": "actual", "link": None}],
    "draft": [
        {"kind": "link", "link": link("inputs", "draft")},
        {"kind": "data-date", "link": None},
    ],
    "issued": [{"kind": "link", "link": link("draft", "issued")}],
}


def test_plans(stored: str) -> None:
    assert imrf("plans") == Said(0, PLANS, "")


def test_plans_in_json(stored: str) -> None:
    revision = {
        "number": 1,
        "recorded_at": "2021-05-05T09:30:00Z",
        "data_date": "2021-05-05",
        "author": "Secretariat",
        "role": "planner",
        "agency": "",
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
        "moved": [{**each, "drivers": DRIVERS[each["code"]]} for each in MOVED],
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


def test_who_said_what_is_contradicted_is_named(stored: str) -> None:
    assert imrf("update", stored, "issued", "--cancelled", "--by", "IOM").code == 0
    assert imrf("update", stored, "issued", "--fixed", "2021-05-17") == Said(
        2,
        "",
        "--fixed: the milestone was cancelled: say --restored to restore it "
        "(contradicts what IOM said, 5 May 2021)\n",
    )


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
            "--finished: must not be after the data date 2021-05-05: what lies ahead is a new date",
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
        (
            ["forum", "--note", "x", "--by", "IOM\n2021"],
            "--by: must not hold control or direction characters (U+000A as character 4)",
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

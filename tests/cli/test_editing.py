"""A planner at the terminal: plans begun and put away, changes, what-ifs, scenarios."""

import json
from pathlib import Path

import pytest

from tests.cli.terminals import Said, imrf

CLEARANCE = """\
[[changes]]
add_milestone = { code = "clear", title = "Clearance", duration = 2, calendar = "office" }
[[changes]]
set_link = { id = 2, to = "clear" }
[[changes]]
add_link = { from = "clear", to = "issued" }
"""
EDITED = """\
A report
revision 2, data date 2021-05-05, compared with revision 1 (2021-05-05)

2 milestones moved.

code     title           was          now          working   calendar
─────────────────────────────────────────────────────────────────────
issued   Report issued   2021-05-17   2021-05-19        +2         +2
clear    Clearance       -            2021-05-19

code     to       float before   after
──────────────────────────────────────
clear    issued              -      -3
draft    issued             -1      -3
issued   issued             -3      -5
inputs   issued             -1      -3

Newly critical to issued: clear

New findings:
  issued finishes 5 calendar days after its deadline
  forum stands 7 calendar days earlier than the link issued SS +7cd → forum demands

What the plan holds otherwise:
  link 2 (draft → clear): to issued → clear
  milestone clear (Clearance): added
  link 4 (clear → issued): added

The critical path to issued was
  inputs → draft → issued (float -1)
and is
  inputs → draft → clear → issued (float -3)

Quality checks find now:
  negative-float: clear is 3 working days too late for a target. To mend it: shorten the chain, \
or agree on a later date
"""
BOTH = (
    "link 2 (draft → forum).to: is 'clear' by the scenario and 'forum' by revision 2 of 2021-05-05 "
    "by Secretariat; it was 'issued'"
)
CONFLICTS = f"""\
The plan has moved on to revision 2.
Conflicts:
  {BOTH}

"""


@pytest.fixture
def clearance() -> str:
    """The name of a document that puts a clearance between draft and issue."""
    Path("clearance.toml").write_text(CLEARANCE)
    return "clearance.toml"


def test_an_edit(stored: str, clearance: str) -> None:
    assert imrf("edit", stored, clearance, "--reason", "two readings") == Said(0, EDITED, "")
    revisions = json.loads(imrf("revisions", stored, "--json").out)["revisions"]
    assert [(each["kind"], each["reason"]) for each in revisions[1:]] == [("edit", "two readings")]


def test_a_preview_and_a_what_if_keep_nothing(stored: str, clearance: str) -> None:
    before = imrf("export", stored)
    preview = json.loads(imrf("edit", stored, clearance, "--preview", "--json").out)
    asked = json.loads(imrf("what-if", stored, clearance, "--json").out)
    assert imrf("export", stored) == before
    assert (preview["kept"], asked["kept"]) == (False, False)
    same = ("moved", "floats", "differences", "paths", "quality", "mended", "resolved")
    assert {key: preview[key] for key in same} == {key: asked[key] for key in same}


def test_a_scenario_is_kept_shown_accepted_and_discarded(stored: str, clearance: str) -> None:
    saved = imrf("scenario", "save", stored, "two readings", clearance, "--note", "like last time")
    assert saved.out.startswith("The scenario two readings is kept, for revision 1.\n\nA report\n")
    for text in (
        {"set_link": {"id": 2, "lag": "2wd", "to": "forum"}},
        {"set_link": {"id": 2, "to": "issued"}},
    ):
        Path("other.json").write_text(json.dumps({"changes": [text]}))
        imrf("edit", stored, "other.json", "--by", "Secretariat")
        if "lag" in text["set_link"]:
            shown = imrf("scenario", "show", stored, "two readings", "--present")
            assert (shown.code, shown.out.startswith(CONFLICTS)) == (0, True)
            refused = imrf("scenario", "accept", stored, "two readings")
            assert (refused.code, refused.err) == (2, f"{BOTH}\n")
    assert imrf("scenario", "accept", stored, "two readings").code == 0
    listed = json.loads(imrf("scenario", "list", stored, "--json").out)["scenarios"]
    assert [(each["name"], each["accepted"], each["note"]) for each in listed] == [
        ("two readings", 4, "like last time")
    ]
    assert imrf("scenario", "discard", stored, "two readings").code == 2


def test_two_revisions_differ(stored: str, clearance: str) -> None:
    imrf("edit", stored, clearance)
    assert imrf("diff", stored, "1") == Said(
        0,
        "report: between revision 1 (2021-05-05) and revision 2 (2021-05-05)\n"
        "  link 2 (draft \u2192 clear): to issued \u2192 clear\n"
        "  milestone clear (Clearance): added\n"
        "  link 4 (clear \u2192 issued): added\n",
        "",
    )
    assert imrf("diff", stored, "2", "2").out.endswith("\n  nothing differs\n")


def test_a_plan_is_begun_exported_and_put_away(report: str) -> None:
    would = "report would be in the database: revision 1, data date 2021-05-05.\n"
    assert imrf("create", report, "--preview") == Said(0, would, "")
    rule = "must not contain / or \\, nor be . or ..: it is part of an address"
    assert imrf("create", report, "--baseline", "a/b") == Said(2, "", f"--baseline: {rule}\n")
    is_there = "report is in the database: revision 1, data date 2021-05-05.\n"
    assert imrf("create", report, "--baseline", "approved") == Said(0, is_there, "")
    exported = imrf("export", "report", "--format", "json").out
    Path("again.json").write_text(exported)
    assert imrf("schedule", "again.json") == imrf("schedule", report)
    away = "report is archived: revision 2.\n"
    assert imrf("archive", "report", "--reason", "over") == Said(0, away, "")
    assert json.loads(imrf("plans", "--json").out)["plans"] == []
    assert len(json.loads(imrf("plans", "--archived", "--json").out)["plans"]) == 1
    refused = imrf("update", "report", "inputs", "--note", "?")
    assert refused.err.endswith("plan: is archived: restore it before it changes\n")
    assert imrf("archive", "report", "--restore").out == "report is in use: revision 3.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("edit", "report", "no.toml"), Said(1, "", "file: there is no file 'no.toml'\n")),
        (
            ("edit", "report", "wrong.json"),
            Said(
                2,
                "",
                "changes[0].set_milestone.window: must be a day (2021-07-12), a month (2021-07), "
                "a quarter (2021-Q3), a year (2021), two of them as an interval "
                "(2021-07/2021-09) or an open one (../2021-09)\n"
                "unknown: is not a key that is known here\n",
            ),
        ),
        (
            ("scenario", "save", "report", "", "wrong.json"),
            Said(2, "", "NAME: must not be empty\n"),
        ),
        (
            ("edit", "report", "wrong.json", "--reason", "a\nb"),
            Said(
                2,
                "",
                "--reason: must not hold control or direction characters (U+000A as character 2)\n",
            ),
        ),
        (
            ("scenario", "show", "report", "none"),
            Said(1, "", "scenario: there is no scenario 'none'\n"),
        ),
        (("diff", "report", "1", "9"), Said(1, "", "revision: there is no revision '9'\n")),
    ],
)
def test_what_is_refused(stored: str, arguments: tuple[str, ...], said: Said) -> None:
    changes = [{"set_milestone": {"code": "draft", "window": "soon"}}]
    Path("wrong.json").write_text(json.dumps({"changes": changes, "unknown": 1}))
    answer = imrf(*arguments)
    assert (answer.code, answer.out, sorted(answer.err.splitlines())) == (
        said.code,
        said.out,
        sorted(said.err.splitlines()),
    )

"""What `imrf schedule` tells on request around a target: rules, paths, drag and reasons."""

import json
from typing import Any

from tests.cli.terminals import Said, imrf, link

# Office days of May 2021. draft 5..11, short 5 and 6, t on the 12th; aside waits for nothing.
# b began although a (5, 6 May) is not over: retained logic has it wait until the 7th.
PLAN: dict[str, Any] = {
    "plan": {"code": "around", "data_date": "2021-05-04", "targets": ["t"]},
    "calendars": [{"code": "office"}],
    "milestones": [
        {"code": "draft", "duration": 5, "calendar": "office"},
        {"code": "short", "duration": 2, "calendar": "office"},
        {"code": "t", "duration": 1, "calendar": "office"},
        {"code": "a", "duration": 2, "calendar": "office"},
        {
            "code": "b",
            "duration": 3,
            "calendar": "office",
            "actual_start": "2021-05-03",
            "remaining": 1,
        },
        {"code": "event", "duration": 1, "window": "2021-05-05/2021-05-08"},
    ],
    "links": [
        {"from": "draft", "to": "t"},
        {"from": "short", "to": "t"},
        {"from": "a", "to": "b"},
    ],
}
TYPED = json.dumps(PLAN)


def asked(*options: str) -> dict[str, Any]:
    said = imrf("schedule", "-", "--json", *options, typed=TYPED)
    assert (said.code, said.err) == (0, "")
    answer: dict[str, Any] = json.loads(said.out)
    return answer


def finishes(answer: dict[str, Any], *codes: str) -> list[str]:
    found = {each["code"]: each["finish"] for each in answer["milestones"]}
    return [found[code] for code in codes]


def test_the_rules_are_the_plans_unless_others_are_asked_for() -> None:
    default, other = asked(), asked("--progress", "progress-override", "--assume", "first")
    assert [default["progress"], default["assume"]] == ["retained-logic", "last"]
    assert finishes(default, "b", "event") == ["2021-05-07", "2021-05-08"]
    assert [other["progress"], other["assume"]] == ["progress-override", "first"]
    assert finishes(other, "b", "event") == ["2021-05-05", "2021-05-05"]


def test_near_critical() -> None:
    assert asked()["near_critical"] == ["short"]
    assert asked("--near", "2")["near_critical"] == []


def test_disagreements() -> None:
    """b works on the Saturday between two office days: it drives t, and could wait for Sunday."""
    document = {
        "plan": {"code": "parted", "data_date": "2021-05-06", "targets": ["t"]},
        "calendars": [{"code": "office"}],
        "milestones": [
            {"code": "a", "duration": 1, "calendar": "office"},
            {"code": "b", "duration": 1},
            {"code": "t", "duration": 1, "calendar": "office"},
        ],
        "links": [{"from": "a", "to": "b"}, {"from": "b", "to": "t"}],
    }
    said = imrf("schedule", "-", "--json", typed=json.dumps(document))
    parted = [{"milestone": "b", "critical": True, "total_float": 1}]
    assert json.loads(said.out)["disagreements"] == parted
    assert asked()["disagreements"] == []


def test_float_paths() -> None:
    assert asked("--paths", "5")["float_paths"] == [
        {"number": 1, "activities": ["draft", "t"], "joins": None, "total_float": 0},
        {"number": 2, "activities": ["short"], "joins": link("short", "t"), "total_float": 3},
    ]
    assert [each["activities"] for each in asked("--paths", "1")["float_paths"]] == [["draft", "t"]]


def test_drag() -> None:
    assert asked("--drag")["drag"] == {"draft": 3, "t": 1}
    assert asked("--drag", "--target", "project")["drag"] == {"draft": 3, "t": 1}


def test_explanations() -> None:
    told = asked("--explain", "draft", "--explain", "short", "--explain", "event")
    assert told["explanations"] == [
        {
            "milestone": "draft",
            "critical": True,
            "total_float": 0,
            "chain": [link("draft", "t")],
            "waits_at": None,
            "arrives_later": [],
        },
        {
            "milestone": "short",
            "critical": False,
            "total_float": 3,
            "chain": [link("short", "t")],
            "waits_at": "t",
            "arrives_later": [{"kind": "link", "link": link("draft", "t")}],
        },
        {
            "milestone": "event",
            "critical": False,
            "total_float": None,
            "chain": [],
            "waits_at": None,
            "arrives_later": [],
        },
    ]


def test_every_target_has_its_own() -> None:
    told = asked("--target", "t", "--target", "b", "--paths", "1")["targets"]
    assert {target: each["float_paths"][0]["activities"] for target, each in told.items()} == {
        "t": ["draft", "t"],
        "b": ["a", "b"],
    }


def test_in_words() -> None:
    codes = ("draft", "t", "short", "event")
    reasons = [argument for code in codes for argument in ("--explain", code)]
    said = imrf("schedule", "-", "--paths", "2", "--drag", *reasons, typed=TYPED)
    assert said.out.split("\n\n")[3:] == [
        "Float paths to t\n  1  float 0  draft → t\n  2  float 3  short → (t)",
        "Drag on t, in working days\n  draft  3\n  t  1",
        "draft is critical to t: by draft FS\n"
        "t is critical to t\n"
        "short is not critical to t: float 3; t waits for draft FS\n"
        "event does not limit t\n",
    ]


def test_what_holds_by_itself_waits_for_nobody() -> None:
    said = imrf("schedule", "-", "--target", "project", "--explain", "a", typed=TYPED)
    assert said.out.splitlines()[-1] == "a is not critical to project: float 3"


def test_an_unknown_code_is_refused() -> None:
    refused = Said(1, "", "milestone: there is no milestone 'nobody'\n")
    assert imrf("schedule", "-", "--explain", "nobody", typed=TYPED) == refused

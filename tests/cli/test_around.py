"""What `imrf schedule` tells on request around a target: rules, paths, drag and reasons."""

import json
from typing import Any

from tests.cli.terminals import imrf, link

# Office days of May 2021. draft 5..11, short 5 and 6, t on the 12th; event has a window.
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
    parted = {"code": "b", "critical": True, "total_float": 1}
    (found,) = json.loads(said.out)["disagreements"]
    assert {key: found[key] for key in parted} == parted
    assert found["message"].startswith("b ")
    assert asked()["disagreements"] == []


def test_float_paths() -> None:
    assert asked("--float-paths", "5")["float_paths"] == [
        {"number": 1, "milestones": ["draft", "t"], "joins": None, "total_float": 0},
        {"number": 2, "milestones": ["short"], "joins": link("short", "t"), "total_float": 3},
    ]
    assert [each["milestones"] for each in asked("--float-paths", "1")["float_paths"]] == [
        ["draft", "t"]
    ]


def test_drag() -> None:
    assert asked("--drag")["drag"] == {"draft": 3, "t": 1}
    assert asked("--drag", "--target", "project")["drag"] == {"draft": 3, "t": 1}


def test_explanations() -> None:
    told = asked("--explain", "draft", "--explain", "short", "--explain", "event")
    assert told["explanations"] == [
        {
            "code": "draft",
            "target": "t",
            "critical": True,
            "total_float": 0,
            "chain": [link("draft", "t")],
            "waits_at": None,
            "arrives_later": [],
        },
        {
            "code": "short",
            "target": "t",
            "critical": False,
            "total_float": 3,
            "chain": [link("short", "t")],
            "waits_at": "t",
            "arrives_later": [{"kind": "link", "link": link("draft", "t")}],
        },
        {
            "code": "event",
            "target": "t",
            "critical": False,
            "total_float": None,
            "chain": [],
            "waits_at": None,
            "arrives_later": [],
        },
    ]


def test_every_target_has_its_own() -> None:
    told = asked("--target", "t", "--target", "b", "--float-paths", "1")["targets"]
    assert {target: each["float_paths"][0]["milestones"] for target, each in told.items()} == {
        "t": ["draft", "t"],
        "b": ["a", "b"],
    }


def test_an_unknown_code_is_refused() -> None:
    said = imrf("schedule", "-", "--json", "--explain", "nobody", typed=TYPED)
    assert (said.code, said.err) == (1, "milestone: there is no milestone 'nobody'\n")

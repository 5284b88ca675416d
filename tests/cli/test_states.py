"""Any state of a stored plan at the terminal: as it stood, was known, or would stand."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminals import imrf

HELD = ("update", "report", "inputs", "--finished", "2021-05-11", "--data-date", "2021-05-11")
LONGER = {"changes": [{"set_milestone": {"code": "draft", "duration": 9}}]}
STATES = {
    (): (2, "2021-05-11"),
    ("--revision", "1"): (1, "2021-05-05"),
    ("--known-on", "2021-05-10"): (1, "2021-05-05"),
    ("--data-date", "2021-05-20"): (2, "2021-05-20"),
}


@pytest.fixture
def lived(stored: str) -> str:
    """Revision 2 of 11 May, with a scenario of each revision."""
    Path("longer.json").write_text(json.dumps(LONGER))
    assert imrf("scenario", "save", stored, "first", "longer.json").code == 0
    assert imrf(*HELD).code == 0
    assert imrf("scenario", "save", stored, "second", "longer.json").code == 0
    return stored


def told(*said: str) -> Any:
    return json.loads(imrf(*said, "--json").out)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "asked",
    [
        ("schedule", "report"),
        ("links", "report"),
        ("findings", "report"),
        ("critical-path", "report"),
        ("explain", "report", "draft"),
    ],
    ids=lambda asked: asked[0],
)
def test_every_question_names_the_state_it_speaks_of(
    lived: str, asked: tuple[str, ...], state: tuple[str, ...]
) -> None:
    answer = told(*asked, *state)
    assert (answer["revision"], answer["data_date"]) == STATES[state]


@pytest.mark.parametrize("state", STATES)
def test_a_document_of_any_state(lived: str, state: tuple[str, ...]) -> None:
    document = json.loads(imrf("export", lived, "--format", "json", *state).out)
    assert document["plan"]["data_date"] == STATES[state][1]


def test_the_log_up_to_a_state(lived: str) -> None:
    numbers = [
        [each["number"] for each in told("revisions", lived, *state)["revisions"]]
        for state in ((), ("--revision", "1"), ("--known-on", "2021-05-10"))
    ]
    assert numbers == [[1, 2], [1], [1]]


def test_scenarios_of_a_state(lived: str) -> None:
    names = [
        [each["name"] for each in told("scenario", "list", lived, *state)["scenarios"]]
        for state in ((), ("--revision", "1"))
    ]
    assert names == [["first", "second"], ["first"]]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ((), (1, "2021-05-05")),
        (("--present",), (2, "2021-05-11")),
        (("--revision", "2"), (2, "2021-05-11")),
        (("--data-date", "2021-05-07"), (1, "2021-05-07")),
    ],
)
def test_a_scenario_on_a_state_and_to_a_target(
    lived: str, state: tuple[str, ...], expected: tuple[int, str]
) -> None:
    seen = told("scenario", "show", lived, "first", "--target", "draft", *state)["comparison"]
    assert (seen["revision"], seen["data_date"]) == expected
    assert [each["target"] for each in seen["paths"]] == ["draft"]


def test_a_what_if_to_a_target(lived: str) -> None:
    answer = told("what-if", lived, "longer.json", "--target", "forum", "--target", "draft")
    assert [each["target"] for each in answer["paths"]] == ["forum", "draft"]

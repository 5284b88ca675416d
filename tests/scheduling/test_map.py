"""The table of ``docs/scheduling.md`` that says which code and which test holds each rule."""

import re
from importlib import import_module
from operator import attrgetter
from pathlib import Path

import scheduling
from tests.scheduling import cases

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"`([^`]+)`")


def rows() -> list[list[str]]:
    text = (ROOT / "docs/scheduling.md").read_text(encoding="utf-8")
    section = text.partition("## Where each rule is held")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [line.strip("| ").split(" | ") for line in lines[1:]]


def is_there(name: str) -> bool:
    module, _, rest = name.partition(".")
    try:
        attrgetter(rest)(import_module(f"scheduling.{module}"))
    except (ImportError, AttributeError):
        return False
    return True


def named(column: int) -> set[str]:
    return {name for row in rows() for name in NAME.findall(row[column])}


def test_every_rule_names_its_code_and_a_case_or_test() -> None:
    assert len(rows()) > 40
    assert [row for row in rows() if not (len(row) == 3 and all(map(NAME.search, row[1:])))] == []


def test_the_code_that_is_named_is_there() -> None:
    assert {name for name in named(1) if not is_there(name)} == set()


def test_the_cases_and_tests_that_are_named_are_there() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    tests = {
        name for text in sources for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)
    }
    assert named(2) - tests - set(cases.names()) == set()


def test_every_case_and_every_public_function_has_its_rule() -> None:
    functions = {
        f"{function.__module__.removeprefix('scheduling.')}.{name}"
        for name in scheduling.__all__
        if callable(function := getattr(scheduling, name)) and not isinstance(function, type)
    }
    assert set(cases.names()) - named(2) == set()
    assert functions - named(1) == set()

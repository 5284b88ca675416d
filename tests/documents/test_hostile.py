"""Whatever stands in a document, it is kept exactly or refused by name; nothing else happens."""

import copy
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import read_plan, read_updates, write_plan
from app.documents.entries import (
    CalendarEntry,
    LinkEntry,
    MeetingEntry,
    MilestoneEntry,
    PlanEntry,
)
from app.documents.parsing import Format
from app.errors import DocumentError, Problem

LONGEST_MESSAGE = 240
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

VALUES: tuple[Any, ...] = (
    2**31,
    2**63,
    2**70,
    -1,
    1.5,
    5.0,
    True,
    False,
    "5",
    "",
    " ",
    " a ",
    "a" * 200_000,
    "\x00",
    "a\x08",
    "\ud800",
    "\u202etfel",
    "a\u2028b",
    "a\r\nATTENDEE:mailto:a@example.org",
    "=1+1",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "../../etc/passwd",
    "..",
    "0001-01-01",
    "9999-12-31",
    "2021-02-30",
    20210712,
    "🦜",
    "الاستعراض الإقليمي",
    "区域审查",
    "Региональный обзор",
    [],
    {},
    ["a"],
    [[]],
    [{}],
    {"a": 1},
    {"\ud800": 1},
    {"day": "2021-05-01", "name": "\ud800"},
)

DOCUMENT: dict[str, Any] = {
    "plan": {"code": "p", "data_date": "2021-05-05"},
    "tracks": {"t": "Track"},
    "calendars": [{"code": "geneva", "holidays": [{"day": "2021-05-13", "name": "Ascension"}]}],
    "milestones": [{"code": "a", "meeting": {"starts": "09:00", "ends": "10:00"}}, {"code": "b"}],
    "links": [{"from": "a", "to": "b"}],
}

PLACES: list[tuple[str | int, ...]] = [
    *((table,) for table in DOCUMENT),
    *(("plan", key) for key in PlanEntry.model_fields),
    ("plan", "targets", 0),
    ("tracks", "t"),
    ("calendars", 0),
    *(("calendars", 0, key) for key in CalendarEntry.model_fields),
    ("calendars", 0, "holidays", 0),
    ("calendars", 0, "holidays", 0, "day"),
    ("calendars", 0, "holidays", 0, "name"),
    ("milestones", 0),
    *(("milestones", 0, key) for key in MilestoneEntry.model_fields),
    *(("milestones", 0, "meeting", key) for key in MeetingEntry.model_fields),
    ("links", 0),
    *(("links", 0, field.alias or key) for key, field in LinkEntry.model_fields.items()),
    ("links", 0, "unknown"),
]


def with_value(place: tuple[str | int, ...], value: Any) -> str:
    document = copy.deepcopy(DOCUMENT)
    inner: Any = document
    for step in place[:-1]:
        inner = inner.setdefault(step, []) if isinstance(inner, dict) else inner[step]
    if inner == [] and place[-1] == 0:
        inner.append(value)
    else:
        inner[place[-1]] = value
    return json.dumps(document)


def value_at(document: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        if isinstance(document, dict):
            document = document.get(step)
        elif isinstance(document, list) and document:
            document = document[int(step)]
        else:
            return None
    return document


def problems_of(text: str | bytes, format: Format = "json") -> tuple[Problem, ...]:
    with pytest.raises(DocumentError) as refusal:
        read_plan(text, format)
    return refusal.value.problems


def assert_tellable(problems: tuple[Problem, ...]) -> None:
    assert problems
    for problem in problems:
        assert not UNPRINTABLE.search(str(problem))
        assert len(problem.message) <= LONGEST_MESSAGE
        assert len(problem.place) <= LONGEST_MESSAGE


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_a_value_is_kept_exactly_or_refused(place: tuple[str | int, ...]) -> None:
    for value in VALUES:
        text = with_value(place, value)
        try:
            plan = read_plan(text, "json")
        except DocumentError as error:
            assert_tellable(error.problems)
        else:
            written = value_at(json.loads(write_plan(plan, "json")), place)
            left_out = written is None and value in ("", [], {}, "b", False)
            in_days = place[-1] == "lag" and written == f"{value}wd"
            assert written == value or left_out or in_days, (place, value, written)


TEXTS: dict[str, tuple[str | bytes, Format, str]] = {
    "nothing": ("", "json", "is not JSON: Expecting value (line 1, column 1)"),
    "a list": ("[]", "json", "must be an object with the keys of a document"),
    "cut": ('{"plan": ', "json", "is not JSON: Expecting value (line 1, column 10)"),
    "not a number": ('{"plan": NaN}', "json", "holds NaN, which is no number"),
    "infinity": ('{"plan": -Infinity}', "json", "holds -Infinity, which is no number"),
    "digits": (f'{{"plan": {"9" * 5_000}}}', "json", "holds a number with too many digits"),
    "deep lists": ("[" * 100_000, "json", "is nested too deeply"),
    "deep objects": ('{"a":' * 100_000, "json", "is nested too deeply"),
    "a key twice": (
        '{"plan": {"code": "a", "code": "b"}}',
        "json",
        "gives the key 'code' twice in one object",
    ),
    "a long key twice": (
        f'{{"{"k" * 500}": 1, "{"k" * 500}": 1}}',
        "json",
        f"gives the key '{'k' * 79}…' twice in one object",
    ),
    "latin-1": ('{"plan": {"code": "é"}}'.encode("latin-1"), "json", "is not UTF-8 text: "),
    "utf-16": ("{}".encode("utf-16"), "json", "is not UTF-8 text: the fault is at byte 0"),
    "encoded surrogate": (b'{"a": "\xed\xa0\x80"}', "json", "is not UTF-8 text: "),
    "toml cut": ("[plan", "toml", "is not TOML: "),
    "toml nul": ("a = '\x00'", "toml", "is not TOML: "),
    "toml key twice": ("a = 1\na = 2", "toml", "is not TOML: Cannot overwrite a value (at "),
    "toml no day": ("a = 2021-02-30", "toml", "is not TOML: "),
    "toml digits": (f"a = {'9' * 5_000}", "toml", "holds a number with too many digits"),
    "toml deep": ("a = " + "[" * 100_000, "toml", "is nested too deeply"),
    "toml dots": (".".join("a" * 20_000) + " = 1", "toml", "has lines with too many dots"),
    "toml long name": (f"{'k' * 500} = 1\n{'k' * 500} = 2", "toml", "is not TOML: "),
}


@pytest.mark.parametrize(("text", "format", "rule"), TEXTS.values(), ids=list(TEXTS))
def test_what_is_no_document_is_refused(text: str | bytes, format: Format, rule: str) -> None:
    problems = problems_of(text, format)
    assert_tellable(problems)
    assert [problem.place for problem in problems] == ["document"]
    assert problems[0].message.startswith(rule)


def test_a_byte_order_mark_is_no_fault() -> None:
    text = json.dumps(DOCUMENT)
    assert read_plan("\ufeff" + text, "json") == read_plan(text, "json")
    assert read_plan(("\ufeff" + text).encode(), "json") == read_plan(text, "json")


FLOODS = {
    "unknown tables": {f"k{i}": 1 for i in range(50_000)},
    "unknown keys": {"plan": {f"k{i}": 1 for i in range(50_000)}},
    "unknown keys inside": {
        "milestones": [{"code": "a", "meeting": {f"k{i}": 1 for i in range(50_000)}}]
    },
    "no milestones": {"milestones": [[]] * 100_000},
    "too many milestones": {"milestones": [1] * 200_001},
    "no tracks": {"tracks": {f"/{i}": 1 for i in range(50_000)}},
    "no targets": {"plan": {"code": "p", "targets": [1] * 100_000}},
    "no holidays": {"calendars": [{"code": "c", "holidays": [1] * 100_000}]},
    "no contributors": {"milestones": [{"code": "a", "contributors": [1] * 100_000}]},
}


@pytest.mark.parametrize("document", FLOODS.values(), ids=list(FLOODS))
def test_a_flood_of_faults_is_told_in_short(document: dict[str, Any]) -> None:
    problems = problems_of(json.dumps(document))
    assert_tellable(problems)
    assert len(problems) <= 101


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
KEYS = st.sampled_from(["plan", "tracks", "calendars", "milestones", "links", "updates", "x"])


@given(st.dictionaries(KEYS, JSON | st.lists(JSON)))
def test_any_json_is_read_or_refused(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    for read in (read_plan, read_updates):
        try:
            read(text, "json")
        except DocumentError as error:
            assert_tellable(error.problems)


@given(st.binary() | st.text(), st.sampled_from(["json", "toml"]))
def test_any_text_is_read_or_refused(text: str | bytes, format: Format) -> None:
    assert_tellable(problems_of(text, format))

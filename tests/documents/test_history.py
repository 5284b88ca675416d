import pytest

from app.documents import read_updates
from app.errors import DocumentError
from app.plan import Certainty, Update
from scheduling import Span
from tests.plan.milestones import day

HISTORY = """
[[updates]]
data_date = 2021-05-06
milestone = "rr-africa"
window = "2021-07"
certainty = "suggested"
note = "so far"
source = "a letter"
on_behalf_of = "ECA"

[[updates]]
data_date = 2021-05-06
milestone = "concept"
actual_start = 2021-05-03
remaining = 3

[[updates]]
data_date = 2021-09-02
milestone = "rr-africa"
fixed = "2021-08-31/2021-09-01"
actual_start = "2021-08-31"
actual_finish = "2021-09-01"

[[updates]]
data_date = 2021-09-02
milestone = "concept"
expected_finish = 2021-09-10
cancelled = false
"""

SAID = (
    (
        day("2021-05-06"),
        Update(
            milestone="rr-africa",
            window=Span(first=day("2021-07-01"), last=day("2021-07-31")),
            certainty=Certainty.SUGGESTED,
            note="so far",
            source="a letter",
            on_behalf_of="ECA",
        ),
    ),
    (
        day("2021-05-06"),
        Update(milestone="concept", actual_start=day("2021-05-03"), remaining=3),
    ),
    (
        day("2021-09-02"),
        Update(
            milestone="rr-africa",
            fixed=Span(first=day("2021-08-31"), last=day("2021-09-01")),
            actual_start=day("2021-08-31"),
            actual_finish=day("2021-09-01"),
        ),
    ),
    (
        day("2021-09-02"),
        Update(milestone="concept", expected_finish=day("2021-09-10"), cancelled=False),
    ),
)


def test_a_history_is_read_in_its_order() -> None:
    assert read_updates(HISTORY, "toml") == SAID


def test_a_history_may_be_empty() -> None:
    assert read_updates("{}", "json") == ()


REFUSED = {
    "no date": (
        '{"updates": [{"milestone": "a", "note": "x"}]}',
        ["updates[0] (a).data_date: is missing"],
    ),
    "unknown keys": (
        '{"plan": "p", "updates": [{"milestone": "a", "data_date": "2021-05-05", "done": true}]}',
        [
            "plan: is not a key that is known here",
            "updates[0] (a).done: is not a key that is known here",
        ],
    ),
    "going back": (
        '{"updates": [{"milestone": "a", "data_date": "2021-05-06", "note": "x"},'
        ' {"milestone": "b", "data_date": "2021-05-05", "note": "x"}]}',
        ["updates[1] (b).data_date: must not be before 2021-05-06, said above it"],
    ),
    "nothing said": (
        '{"updates": [{"milestone": "a", "data_date": "2021-05-05"}]}',
        ["updates[0] (a).milestone: nothing is said about it"],
    ),
    "future": (
        '{"updates": [{"milestone": "a", "data_date": "2021-05-05",'
        ' "actual_start": "2021-05-06"}]}',
        [
            "updates[0] (a).actual_start: must not be after the data date 2021-05-05: "
            "what lies ahead is a new date"
        ],
    ),
}


@pytest.mark.parametrize(("text", "problems"), REFUSED.values(), ids=list(REFUSED))
def test_a_broken_rule_is_told_with_its_place(text: str, problems: list[str]) -> None:
    with pytest.raises(DocumentError) as refusal:
        read_updates(text, "json")
    assert list(map(str, refusal.value.problems)) == problems

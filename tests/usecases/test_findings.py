from datetime import date

import pytest

from app.documents import ChangeEntry
from app.errors import NotFound
from app.store import Database, Statement
from app.usecases.accepting import accept
from app.usecases.editing import edit
from app.usecases.findings import findings
from app.usecases.reading import AsOf
from scheduling import Check, FindingKind
from tests.plans import NOW, PLANNER
from tests.store.queries import counted

LATE = AsOf(data_date=date(2021, 10, 1))


def test_what_the_checks_find_is_to_the_targets_asked_for(seeded: Database) -> None:
    with seeded.read() as store:
        own, other = findings(store, "small"), findings(store, "small", targets=("clear",))
    assert (own.targets, other.targets) == (("launch", "forum"), ("clear",))
    assert [(each.check.value, *each.activities) for each in own.quality] == [
        ("long-lag", "launch", "forum"),
        ("few-fs-links",),
        ("hard-date", "forum"),
        ("high-float", "review"),
        ("high-float", "draft"),
        ("high-float", "clear"),
        ("high-float", "launch"),
        ("broken-path", "review", "launch"),
    ]
    assert [(each.check.value, *each.activities) for each in other.quality] == [
        ("leads-nowhere", "launch"),
        ("no-successor", "forum"),
        ("long-lag", "launch", "forum"),
        ("few-fs-links",),
        ("hard-date", "forum"),
        ("negative-float", "review"),  # late on the Friday before: draft finishes then
        ("broken-path", "review", "clear"),
    ]


def test_finishes_are_checked_against_the_baseline(seeded: Database) -> None:
    with seeded.read() as store:
        found = findings(store, "small", LATE)
    assert found.baseline is not None
    assert found.baseline.name == "seed"
    assert [
        (each.activities[0], each.value) for each in found.quality if each.check is Check.MISSED
    ] == [("clear", 54), ("draft", 54), ("launch", 76), ("review", 64)]
    assert [(each.kind, each.activity) for each in found.found] == [
        (FindingKind.PAST_WINDOW, "review")
    ]


def test_a_milestone_with_a_new_code_is_checked_against_its_approved_finish(
    seeded: Database,
) -> None:
    with seeded.write() as store:
        rename = {"rename_milestone": {"code": "clear", "to": "cleared"}}
        edit(store, "small", [ChangeEntry.model_validate(rename)], PLANNER, NOW)
    with seeded.read() as store:
        found = findings(store, "small", LATE)
        frozen = store.baseline(store.find("small").plan_id)
    missed = [each for each in found.quality if each.check is Check.MISSED]
    assert [(each.activities[0], each.value) for each in missed] == [
        ("cleared", 54),
        ("draft", 54),
        ("launch", 76),
        ("review", 64),
    ]
    assert frozen is not None
    assert "clear" in frozen.dates  # it speaks of what it froze under the code of then


def test_a_baseline_that_was_taken_later_is_not_known_yet(seeded: Database) -> None:
    """An earlier revision is checked against what was approved by then."""
    with seeded.write() as store:
        held = store.hold("small")
        statement = Statement(
            author=PLANNER, now=NOW, data_date=date(2021, 6, 1), reason="", kind="baseline"
        )
        accept(store, held, held.planned, statement, baseline="june")
    with seeded.read() as store:
        names = [
            found.baseline and found.baseline.name
            for found in (
                findings(store, "small"),
                findings(store, "small", AsOf(known_on=date(2021, 5, 31))),
                findings(store, "small", AsOf(revision=1), baseline="june"),
            )
        ]
    assert names == ["june", "seed", "june"]


def test_a_baseline_that_was_not_taken_is_not_found(seeded: Database) -> None:
    with seeded.read() as store, pytest.raises(NotFound, match="baseline 'other'"):
        findings(store, "small", baseline="other")


def test_what_is_asked_again_is_not_checked_again(seeded: Database) -> None:
    with counted(seeded) as sent, seeded.read() as store:
        first = findings(store, "small")
    assert len(sent) == 1 + 5 + 2  # the revision, the plan at it, the baseline with its dates
    with counted(seeded) as sent, seeded.read() as store:
        assert findings(store, "small").quality is first.quality
    assert len(sent) == 1 + 2

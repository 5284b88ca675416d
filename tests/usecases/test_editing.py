"""Planners change what a plan holds; the receipt says what that does, whole."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.documents import ChangeEntry, Fate, FieldChange, Subject
from app.documents.differences import Difference
from app.errors import Contradicted, Forbidden, NotFound, PlannerError, Refused
from app.plan import Author, Plan, PlanCalendar, PlanLink, Update, default_uid
from app.store import Database
from app.usecases.archiving import archive
from app.usecases.comparing import Comparison, PathChange
from app.usecases.editing import edit
from app.usecases.importing import import_plan
from app.usecases.plans import plans
from app.usecases.reading import AsOf, read
from app.usecases.receipts import CriticalChange
from app.usecases.report import report
from scheduling import Check, Span
from tests.plans import DRAFT, ECA, LINKS, NOW, PLANNER, VIEWER, milestone, small_plan, uid


def changes(*said: dict[str, Any]) -> list[ChangeEntry]:
    return [ChangeEntry.model_validate(each) for each in said]


def made(database: Database, *said: dict[str, Any], by: Author = PLANNER, **how: Any) -> Comparison:
    with database.write() as store:
        return edit(store, "small", changes(*said), by, NOW, **how)


def standing(database: Database, revision: int | None = None) -> Plan:
    with database.read() as store:
        return read(store, "small", AsOf(revision=revision)).plan


def refusal(database: Database, *said: dict[str, Any], **how: Any) -> tuple[type[Exception], str]:
    """What changes are refused with; nothing of the plan has changed then."""
    with pytest.raises(PlannerError) as refused:
        made(database, *said, **how)
    assert standing(database) == small_plan()
    return type(refused.value), str(refused.value)


def test_one_change_is_a_revision_that_says_what_it_did(seeded: Database) -> None:
    done = made(seeded, {"set_milestone": {"code": "clear", "duration": 8}}, reason="two readings")
    assert done.receipt.kept
    revision = done.receipt.revision
    assert (revision.number, revision.kind, revision.reason) == (2, "edit", "two readings")
    assert done.differences == (
        Difference(
            subject=Subject.MILESTONE,
            name="clear",
            title="Clear",
            key=str(uid("clear")),
            fate=Fate.CHANGED,
            fields=(FieldChange(field="duration", before=5, after=8),),
        ),
    )
    assert [(move.code, move.finish and move.finish.working) for move in done.receipt.moved] == [
        ("launch", 5),
        ("clear", 3),
    ]
    assert [(each.code, each.target, each.before, each.after) for each in done.receipt.floats] == [
        ("clear", "launch", 146, 143),
        ("review", "launch", 205, 200),
        ("draft", "launch", 146, 143),
        ("launch", "launch", 206, 201),
        ("forum", "launch", None, None),
        ("clear", "forum", 136, 133),
        ("review", "forum", 191, 186),
        ("draft", "forum", 136, 133),
        ("launch", "forum", 192, 187),
        ("forum", "forum", 0, 0),
    ]
    expected = small_plan(
        milestones=tuple(
            replace(each, duration=8) if each.code == "clear" else each
            for each in small_plan().milestones
        )
    )
    assert standing(seeded) == expected
    assert standing(seeded, 1) == small_plan()


EVERYTHING: tuple[dict[str, Any], ...] = (
    {"set_plan": {"title": "Smaller", "start": "2021-05-01", "targets": ["launch"]}},
    {"set_track": {"code": "report", "title": "Report"}},
    {"rename_track": {"code": "forum", "to": "events"}},
    {"add_calendar": {"code": "geneva", "weekdays": ["mon", "tue"]}},
    {"set_calendar": {"code": "office", "working": None, "title": "NY"}},
    {"rename_calendar": {"code": "office", "to": "new-york"}},
    {"add_milestone": {"code": "print", "owner": "DGACM", "calendar": "geneva"}},
    {"set_milestone": {"code": "review", "window": None, "fixed": "2021-07-12/2021-07-13"}},
    {"set_milestone": {"code": "review", "contributors": ["AUC", "IOM"], "owner": "UNECA"}},
    {"rename_milestone": {"code": "clear", "to": "clearance"}},
    {"add_link": {"from": "clearance", "to": "print", "lag": "2wd"}},
    {"set_link": {"id": 1, "type": "SS", "lag": 3}},
    {"remove_link": {"id": 2}},
    {"remove_milestone": {"code": "draft", "with_links": True}},
)


def test_everything_that_a_plan_holds_can_be_changed_in_one_revision(seeded: Database) -> None:
    done = made(seeded, *EVERYTHING)
    plan = standing(seeded)
    was = {each.code: each for each in small_plan().milestones}
    office = small_plan().calendars[0]
    assert plan == small_plan(
        title="Smaller",
        start=date(2021, 5, 1),
        targets=("launch",),
        tracks={"report": "Report", "events": "The forum"},
        calendars=(
            PlanCalendar(code="geneva", title="geneva", weekdays=frozenset({0, 1})),
            replace(office, code="new-york", title="NY", working=frozenset()),
        ),
        milestones=(
            replace(
                was["review"],
                window=None,
                fixed=Span(first=date(2021, 7, 12), last=date(2021, 7, 13)),
                contributors=("AUC", "IOM"),
                owner="UNECA",
            ),
            replace(was["clear"], code="clearance", calendar="new-york"),
            was["launch"],
            replace(was["forum"], track="events"),
            replace(
                milestone("print", title="print", track="", owner="DGACM", calendar="geneva"),
                uid=default_uid("small", "print"),
            ),
        ),
        links=(
            replace(LINKS[2], predecessor="clearance"),
            LINKS[3],
            PlanLink(predecessor="clearance", successor="print", lag=2),
        ),
        progress={},
    )
    assert [link.id for link in plan.links] == [3, 4, 5]
    assert done.receipt.reading.plan == plan
    assert done.removed == ("draft",)


def test_a_renamed_milestone_keeps_its_uid_its_reports_and_its_dates(seeded: Database) -> None:
    done = made(
        seeded,
        {"rename_milestone": {"code": "draft", "to": "zero-draft"}},
        {"rename_milestone": {"code": "launch", "to": "issued"}},
    )
    plan = standing(seeded)
    assert plan.milestones[1] == replace(DRAFT, code="zero-draft")
    assert (plan.targets, plan.progress) == (
        ("issued", "forum"),
        {"zero-draft": small_plan().progress["draft"]},
    )
    assert (done.receipt.moved, done.removed) == ((), ())
    assert done.receipt.critical == (
        CriticalChange(target="issued", newly=(), no_longer=()),
        CriticalChange(target="forum", newly=(), no_longer=()),
    )


def test_a_new_milestone_may_take_a_code_that_was_given_up(seeded: Database) -> None:
    made(seeded, {"add_milestone": {"code": "print"}})
    made(seeded, {"rename_milestone": {"code": "print", "to": "printed"}})
    made(seeded, {"add_milestone": {"code": "print"}})
    added = {each.code: each.uid for each in standing(seeded).milestones[-2:]}
    assert added == {
        "printed": default_uid("small", "print"),
        "print": default_uid("small", "print/2"),
    }


def test_what_was_removed_comes_back_with_what_was_reported_of_it(seeded: Database) -> None:
    made(seeded, {"remove_milestone": {"code": "draft", "with_links": True}})
    assert standing(seeded).progress == {}
    made(
        seeded,
        {"add_milestone": {"code": "draft", "uid": str(uid("draft")), "duration": 10}},
    )
    assert standing(seeded).progress == small_plan().progress


def test_the_quality_checks_say_what_the_change_caused_and_mended(seeded: Database) -> None:
    done = made(
        seeded,
        {"add_milestone": {"code": "print"}},
        {"set_link": {"id": 2, "lag": "-3wd"}},
    )
    assert [(each.check, each.activities) for each in done.quality] == [
        (Check.NO_PREDECESSOR, ("print",)),
        (Check.NO_SUCCESSOR, ("print",)),
        (Check.LEAD, ("draft", "clear")),
    ]
    after = made(seeded, {"set_link": {"id": 2, "lag": 0}})
    assert [(each.check, each.activities) for each in after.mended] == [
        (Check.LEAD, ("draft", "clear"))
    ]


def test_a_preview_answers_the_same_and_keeps_nothing(seeded: Database) -> None:
    said = ({"set_milestone": {"code": "clear", "duration": 8}},)
    preview = made(seeded, *said, preview=True)
    assert standing(seeded) == small_plan()
    done = made(seeded, *said)
    assert (preview.receipt.kept, done.receipt.kept) == (False, True)
    assert preview.receipt.moved == done.receipt.moved
    assert preview.differences == done.differences


def test_a_planner_pins_the_data_date_and_lets_it_go(seeded: Database) -> None:
    made(seeded, {"set_plan": {"pinned": False}})
    note = Update(milestone="review", note="news")
    later = NOW.replace(month=6)
    with seeded.write() as store:
        assert report(store, "small", [note], ECA, later).revision.data_date == date(2021, 6, 5)
    made(seeded, {"set_plan": {"pinned": True}}, data_date=date(2021, 6, 6))
    with seeded.write() as store:
        receipt = report(store, "small", [note], ECA, later.replace(month=7))
    assert receipt.revision.data_date == date(2021, 6, 6)


CYCLE = {"add_link": {"from": "launch", "to": "draft"}}
REFUSED: dict[str, tuple[tuple[dict[str, Any], ...], tuple[type[Exception], str]]] = {
    "an unknown milestone": (
        ({"set_milestone": {"code": "nobody", "duration": 1}},),
        (Refused, "changes[0].set_milestone.code: there is no milestone 'nobody'"),
    ),
    "an unknown end": (
        ({"add_link": {"from": "nobody", "to": "draft"}},),
        (Refused, "changes[0].add_link.from: there is no milestone 'nobody'"),
    ),
    "a cycle": (
        (CYCLE,),
        (Refused, "links: form a cycle: clear \u2192 launch \u2192 draft \u2192 clear"),
    ),
    "a self link": (
        ({"set_link": {"id": 2, "from": "clear"}},),
        (Refused, "changes[0].set_link: links a milestone to itself"),
    ),
    "an unknown link": (
        ({"remove_link": {"id": 99}},),
        (Refused, "changes[0].remove_link.id: there is no link 99"),
    ),
    "links that hang on it": (
        ({"remove_milestone": {"code": "clear"}},),
        (
            Refused,
            "changes[0].remove_milestone.with_links: links hang on it (2, 3): remove them first, "
            "or say with_links = true",
        ),
    ),
    "a target": (
        ({"remove_milestone": {"code": "forum", "with_links": True}},),
        (Refused, "plan.targets[1]: there is no milestone 'forum'"),
    ),
    "a calendar in use": (
        ({"remove_calendar": {"code": "office"}},),
        (
            Refused,
            "milestone draft.calendar: there is no calendar 'office'; "
            "milestone clear.calendar: there is no calendar 'office'",
        ),
    ),
    "a code in use": (
        (
            {"add_milestone": {"code": "draft"}},
            {"rename_milestone": {"code": "draft", "to": "clear"}},
        ),
        (
            Refused,
            "changes[0].add_milestone.code: there is a milestone 'draft' already; "
            "changes[1].rename_milestone.to: there is a milestone 'clear' already",
        ),
    ),
    "two dates": (
        ({"set_milestone": {"code": "review", "fixed": "2021-07-12"}},),
        (
            Refused,
            "changes[0].set_milestone.window: must not be given beside fixed: say one of them",
        ),
    ),
    "what was reported": (
        ({"set_milestone": {"code": "draft", "duration": 0, "fixed": "2021-05-01"}},),
        (
            Refused,
            "milestone draft.remaining: must not be given for what takes no time: it is over on "
            "the day on which it begins",
        ),
    ),
    "nothing": (
        ({"set_milestone": {"code": "draft", "duration": 10}},),
        (Refused, "changes: leave the plan as it is"),
    ),
    "the name of all": (
        ({"add_milestone": {"code": "project"}},),
        (Refused, "changes[0].add_milestone.code: is the name of the whole plan as a target"),
    ),
}


@pytest.mark.parametrize(("said", "expected"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_plan_is_refused_by_name(
    seeded: Database,
    said: tuple[dict[str, Any], ...],
    expected: tuple[type[Exception], str],
) -> None:
    kind, message = refusal(seeded, *said)
    assert (issubclass(kind, expected[0]), message) == (True, expected[1])


def test_a_uid_is_of_one_plan_and_goes_with_its_milestone(seeded: Database) -> None:
    """Else two calendars would tell different things of one event."""
    other = small_plan(code="other", targets=(), milestones=(), links=(), progress={})
    taken = {"add_milestone": {"code": "again", "uid": str(uid("forum"))}}
    with seeded.write() as store:
        import_plan(store, other, PLANNER, NOW)
        with pytest.raises(Refused, match=r"again\.uid: is the uid of a milestone of another plan"):
            edit(store, "other", changes(taken), PLANNER, NOW)
        leaving = {"remove_milestone": {"code": "forum", "with_links": True}}
        edit(store, "small", changes({"set_plan": {"targets": ["launch"]}}, leaving), PLANNER, NOW)
        edit(store, "other", changes(taken), PLANNER, NOW)
        assert [each.code for each in read(store, "other").plan.milestones] == ["again"]


def test_only_planners_edit(seeded: Database) -> None:
    for author in (ECA, VIEWER):
        assert refusal(seeded, {"remove_link": {"id": 1}}, by=author) == (
            Forbidden,
            f"{author.name} may not edit the plan",
        )


def test_an_archived_plan_is_read_and_not_changed(seeded: Database) -> None:
    with seeded.write() as store:
        reading = archive(store, "small", PLANNER, NOW, reason="the forum is over")
    assert (reading.revision.number, reading.revision.kind) == (2, "archive")
    with seeded.read() as store:
        assert [each.code for each in plans(store)] == []
        assert [each.code for each in plans(store, archived=True)] == ["small"]
    with pytest.raises(Contradicted, match="is archived: restore it before it changes"):
        made(seeded, {"remove_link": {"id": 1}})
    with pytest.raises(Contradicted, match="is archived already"), seeded.write() as store:
        archive(store, "small", PLANNER, NOW)
    with seeded.write() as store:
        published = store.published(store.find("small").plan_id)
        archive(store, "small", PLANNER, NOW, restore=True)
        assert store.published(store.find("small").plan_id) == published
    made(seeded, {"remove_link": {"id": 1}})
    with seeded.read() as store:
        assert store.find("small").revision.number == 4


def test_there_must_be_a_plan(database: Database) -> None:
    with pytest.raises(NotFound, match="there is no plan 'small'"):
        made(database, {"remove_link": {"id": 1}})


def test_the_whole_plan_was_there_before_it_became_the_target(seeded: Database) -> None:
    """Without targets of its own a plan is asked for its end, which did not come into being."""
    done = made(seeded, {"set_plan": {"targets": []}})
    assert done.paths == (
        PathChange(
            target="project", before=("forum",), after=("forum",), float_before=0, float_after=0
        ),
    )
    assert done.receipt.critical == (CriticalChange(target="project", newly=(), no_longer=()),)

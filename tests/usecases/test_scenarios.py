"""What-ifs are answered and kept nowhere; scenarios wait under a name until they are accepted."""

from datetime import date
from typing import Any

import pytest

from app.documents import Proposal, read_proposal, write_proposal
from app.errors import Contradicted, Forbidden, NotFound, PlannerError, Refused
from app.plan import Update
from app.store import Database
from app.usecases.comparing import Comparison, PathChange
from app.usecases.difference import difference, recorded_in
from app.usecases.editing import edit
from app.usecases.feed import feed
from app.usecases.reading import AsOf, read
from app.usecases.report import report
from app.usecases.scenarios import Outlook, accept_scenario, discard, outlook, save, scenarios
from app.usecases.scopes import FeedScope
from app.usecases.whatif import what_if
from scheduling import FindingKind, Progress, Span
from tests.plans import ECA, NOW, PLANNER, SEEDED, VIEWER, small_plan
from tests.usecases.test_editing import changes, standing

AUGUST = date(2021, 8, 9)
LONGER = {"set_milestone": {"code": "clear", "duration": 8}}
LATER = Update(milestone="review", window=Span(first=date(2021, 9, 1), last=date(2021, 9, 30)))


def proposal(*said: dict[str, Any], **more: Any) -> Proposal:
    return Proposal(changes=tuple(changes(*said)), **more)


def answered(database: Database, *said: dict[str, Any], **more: Any) -> Comparison:
    with database.read() as store:
        return what_if(store, "small", proposal(*said, **more))


def saved(database: Database, name: str, *said: dict[str, Any], **more: Any) -> Outlook:
    with database.write() as store:
        return save(store, "small", name, proposal(*said, **more), PLANNER, NOW, note="if so")


def seen(database: Database, name: str, *, present: bool = False) -> Outlook:
    with database.read() as store:
        return outlook(store, "small", name, present=present)


def accepted(database: Database, name: str, **how: Any) -> Comparison:
    with database.write() as store:
        return accept_scenario(store, "small", name, PLANNER, NOW, **how)


def edited(database: Database, *said: dict[str, Any]) -> None:
    with database.write() as store:
        edit(store, "small", changes(*said), PLANNER, NOW)


def finishes(comparison: Comparison) -> dict[str, int | None]:
    """By how many calendar days each milestone that moves finishes later."""
    moved = comparison.receipt.moved
    return {each.code: each.finish.calendar if each.finish else None for each in moved}


def test_a_what_if_says_what_would_move_and_keeps_nothing(seeded: Database) -> None:
    answer = answered(
        seeded,
        {"set_milestone": {"code": "review", "window": "2021-09"}},
        {"add_milestone": {"code": "print", "duration": 3, "calendar": "office"}},
        {"add_link": {"from": "clear", "to": "print"}},
        {"add_link": {"from": "print", "to": "forum"}},
    )
    assert finishes(answer) == {"review": 61, "draft": 62, "clear": 62, "launch": 62, "print": None}
    assert answer.paths[0] == PathChange(
        target="launch",
        before=("review", "draft", "clear", "launch"),
        after=("review", "draft", "clear", "launch"),
        float_before=146,
        float_after=102,
    )
    assert (answer.receipt.kept, answer.receipt.revision.number) == (False, 1)
    assert standing(seeded) == small_plan()


def test_what_if_nobody_reports_and_what_if_somebody_does(seeded: Database) -> None:
    drift = answered(seeded, data_date=AUGUST)
    assert finishes(drift) == {"review": 11, "draft": 21, "clear": 21, "launch": 21}
    done = Update(milestone="draft", actual_finish=AUGUST)
    early = answered(seeded, updates=(done,), data_date=AUGUST)
    assert finishes(early) == {"review": 11, "draft": 10, "clear": 10, "launch": 10}
    assert [each.kind for each in early.receipt.findings] == [
        FindingKind.PAST_WINDOW,
        FindingKind.OUT_OF_SEQUENCE,
    ]


def test_a_what_if_may_ask_of_the_past(seeded: Database) -> None:
    edited(seeded, LONGER)
    with seeded.read() as store:
        then = what_if(store, "small", proposal(LONGER), AsOf(revision=1))
    assert then.receipt.revision.number == 1
    assert finishes(then) == {"launch": 5, "clear": 5}


NOTHING = "changes: must hold a change, or say updates or data_date"


@pytest.mark.parametrize(
    ("said", "more", "expected"),
    [
        ((), {}, (Refused, NOTHING)),
        (
            (),
            {"data_date": date(2021, 5, 4)},
            (
                Refused,
                "data_date: must not be before 2021-05-05, the data date of what it changes",
            ),
        ),
        (
            (),
            {"updates": (Update(milestone="nobody", note="?"),)},
            (NotFound, "there is no milestone 'nobody'"),
        ),
        (
            ({"add_link": {"from": "clear", "to": "draft"}},),
            {},
            (Refused, "links: form a cycle: clear \u2192 draft \u2192 clear"),
        ),
    ],
)
def test_a_what_if_of_no_plan_is_refused(
    seeded: Database,
    said: tuple[dict[str, Any], ...],
    more: dict[str, Any],
    expected: tuple[type[PlannerError], str],
) -> None:
    with pytest.raises(PlannerError) as refused:
        answered(seeded, *said, **more)
    assert (isinstance(refused.value, expected[0]), str(refused.value)) == (True, expected[1])


def test_a_proposal_is_read_back_as_it_was_written() -> None:
    said = proposal(
        LONGER,
        {"add_link": {"from": "a", "to": "b", "lag": "84cd", "type": "SS"}},
        {"set_calendar": {"code": "c", "weekdays": ["mon"], "holidays": None}},
        {"add_calendar": {"code": "d", "holidays": ["2021-05-05"]}},
        {"remove_milestone": {"code": "x", "with_links": True}},
        {"set_plan": {"targets": ["a"], "pinned": False, "assume": "first"}},
        {"set_milestone": {"code": "x", "meeting": {"starts": "09:00", "ends": "10:00"}}},
        updates=(LATER, Update(milestone="draft", remaining=0, cancelled=False, note="so")),
        data_date=AUGUST,
    )
    assert read_proposal(write_proposal(said), "json") == said


def test_a_scenario_is_kept_beside_the_plan_until_it_is_accepted(seeded: Database) -> None:
    with seeded.read() as store:
        told = feed(store, FeedScope(plan="small"))
    kept = saved(seeded, "slow", LONGER, updates=(LATER,))
    with seeded.read() as store:
        assert scenarios(store, "small") == (kept.scenario,)
        assert feed(store, FeedScope(plan="small")) == told
    assert standing(seeded) == small_plan()
    shown = seen(seeded, "slow")
    assert (shown.scenario, shown.proposal, shown.moved_on) == (kept.scenario, kept.proposal, None)
    assert shown.comparison
    assert kept.comparison
    assert finishes(shown.comparison) == finishes(kept.comparison)
    assert shown.comparison.differences == kept.comparison.differences
    done = accepted(seeded, "slow")
    assert finishes(done) == finishes(kept.comparison)
    assert (done.receipt.revision.number, done.receipt.revision.kind) == (2, "scenario")
    assert done.receipt.revision.reason == "scenario slow"
    with seeded.read() as store:
        assert scenarios(store, "small")[0].accepted == 2
        assert [each.update for each in store.updates(store.find("small"))][-1] == LATER
        assert feed(store, FeedScope(plan="small")) != told
    with pytest.raises(Contradicted, match="was accepted as revision 2"):
        accepted(seeded, "slow")


def test_a_scenario_is_accepted_onto_a_plan_that_moved_on_elsewhere(seeded: Database) -> None:
    saved(
        seeded,
        "slow",
        LONGER,
        {"add_milestone": {"code": "print"}},
        {"add_link": {"from": "clear", "to": "print"}},
        {"remove_link": {"id": 1}},
        {"set_plan": {"title": "Slower"}},
        {"set_track": {"code": "print", "title": "Printing"}},
    )
    edited(
        seeded,
        {"set_milestone": {"code": "clear", "owner": "DGC"}},
        {"rename_milestone": {"code": "review", "to": "regional-review"}},
        {"add_link": {"from": "regional-review", "to": "launch"}},
        {"set_plan": {"description": "another"}},
    )
    with seeded.write() as store:
        done = Update(milestone="draft", remaining=4)
        report(store, "small", [done], PLANNER, NOW, data_date=SEEDED)
    shown = seen(seeded, "slow", present=True)
    assert (shown.moved_on, shown.clashes, shown.problems) == (3, (), ())
    receipt = accepted(seeded, "slow")
    assert shown.comparison
    assert finishes(receipt) == finishes(shown.comparison)
    plan = standing(seeded)
    clear = next(each for each in plan.milestones if each.code == "clear")
    assert (clear.duration, clear.owner) == (8, "DGC")
    assert (plan.title, plan.description) == ("Slower", "another")
    assert plan.progress["draft"] == Progress(actual_start=date(2021, 5, 3), remaining=4)
    assert [(link.id, link.predecessor, link.successor) for link in plan.links] == [
        (2, "draft", "clear"),
        (3, "clear", "launch"),
        (4, "launch", "forum"),
        (5, "regional-review", "launch"),
        (6, "clear", "print"),
    ]


def test_what_conflicts_is_told_field_by_field_with_both_statements(seeded: Database) -> None:
    saved(
        seeded,
        "slow",
        LONGER,
        {"set_milestone": {"code": "review", "window": "2021-09", "owner": "UNECA"}},
        {"set_plan": {"targets": ["forum"]}},
        {"remove_link": {"id": 4}},
        updates=(Update(milestone="draft", remaining=20),),
    )
    edited(
        seeded,
        {"set_milestone": {"code": "review", "window": "2021-08", "owner": "UNECA"}},
        {"set_plan": {"targets": ["launch"]}},
        {"set_link": {"id": 4, "lag": "70cd"}},
    )
    with seeded.write() as store:
        report(store, "small", [Update(milestone="draft", remaining=4)], PLANNER, NOW)
    with pytest.raises(Contradicted) as refused:
        accepted(seeded, "slow")
    second = "revision 2 of 2021-05-05 by Secretariat"
    assert [str(each) for each in refused.value.problems] == [
        f"plan small.targets: is \"['forum']\" by the scenario and \"['launch']\" by {second}; "
        "it was \"['launch', 'forum']\"",
        f"milestone review.window: is '2021-09' by the scenario and '2021-08' by {second}; "
        "it was '2021-07'",
        "milestone draft.remaining: is '20' by the scenario and '4' by revision 3 of 2021-05-05 "
        "by Secretariat; it was '9'",
        f"link 4 (launch → forum): is removed by the scenario and changed by {second}",
    ]
    shown = seen(seeded, "slow", present=True)
    assert [each.conflict.field for each in shown.clashes] == ["targets", "window", "remaining", ""]
    assert shown.comparison
    assert seen(seeded, "slow").clashes == ()
    with seeded.read() as store:
        assert store.find("small").revision.number == 3


def test_two_statements_that_only_together_make_no_plan_conflict(seeded: Database) -> None:
    saved(
        seeded, "loop", {"add_link": {"from": "launch", "to": "review"}}, {"remove_link": {"id": 1}}
    )
    edited(seeded, {"add_link": {"from": "review", "to": "clear"}})
    with pytest.raises(Contradicted, match="links: form a cycle"):
        accepted(seeded, "loop")
    shown = seen(seeded, "loop", present=True)
    assert (shown.comparison, [each.place for each in shown.problems]) == (None, ["links"])


def test_a_preview_of_an_acceptance_keeps_nothing(seeded: Database) -> None:
    saved(seeded, "slow", LONGER)
    preview = accepted(seeded, "slow", preview=True)
    assert (preview.receipt.kept, standing(seeded)) == (False, small_plan())
    assert seen(seeded, "slow").scenario.accepted is None
    assert finishes(accepted(seeded, "slow")) == finishes(preview)


def test_names_are_given_once_and_scenarios_are_discarded(seeded: Database) -> None:
    saved(seeded, "slow", LONGER)
    with pytest.raises(Refused, match="there is a scenario 'slow' already"):
        saved(seeded, "slow", LONGER)
    with seeded.write() as store:
        discard(store, "small", "slow", PLANNER)
    with pytest.raises(NotFound, match="scenario 'slow'"):
        seen(seeded, "slow")
    saved(seeded, "slow", LONGER)
    accepted(seeded, "slow")
    with pytest.raises(Contradicted, match="was accepted"), seeded.write() as store:
        discard(store, "small", "slow", PLANNER)


@pytest.mark.parametrize("author", [ECA, VIEWER])
def test_only_planners_keep_accept_and_discard(seeded: Database, author: Any) -> None:
    saved(seeded, "slow", LONGER)
    with seeded.write() as store:
        with pytest.raises(Forbidden):
            save(store, "small", "mine", proposal(LONGER), author, NOW)
        with pytest.raises(Forbidden):
            accept_scenario(store, "small", "slow", author, NOW)
        with pytest.raises(Forbidden):
            discard(store, "small", "slow", author)


def test_two_revisions_are_compared_key_by_key(seeded: Database) -> None:
    edited(seeded, LONGER)
    edited(seeded, {"rename_milestone": {"code": "clear", "to": "clearance"}})
    with seeded.read() as store:
        forth = difference(store, "small", 1, 3).differences
        back = difference(store, "small", 3, 1).differences
        last, first = (recorded_in(store, "small", n).differences for n in (3, 1))
        read(store, "small")

    def told(changed: Any) -> list[tuple[str, str, str, Any, Any]]:
        return [
            (each.subject, each.name, field.field, field.before, field.after)
            for each in changed
            for field in each.fields
        ]

    renamed = [
        ("milestone", "clearance", "code", "clear", "clearance"),
        ("link", "2", "to", "clear", "clearance"),
        ("link", "3", "from", "clear", "clearance"),
    ]
    assert told(last) == renamed
    assert told(forth) == [renamed[0], ("milestone", "clearance", "duration", 5, 8), *renamed[1:]]
    assert told(back)[:2] == [
        ("milestone", "clear", "code", "clearance", "clear"),
        ("milestone", "clear", "duration", 8, 5),
    ]
    assert first == ()

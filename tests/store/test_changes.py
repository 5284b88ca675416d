"""The one write path, seen from what it leaves behind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.errors import NotFound, Refused
from app.plan import Baseline, BaselineDates, Plan, Revision, Update
from app.store import Change, Database, Publication, Statement, Store
from scheduling import Progress, Span
from tests.plans import CLEAR, DRAFT, LAUNCH, LINKS, NOW, PLANNER, SEEDED, small_plan, uid
from tests.store.queries import counted

SAID_AT_ONCE = (Update(milestone="draft", actual_start=date(2021, 5, 3), remaining=9),)


def statement(day: date, reason: str = "") -> Statement:
    return Statement(author=PLANNER, now=NOW, data_date=day, reason=reason, kind="edit")


def found(database: Database, plan: Plan) -> Revision:
    with database.write() as store:
        held = store.found(plan.code, NOW)
        change = Change(
            statement=statement(SEEDED, "first"), plan=plan, pinned=True, updates=SAID_AT_ONCE
        )
        return store.accept(held, change)


def changed(
    store: Store, plan: Plan, day: date = SEEDED, updates: Sequence[Update] = ()
) -> Revision:
    held = store.hold(plan.code)
    change = Change(statement=statement(day), plan=plan, pinned=True, updates=tuple(updates))
    return store.accept(held, change)


def standing(database: Database, number: int | None = None) -> Plan:
    with database.read() as store:
        return store.plan(store.find("small", number))


def rows(database: Database, table: str) -> list[tuple[object, ...]]:
    """Each row of a versioned table: the milestone, since when it holds, until when."""
    query = f"SELECT code, since, until FROM {table} ORDER BY id"
    with database._engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_a_plan_comes_out_as_it_went_in(database: Database) -> None:
    revision = found(database, small_plan())
    assert revision == Revision(
        number=1,
        recorded_at=NOW,
        data_date=SEEDED,
        author="Secretariat",
        reason="first",
        kind="edit",
    )
    assert standing(database) == small_plan()


def test_revision_1_is_the_same_after_five_more(database: Database) -> None:
    plan = small_plan()
    found(database, plan)
    for number in range(5):
        day = SEEDED + timedelta(days=number)
        later = Span.of(date(2022, 6, 1) + timedelta(days=number))
        plan = replace(
            plan,
            title=f"Title {number}",
            targets=("launch",),
            milestones=(*plan.milestones[:-1], replace(plan.milestones[-1], fixed=later)),
            links=plan.links[1:],
            calendars=(replace(plan.calendars[0], title=f"Office {number}"),),
        )
        with database.write() as store:
            said = [Update(milestone="clear", note=f"note {number}")]
            changed(store, plan, day, [*said, Update(milestone="review", cancelled=True)])
    assert standing(database, 1) == small_plan()
    assert standing(database) == replace(
        plan,
        data_date=SEEDED + timedelta(days=4),
        progress={**plan.progress, "review": Progress(cancelled=True)},
    )


def test_what_stays_the_same_keeps_its_row(database: Database) -> None:
    found(database, small_plan())
    milestones = (
        *small_plan().milestones[:2],
        replace(CLEAR, duration=6),
        replace(LAUNCH, code="launched"),
    )
    with database.write() as store:
        changed(store, small_plan(milestones=milestones, links=LINKS[:2], targets=("launched",)))
    assert rows(database, "milestones") == [
        ("review", 1, None),
        ("draft", 1, None),
        ("clear", 1, 2),
        ("launch", 1, 2),
        ("forum", 1, 2),
        ("clear", 2, None),
        ("launched", 2, None),
    ]
    assert rows(database, "calendars") == [("office", 1, None)]
    assert standing(database).milestones == milestones


def test_two_milestones_may_change_codes(database: Database) -> None:
    found(database, small_plan(links=()))
    swapped = (replace(DRAFT, code="clear"), replace(CLEAR, code="draft"))
    with database.write() as store:
        changed(store, small_plan(milestones=swapped, links=(), targets=()))
    plan = standing(database)
    assert plan.milestones == swapped
    assert plan.progress == {"clear": Progress(actual_start=date(2021, 5, 3), remaining=9)}


def test_several_links_between_one_pair_are_all_kept(database: Database) -> None:
    twins = (LINKS[1], LINKS[1], replace(LINKS[1], lag=3), *LINKS[2:])
    found(database, small_plan(links=twins))
    assert standing(database).links == twins
    with database.write() as store:
        changed(store, small_plan(links=twins[1:]))
    assert standing(database).links == twins[1:]


def test_the_data_date_never_goes_back(database: Database) -> None:
    found(database, small_plan())
    with database.write() as store, pytest.raises(Refused) as refused:
        changed(store, small_plan(), SEEDED - timedelta(days=1))
    assert [str(each) for each in refused.value.problems] == [
        "data_date: must not be before 2021-05-05, the data date of revision 1"
    ]


def test_a_plan_is_found_once(database: Database) -> None:
    found(database, small_plan())
    with pytest.raises(Refused, match="there is a plan 'small' already"):
        found(database, small_plan())


def test_what_goes_wrong_late_leaves_nothing_behind(database: Database) -> None:
    found(database, small_plan())

    def change() -> None:
        with database.write() as store:
            changed(store, small_plan(title="New"), updates=[Update(milestone="nobody", note="?")])

    with pytest.raises(NotFound):
        change()
    assert standing(database) == small_plan()
    with database.read() as store:
        assert store.find("small").revision.number == 1


def test_known_on_is_the_last_revision_whose_data_date_is_not_later(database: Database) -> None:
    found(database, small_plan())
    for days in (0, 10, 20):
        with database.write() as store:
            changed(store, small_plan(), SEEDED + timedelta(days=days))
    asked = {0: 2, 9: 2, 10: 3, 19: 3, 20: 4, 4000: 4}
    with database.read() as store:
        known = {
            days: store.find("small", known_on=SEEDED + timedelta(days=days)).revision.number
            for days in asked
        }
        assert known == asked
        with pytest.raises(NotFound, match="revision known on '2021-05-04'"):
            store.find("small", known_on=SEEDED - timedelta(days=1))
        with pytest.raises(NotFound, match="revision '9'"):
            store.find("small", 9)
        with pytest.raises(NotFound, match="plan 'large'"):
            store.find("large")


def test_a_plan_is_read_in_six_queries_whatever_its_size(database: Database) -> None:
    found(database, small_plan())
    many = tuple(replace(CLEAR, code=f"m{i}", uid=uid(f"m{i}")) for i in range(300))
    with database.write() as store:
        changed(store, small_plan(milestones=(*small_plan().milestones, *many)))
    for number in (1, 2):
        with counted(database) as sent, database.read() as store:
            store.plan(store.find("small", number))
        assert len(sent) == 6


def test_a_write_costs_as_many_queries_whatever_the_plan_holds(database: Database) -> None:
    found(database, small_plan())
    many = tuple(replace(CLEAR, code=f"m{i}", uid=uid(f"m{i}")) for i in range(300))
    plan = small_plan(milestones=(*small_plan().milestones, *many))
    with database.write() as store:
        changed(store, plan)
    with counted(database) as sent, database.write() as store:
        milestones = (*plan.milestones[:-1], replace(plan.milestones[-1], duration=9))
        changed(store, replace(plan, milestones=milestones), updates=SAID_AT_ONCE)
    assert len(sent) == 7 + 6  # hold; revision, a row closed, one opened, update, entry and chain


def test_what_is_held_is_read_once_until_it_changes(database: Database) -> None:
    found(database, small_plan())
    with database.write() as store:
        held = store.hold("small")
        with counted(database) as sent:
            assert store.hold("small") is held
        assert sent == []
        with store.trying():
            changed(store, replace(small_plan(), title="Tried"))
            assert store.hold("small").planned.title == "Tried"
        assert store.hold("small") == held
        changed(store, replace(small_plan(), title="Kept"))
        assert store.hold("small").planned.title == "Kept"


def test_baselines_keep_their_dates_and_their_order(database: Database) -> None:
    found(database, small_plan())
    taken = tuple(
        Baseline(
            name=name,
            revision=1,
            data_date=SEEDED,
            approved_by="Secretariat",
            dates={
                "draft": BaselineDates(start=date(2021, 5, 3), finish=date(2021, 5, 18)),
                "forum": BaselineDates(start=None, finish=None),
            },
        )
        for name in ("seed", "approved")
    )
    for baseline in taken:
        with database.write() as store:
            held = store.hold("small")
            assert held.plan is not None
            store.accept(
                held,
                Change(statement=statement(SEEDED), plan=held.plan, pinned=True, baseline=baseline),
            )
    with database.read() as store:
        plan_id = store.find("small").plan_id
        assert store.baselines(plan_id) == taken
        assert store.baseline(plan_id) == taken[1]
        assert store.baseline(plan_id, "seed") == taken[0]
        with pytest.raises(NotFound, match="baseline 'other'"):
            store.baseline(plan_id, "other")


def test_the_ledger_answers_what_was_told_last(database: Database) -> None:
    def entry(code: str, sequence: int, number: int) -> Publication:
        return Publication(
            uid=uid(code),
            number=number,
            sequence=sequence,
            revision=number,
            data_date=SEEDED,
            last_modified=NOW + timedelta(seconds=number),
            facts=f"{code} {sequence}",
            start=SEEDED,
            finish=SEEDED,
        )

    told = [[entry("review", 0, 1), entry("draft", 0, 1)], [], [entry("draft", 1, 3)]]
    for number, entries in enumerate(told):
        with database.write() as store:
            held = store.hold("small") if number else store.found("small", NOW)
            change = Change(
                statement=statement(SEEDED),
                plan=small_plan(),
                pinned=True,
                publications=tuple(entries),
            )
            store.accept(held, change)
    with database.read() as store:
        plan_id = store.find("small").plan_id
        assert store.published(plan_id) == {uid("review"): told[0][0], uid("draft"): told[2][0]}
        assert store.publication(plan_id) == 3

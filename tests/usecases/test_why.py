from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents import Proposal
from app.errors import NotFound, PlannerError, Refused
from app.plan import Plan, Update
from app.store import Database, Store
from app.usecases.accepting import accept
from app.usecases.reading import AsOf, read
from app.usecases.report import report
from app.usecases.scenarios import accept_scenario, save
from app.usecases.slippage import slippage
from app.usecases.why import Grouping, Since, Why, why_each
from scheduling import Cause, Shift, Span
from tests.plans import NOW, PLANNER, milestone, small_plan
from tests.store.queries import counted
from tests.store.test_changes import statement
from tests.usecases.story import AUGUST, REVIEW_DAYS, SEPTEMBER, tell

CODES = ("review", "draft", "clear", "launch", "forum")


def days(count: int) -> Shift:
    return Shift(working=count, calendar=count)


def why(store: Store, target: str | None = None, **asked: Any) -> Why:
    """Why ``target`` moved, else the first of the plan's own targets."""
    return why_each(store, "small", () if target is None else (target,), **asked)[0]


def told(found: Why) -> list[tuple[int, str, int, str, str | None]]:
    return [
        (
            each.revision.number,
            each.cause.value,
            each.shift.calendar,
            each.agency,
            each.update.update.milestone if each.update else None,
        )
        for each in found.charges
    ]


ACCOUNT = [
    (2, "drift", 21, "", None),
    (2, "window", 12, "ECA", "review"),
    (3, "drift", 1, "", None),
    (3, "update", 5, "IOM", "draft"),
    (4, "logic", 1, "Secretariat", None),
    (5, "drift", 12, "", None),
    (5, "update", -7, "IOM", "draft"),
]


def test_every_change_is_charged_with_what_it_moved(seeded: Database) -> None:
    tell(seeded)
    with seeded.read() as store:
        found = why(store, "launch")
        slipped = slippage(store, "small").of("launch")
    assert told(found) == ACCOUNT
    assert (found.before, found.after) == (date(2021, 8, 6), date(2021, 9, 20))
    assert (found.total, found.calendar) == (days(45), "every-day")
    assert slipped.finish is not None
    assert (slipped.finish.working, slipped.finish.calendar) == (45, 45)
    assert (found.since.baseline, found.since.revision.number) == ("seed", 1)


def test_the_link_to_what_was_said(seeded: Database) -> None:
    tell(seeded)
    with seeded.read() as store:
        window, draft = (why(store, "launch").charges[n].update for n in (1, 3))
    assert window is not None
    assert draft is not None
    assert (window.update.note, window.id, window.revision.data_date) == ("the host", 2, AUGUST)
    assert draft.update.source == "mail"


@pytest.mark.parametrize(
    ("by", "expected"),
    {
        Grouping.UPDATE: [
            ("2", 21),
            ("2/2", 12),
            ("5", 12),
            ("5/5", -7),
            ("3/3", 5),
            ("3", 1),
            ("4", 1),
        ],
        Grouping.AGENCY: [("", 34), ("ECA", 12), ("IOM", -2), ("Secretariat", 1)],
        Grouping.CAUSE: [("drift", 34), ("window", 12), ("update", -2), ("logic", 1)],
    }.items(),
)
def test_groups_add_up(seeded: Database, by: Grouping, expected: list[tuple[str, int]]) -> None:
    tell(seeded)
    with seeded.read() as store:
        groups = why(store, "launch").grouped(by)
    assert [(each.name, each.shift.calendar) for each in groups] == expected
    assert sum(each.charges for each in groups) == len(ACCOUNT)


def test_what_would_be_without_one_change_does_not_sum(seeded: Database) -> None:
    tell(seeded)
    with seeded.read() as store:
        found = why(store, "launch", but_for_each=True)
    assert [None if each.but_for is None else each.but_for.calendar for each in found.charges] == [
        None,  # drift is nobody's change
        0,  # the draft is later than the review by now
        None,
        0,  # said otherwise since
        3,  # over a week end
        None,
        -7,
    ]


def test_between_two_revisions(seeded: Database) -> None:
    tell(seeded)
    with seeded.read() as store:
        found = why(store, "launch", since=2, until=AsOf(revision=4))
        ahead = why(store, "launch", since=5, until=AsOf(data_date=date(2021, 9, 15)))
    assert told(found) == ACCOUNT[2:5]
    assert found.total == days(7)
    assert (found.since.baseline, found.since.data_date) == (None, AUGUST)
    assert told(ahead) == [(5, "drift", 3, "", None)]


def test_a_scenario_of_reports_is_charged_to_who_reported(seeded: Database) -> None:
    said = [Update(milestone="review", window=REVIEW_DAYS, note="the host", on_behalf_of="ECA")]
    with seeded.write() as store:
        save(store, "small", "later", Proposal(updates=tuple(said)), PLANNER, NOW)
        accept_scenario(store, "small", "later", PLANNER, NOW, data_date=AUGUST)
    with seeded.read() as store:
        found = why(store, "launch")
    assert told(found) == ACCOUNT[:2]


def test_each_target_has_its_account(seeded: Database) -> None:
    tell(seeded)
    with seeded.read() as store:
        own, asked = why_each(store, "small"), why_each(store, "small", ("draft", "draft"))
    assert [(each.target, each.total) for each in own] == [("launch", days(45)), ("forum", days(0))]
    assert [each.target for each in asked] == ["draft"]


def test_the_largest_comes_first(seeded: Database) -> None:
    tell(seeded)
    with seeded.read() as store:
        found = why(store, "launch")
    largest = sorted(ACCOUNT, key=lambda each: -abs(each[2]))
    assert told(replace(found, charges=found.largest_first)) == largest


def test_what_cannot_be_accounted_for(seeded: Database) -> None:
    tell(seeded)
    idea = (*small_plan().milestones, milestone("idea"))
    with seeded.write() as store:
        held = store.hold("small")
        accept(store, held, replace(small_plan(), milestones=idea), statement(SEPTEMBER))
    with seeded.read() as store:
        refused: tuple[tuple[Callable[[], Why], str], ...] = (
            (lambda: why(store, "idea"), "target"),
            (lambda: why(store, "project"), "target"),
            (lambda: why(store, since=3, until=AsOf(revision=2)), "since"),
            (lambda: why(store, since=3, baseline="seed"), "since"),
        )
        for ask, place in refused:
            with pytest.raises(Refused) as error:
                ask()
            assert [each.place for each in error.value.problems] == [place]
        missing: tuple[Callable[[], Why], ...] = (
            lambda: why(store, "nobody"),
            lambda: why(store, baseline="none"),
            lambda: why(store, since=99),
        )
        for ask in missing:
            with pytest.raises(NotFound):
                ask()


def test_as_many_queries_for_one_revision_as_for_many(seeded: Database) -> None:
    with seeded.read() as store, counted(seeded) as at_first:
        why(store, "launch")
    tell(seeded)
    with seeded.read() as store, counted(seeded) as later:
        why(store, "launch")
        again = len(later)
        why(store, "forum")
    assert (len(at_first), again) == (10, 10)
    assert len(later) - again == 2


REPORTS = st.builds(
    lambda code, remaining, day: (
        Update(milestone=code, remaining=remaining)
        if remaining is not None
        else Update(milestone=code, window=Span.of(AUGUST + timedelta(days=day)))
    ),
    st.sampled_from(CODES[:4]),
    st.one_of(st.none(), st.integers(0, 30)),
    st.integers(0, 200),
)
EDITS = st.tuples(st.sampled_from(CODES[:3]), st.integers(1, 30))
CHANGES = st.lists(
    st.tuples(st.integers(0, 20), st.one_of(EDITS, st.lists(REPORTS, min_size=1, max_size=3))),
    max_size=5,
)


def change(store: Store, day: date, what: object) -> None:
    if isinstance(what, list):
        report(store, "small", what, PLANNER, NOW, data_date=day)
        return
    assert isinstance(what, tuple)
    held = store.hold("small")
    plan: Plan = held.plan or small_plan()
    made = tuple(
        replace(each, duration=what[1]) if each.code == what[0] else each
        for each in plan.milestones
    )
    accept(store, held, replace(plan, milestones=made), statement(day))


@given(CHANGES, st.sampled_from(CODES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_charges_sum_to_the_slip_whatever_was_said(
    seeded: Database, changes: list[tuple[int, object]], target: str
) -> None:
    with seeded.write() as store, store.trying():
        day = AUGUST
        for later, what in changes:
            day += timedelta(days=later)
            with suppress(PlannerError):
                change(store, day, what)
        found = why(store, target)
        before, after = read(store, "small", AsOf(revision=1)), read(store, "small")
        slip = slippage(store, "small").of(target)
        for each in store.chapters(store.find("small"), 1):
            at = store.find("small", each.revision.number)
            assert each.plan == store.plan(at)
    assert found.before == before.schedule.dates(target).finish
    assert found.after == after.schedule.dates(target).finish
    assert sum(each.shift.calendar for each in found.charges) == found.total.calendar
    assert sum(each.shift.working for each in found.charges) == found.total.working
    assert slip.finish is not None
    assert slip.finish.working == found.total.working
    assert slip.finish.calendar == found.total.calendar


def test_names_of_what_it_speaks_of(seeded: Database) -> None:
    with seeded.read() as store:
        found = why(store, "launch")
    assert found.since == Since(
        revision=found.reading.revision, data_date=date(2021, 5, 5), baseline="seed"
    )
    assert (found.charges, found.total, Cause.DRIFT.value) == ((), days(0), "drift")

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotFound
from app.plan import BaselineDates, Update
from app.store import Database
from app.usecases.accepting import accept
from app.usecases.importing import import_plan
from app.usecases.reading import AsOf
from app.usecases.report import report
from app.usecases.shifts import Shift, shift
from app.usecases.slippage import Comparison, movement, slippage
from scheduling import EVERY_DAY, Calendar, Span
from tests.plans import CLEAR, FORUM, LINKS, NOW, PLANNER, milestone, small_plan
from tests.store.test_changes import statement

AUGUST = date(2021, 8, 9)
WEEK = Calendar(name="week", holidays=frozenset({date(2021, 7, 5)}))
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


def postponed(database: Database) -> None:
    later = Span(first=date(2021, 8, 31), last=date(2021, 9, 1))
    with database.write() as store:
        said = [Update(milestone="review", fixed=later)]
        report(store, "small", said, PLANNER, NOW, data_date=AUGUST)


def test_the_worst_comes_first(seeded: Database) -> None:
    postponed(seeded)
    with seeded.read() as store:
        found = slippage(store, "small")
    assert (found.baseline.name, found.reading.revision.number) == ("seed", 2)
    assert [
        (each.code, each.comparison.value, each.finish and each.finish.calendar)
        for each in found.variances
    ] == [
        ("review", "dated", 32),
        ("clear", "dated", 30),
        ("launch", "dated", 30),
        ("draft", "dated", 30),
        ("forum", "dated", 0),
    ]
    clear = found.of("clear")
    assert (clear.start, clear.finish) == (
        Shift(working=22, calendar=30),
        Shift(working=22, calendar=30),
    )


def test_two_revisions_are_compared(seeded: Database) -> None:
    postponed(seeded)
    with seeded.read() as store:
        found = movement(store, "small", since=AsOf(revision=1))
        back = movement(store, "small", since=AsOf(), until=AsOf(revision=1))
    assert found.of("review").finish == Shift(working=32, calendar=32)
    assert back.of("review").finish == Shift(working=-32, calendar=-32)
    assert found.baseline.name == "revision 1"


def test_new_dropped_cancelled_and_undated_are_no_zeros(seeded: Database) -> None:
    milestones = (*small_plan().milestones[:2], FORUM, milestone("idea"), milestone("new"))
    plan = small_plan(milestones=milestones, links=LINKS[:1], targets=("forum",))
    milestones = (*milestones[:4], replace(milestones[4], deadline=AUGUST))
    with seeded.write() as store:
        held = store.hold("small")
        accept(store, held, replace(plan, milestones=milestones), statement(AUGUST))
    with seeded.write() as store:
        said = [Update(milestone="review", cancelled=True)]
        report(store, "small", said, PLANNER, NOW, data_date=AUGUST)
    with seeded.read() as store:
        found = slippage(store, "small")
    assert {each.code: each.comparison for each in found.variances} == {
        "draft": Comparison.DATED,
        "forum": Comparison.DATED,
        "clear": Comparison.DROPPED,
        "launch": Comparison.DROPPED,
        "idea": Comparison.UNDATED,
        "new": Comparison.NEW,
        "review": Comparison.CANCELLED,
    }
    clear = found.of("clear")
    assert clear.baseline == BaselineDates(start=date(2021, 8, 3), finish=date(2021, 8, 9))
    assert (clear.forecast, clear.finish) == (BaselineDates(start=None, finish=None), None)


def test_a_plan_without_a_baseline_says_so(database: Database) -> None:
    with database.write() as store:
        import_plan(
            store, small_plan(milestones=(CLEAR,), links=(), targets=(), progress={}), PLANNER, NOW
        )
    with database.read() as store, pytest.raises(NotFound, match="there is no baseline"):
        slippage(store, "small")


@pytest.mark.parametrize(
    ("before", "after", "closing", "expected"),
    [
        # Monday 5 July 2021 is a holiday.
        (date(2021, 7, 2), date(2021, 7, 6), True, (1, 4)),
        (date(2021, 7, 2), date(2021, 7, 6), False, (1, 4)),
        (date(2021, 7, 6), date(2021, 7, 2), True, (-1, -4)),
        (date(2021, 7, 2), date(2021, 7, 4), True, (0, 2)),
        (date(2021, 7, 2), date(2021, 7, 4), False, (1, 2)),
        (date(2021, 7, 2), date(2021, 7, 2), True, (0, 0)),
    ],
)
def test_working_days_are_those_of_the_calendar(
    before: date, after: date, closing: bool, expected: tuple[int, int]
) -> None:
    found = shift(WEEK, before, after, closing=closing)
    assert found == Shift(working=expected[0], calendar=expected[1])


@given(DAYS, DAYS, st.booleans())
def test_a_shift_is_the_reverse_of_its_reverse(before: date, after: date, closing: bool) -> None:
    there = shift(WEEK, before, after, closing=closing)
    back = shift(WEEK, after, before, closing=closing)
    assert there is not None
    assert back == Shift(working=-there.working, calendar=-there.calendar)
    every_day = shift(EVERY_DAY, before, after, closing=closing)
    assert every_day == Shift(working=there.calendar, calendar=(after - before).days)

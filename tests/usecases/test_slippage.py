from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotFound
from app.plan import BaselineDates, Certainty, Update
from app.plan.recoding import recoded
from app.store import Database
from app.usecases.accepting import accept
from app.usecases.importing import import_plan
from app.usecases.reading import AsOf
from app.usecases.report import report
from app.usecases.shifts import shift
from app.usecases.slippage import Slippage, Wanted, slippage
from app.usecases.variance import Comparison, FloatUse, TargetSlip
from scheduling import EVERY_DAY, Calendar, Shift, Span
from tests.plans import CLEAR, FORUM, LINKS, NOW, PLANNER, milestone, small_plan, uid
from tests.store.queries import counted
from tests.store.test_changes import statement
from tests.usecases.story import tell

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
    assert (found.before.baseline, found.reading.revision.number) == ("seed", 2)
    assert [
        (
            each.code,
            each.comparison.value,
            each.finish.calendar if each.finish is not None else None,
        )
        for each in found.variances
    ] == [
        ("launch", "dated", 33),
        ("clear", "dated", 33),
        ("draft", "dated", 33),
        ("review", "dated", 32),
        ("forum", "dated", 0),
    ]
    clear = found.of("clear")
    assert (clear.start, clear.finish) == (
        Shift(working=23, calendar=31),
        Shift(working=23, calendar=33),
    )


def split(found: Slippage) -> dict[str, tuple[int, int, int]]:
    """By code: finish, own and inherited in calendar days."""
    return {
        each.code: (each.finish.calendar, each.own.calendar, each.inherited.calendar)
        for each in found.variances
        if each.finish is not None and each.own is not None and each.inherited is not None
    }


def test_what_was_caused_here_and_what_arrived_through_links(seeded: Database) -> None:
    postponed(seeded)
    with seeded.read() as store:
        found = slippage(store, "small")
    assert split(found) == {
        "review": (32, 32, 0),
        "draft": (33, 0, 33),
        "clear": (33, 0, 33),
        "launch": (33, 0, 33),
        "forum": (0, 0, 0),
    }


def test_the_float_that_was_used_to_each_target(seeded: Database) -> None:
    with seeded.write() as store:
        later = Span(first=date(2021, 8, 31), last=date(2021, 9, 1))
        said = [Update(milestone="review", window=later)]
        report(store, "small", said, PLANNER, NOW, data_date=AUGUST)
    with seeded.read() as store:
        found = slippage(store, "small", targets=("forum", "launch"))
    assert found.of("review").floats == (
        FloatUse(target="forum", before=191, after=159),
        FloatUse(target="launch", before=205, after=173),
    )
    assert found.of("forum").floats[1] == FloatUse(target="launch", before=None, after=None)
    assert [each.used for each in found.of("review").floats] == [32, 32]
    assert [each.used for each in found.of("forum").floats] == [0, None]


def test_what_became_critical(seeded: Database) -> None:
    """The review drove the launch until it was held: critical only when one looks back."""
    tell(seeded)
    with seeded.read() as store:
        found = slippage(store, "small", targets=("launch",), since=AsOf(revision=2))
        back = slippage(store, "small", since=AsOf(), as_of=AsOf(revision=2))
    assert found.targets == (
        TargetSlip(
            target="launch",
            finish=Shift(working=12, calendar=12),
            float=FloatUse(target="launch", before=123, after=115),
            newly_critical=(),
            no_longer_critical=("review",),
        ),
    )
    assert [each.code for each in found.variances if each.newly_critical] == []
    assert [each.code for each in back.variances if each.newly_critical] == ["review"]
    assert back.of("review").newly_critical == ("launch", "forum")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["launch", "clear", "draft", "review", "forum"]),
        (Wanted(tracks=frozenset({"forum"})), ["forum"]),
        (Wanted(owners=frozenset({"ECA", "PGA"})), ["review", "forum"]),
        (Wanted(certainties=frozenset({Certainty.SUGGESTED})), ["clear"]),
        (Wanted(threshold=32), ["launch", "clear", "draft", "review"]),
        (Wanted(threshold=33), ["launch", "clear", "draft"]),
        (Wanted(comparisons=frozenset({Comparison.NEW})), []),
        (Wanted(threshold=1, owners=frozenset({"PGA"})), []),
        (Wanted(leading=True), ["launch", "clear", "draft", "review"]),
    ],
)
def test_only_what_is_wanted(seeded: Database, wanted: Wanted, expected: list[str]) -> None:
    postponed(seeded)
    with seeded.read() as store:
        found = slippage(store, "small", targets=("launch",), wanted=wanted)
    assert [each.code for each in found.variances] == expected
    assert (found.milestones, found.moved) == (5, 4)


def test_a_milestone_that_was_renamed_is_the_same(seeded: Database) -> None:
    names = {"review": "rr-africa"}
    with seeded.write() as store:
        held = store.hold("small")
        assert held.plan is not None
        plan = recoded(held.plan, names)
        taken = replace(milestone("review"), uid=uid("another"), duration=1)
        plan = replace(plan, milestones=(*plan.milestones, taken))
        accept(store, held, plan, statement(AUGUST))
    with seeded.read() as store:
        found = slippage(store, "small", since=AsOf(revision=1))
        back = slippage(store, "small", since=AsOf(), as_of=AsOf(revision=1))
    assert found.of("rr-africa").comparison is Comparison.DATED
    assert found.of("review").comparison is Comparison.NEW
    assert back.of("review").comparison is Comparison.DATED
    assert back.of("review (removed)").comparison is Comparison.DROPPED


def test_as_many_queries_for_one_revision_as_for_many(seeded: Database) -> None:
    postponed(seeded)
    with seeded.read() as store, counted(seeded) as sent:
        slippage(store, "small")
        first = len(sent)
        slippage(store, "small", targets=("forum",), wanted=Wanted(threshold=3))
    assert (first, len(sent) - first) == (14, 2)


def test_two_revisions_are_compared(seeded: Database) -> None:
    postponed(seeded)
    with seeded.read() as store:
        found = slippage(store, "small", since=AsOf(revision=1))
        back = slippage(store, "small", since=AsOf(), as_of=AsOf(revision=1))
    assert found.of("review").finish == Shift(working=32, calendar=32)
    assert back.of("review").finish == Shift(working=-32, calendar=-32)
    assert (found.before.baseline, found.before.reading.revision.number) == (None, 1)


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
    assert clear.baseline == BaselineDates(start=date(2021, 8, 2), finish=date(2021, 8, 6))
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

"""Why a target moved: each cause by hand, and sums that are exact whatever has changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given

from scheduling import (
    Account,
    Activity,
    Attribution,
    Calendar,
    Cause,
    Change,
    Entry,
    Link,
    Network,
    Progress,
    Shift,
    State,
    attribute,
    but_for,
    schedule,
    trend,
)
from tests.scheduling.networks import Problem, problems

both = pytest.mark.parametrize("counted", [False, True], ids=["scheduled", "counted"])
EVERY = Calendar(name="c", weekdays=frozenset(range(7)))


def network(
    *, work: int = 5, not_before: date | None = None, holidays: frozenset[date] = frozenset()
) -> Network:
    return Network.of(
        [
            Activity(code="a", duration=work),
            Activity(code="t", duration=1, calendar="c", not_before=not_before),
        ],
        [Link(predecessor="a", successor="t")],
        [replace(EVERY, holidays=holidays)],
    )


def day(n: int) -> date:
    return date(2021, 5, n)


BEGUN = {"a": Progress(actual_start=day(5), remaining=4)}
STATES = (
    # a 3..7, t on 8 May.
    State(label="r0", network=network(), progress={}, data_date=day(2)),
    # Nobody reported a for two days: 5..9, t on the 10th.
    State(label="r1", network=network(), progress={}, data_date=day(4)),
    # One more day of work: t on the 11th.
    State(label="r2", network=network(work=6), progress={}, data_date=day(4)),
    # Two days of drift, 7..12 and 13; then a is said to have begun, 4 days left: 7..10, 11.
    State(label="r3", network=network(work=6), progress=BEGUN, data_date=day(6)),
    # t not before the 15th.
    State(
        label="r4", network=network(work=6, not_before=day(15)), progress=BEGUN, data_date=day(6)
    ),
    # The 15th becomes a holiday: the 16th.
    State(
        label="r5",
        network=network(work=6, not_before=day(15), holidays=frozenset({day(15)})),
        progress=BEGUN,
        data_date=day(6),
    ),
)


def entry(label: str, cause: Cause, days: int) -> Entry:
    return Entry(label=label, cause=cause, shift=Shift(working=days, calendar=days))


def told(states: Sequence[State], *, counted: bool) -> Account:
    """Why t moved, from a schedule of each stage, or counted for all stages at once."""
    return Attribution(states, ["t"] if counted else None).account("t")


@both
def test_the_account(*, counted: bool) -> None:
    assert told(STATES, counted=counted) == Account(
        target="t",
        entries=(
            entry("r1", Cause.DRIFT, 2),
            entry("r2", Cause.LOGIC, 1),
            entry("r3", Cause.DRIFT, 2),
            entry("r3", Cause.UPDATE, -2),
            entry("r4", Cause.WINDOW, 4),
            entry("r5", Cause.CALENDAR, 1),
        ),
        total=Shift(working=8, calendar=8),
    )


@both
def test_one_change_is_taken_apart_cause_by_cause(*, counted: bool) -> None:
    """t on 8 May, then 10 (drift), 11 (a holiday), 12 (more work), 15 (its own date), 17."""
    after = State(
        label="r1",
        network=network(work=7, not_before=day(15), holidays=frozenset({day(10)})),
        progress={"a": Progress(actual_start=day(4), remaining=12)},
        data_date=day(4),
    )
    assert told((STATES[0], after), counted=counted) == Account(
        target="t",
        entries=(
            entry("r1", Cause.DRIFT, 2),
            entry("r1", Cause.CALENDAR, 1),
            entry("r1", Cause.LOGIC, 1),
            entry("r1", Cause.WINDOW, 3),
            entry("r1", Cause.UPDATE, 2),
        ),
        total=Shift(working=9, calendar=9),
    )


def test_working_days_are_those_of_the_frozen_calendar() -> None:
    """8 to 16 May 2021, Saturday to Sunday: the closes of five office days lie between."""
    account = attribute(STATES, "t", calendar=Calendar(name="office"))
    assert account.total == Shift(working=5, calendar=8)
    assert sum(each.shift.working for each in account.entries) == 5


def test_trend() -> None:
    schedules = [
        schedule(each.network, progress=each.progress, data_date=each.data_date) for each in STATES
    ]
    assert trend(schedules, ["t", "x"]) == {
        "t": tuple(map(day, (8, 10, 11, 11, 15, 16))),
        "x": (None,) * 6,
    }


def test_but_for() -> None:
    after = schedule(network(work=6), data_date=day(2))
    shorter = Change(activities=(Activity(code="a", duration=5),))
    assert but_for(after, shorter, "t") == Shift(working=1, calendar=1)
    gone = Change(progress={"t": Progress(cancelled=True)})
    assert but_for(after, gone, "t") is None


def state_of(label: str, problem: Problem) -> State:
    return State(
        label=label,
        network=problem.network,
        progress=problem.progress,
        data_date=problem.data_date,
    )


@given(problems(), problems(), problems())
def test_the_account_sums_exactly(one: Problem, two: Problem, three: Problem) -> None:
    plans = [replace(each, options=one.options) for each in (one, two, three)]
    finishes = [each.scheduled().dates("a1").finish for each in plans]
    first, last = finishes[0], finishes[-1]
    assume(first is not None and last is not None)
    assert first is not None
    assert last is not None
    states = [state_of(f"r{n}", each) for n, each in enumerate(plans)]
    account = attribute(states, "a1", options=one.options)
    assert account.total.calendar == (last - first).days
    assert account.total.calendar == sum(each.shift.calendar for each in account.entries)
    assert account.total.working == sum(each.shift.working for each in account.entries)

"""The arithmetic of working days against counting them one by one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling import EVERY_DAY, Calendar
from scheduling.calendars import LAST_INSTANT, Axis, BeyondAxis, WorkTable, work_table
from tests.scheduling.counting import advance, between, works
from tests.scheduling.networks import CALENDARS

AXIS = Axis(date(2021, 1, 1).toordinal(), date(2023, 1, 1).toordinal())
OFFICE = Calendar(
    name="office", holidays=frozenset({date(2021, 5, 13)}), working=frozenset({date(2021, 5, 15)})
)

calendars = st.sampled_from((EVERY_DAY, *CALENDARS))
instants = st.integers(100, 200)
steps = st.integers(-9, 9)


def table_of(calendar: Calendar) -> WorkTable:
    return work_table(calendar, AXIS)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2021, 5, 12), True),
        (date(2021, 5, 13), False),
        (date(2021, 5, 14), True),
        (date(2021, 5, 15), True),
        (date(2021, 5, 16), False),
    ],
)
def test_exceptions_go_both_ways(day: date, worked: bool) -> None:
    assert OFFICE.works(day) is worked
    assert table_of(OFFICE).is_worked(AXIS.instant(day)) is worked


def test_a_day_worked_by_exception_wins_over_a_holiday() -> None:
    day = date(2021, 5, 13)
    calendar = Calendar(name="both", holidays=frozenset({day}), working=frozenset({day}))
    assert calendar.works(day)
    assert table_of(calendar).is_worked(AXIS.instant(day))


def test_exceptions_off_the_axis_say_nothing() -> None:
    far = frozenset({date(1990, 5, 14), date(2090, 5, 14)})
    calendar = Calendar(name="far", holidays=far, working=far)
    assert table_of(calendar) == table_of(Calendar(name="plain"))


@given(calendars, instants, steps)
def test_advance_counts_working_days(calendar: Calendar, t: int, k: int) -> None:
    assert table_of(calendar).advance(t, k) == advance(calendar, t + AXIS.first, k) - AXIS.first


@given(calendars, instants, instants)
def test_between_counts_signed(calendar: Calendar, a: int, b: int) -> None:
    counted = between(calendar, a + AXIS.first, b + AXIS.first)
    assert table_of(calendar).between(a, b) == counted


@given(calendars, instants)
def test_rolling(calendar: Calendar, t: int) -> None:
    table, origin = table_of(calendar), AXIS.first
    opening = [u for u in range(400) if works(calendar, u + origin)]
    closing = [u for u in range(1, 400) if works(calendar, u + origin - 1)]
    assert table.opens(t) == min(u for u in opening if u >= t)
    assert table.opened(t) == max(u for u in opening if u <= t)
    assert table.closes(t) == min(u for u in closing if u >= t)
    assert table.closed(t) == max(u for u in closing if u <= t)


@given(st.integers(1, AXIS.end - AXIS.first - 1))
def test_an_axis_tells_days_and_instants(n: int) -> None:
    day = date.fromordinal(AXIS.first + n)
    assert AXIS.instant(day) == n
    assert AXIS.day(n) == day


def test_an_axis_tells_what_lies_off_it() -> None:
    """Its first instant stands for no demand."""
    with pytest.raises(BeyondAxis):
        AXIS.instant(date.fromordinal(AXIS.first))
    with pytest.raises(IndexError) as behind:
        AXIS.instant(date.fromordinal(AXIS.end))
    assert not isinstance(behind.value, BeyondAxis)


def test_an_axis_grows_at_both_ends_and_not_for_ever() -> None:
    axis, steps = AXIS, 0
    while longer := axis.longer() or axis.earlier():
        assert longer.first <= axis.first
        assert longer.end >= axis.end
        axis, steps = longer, steps + 1
    assert axis == Axis(1, LAST_INSTANT)
    assert steps < 40

"""How two schedules differ, by hand."""

from datetime import date

import pytest

from scheduling import (
    EVERY_DAY,
    Activity,
    Calendar,
    LagUnit,
    Link,
    Network,
    Presence,
    Progress,
    Schedule,
    Shift,
    Span,
    Variance,
    schedule,
    shift,
    variances,
)

NOTHING = Shift(working=0, calendar=0)


def days(n: int) -> Shift:
    return Shift(working=n, calendar=n)


def test_own_and_inherited() -> None:
    """a drifts from 3..7 to 5..9 May: its own. b, longer by a day, moves from 8..9 to 10..12: two
    days came from a, one is its own. New, dropped and cancelled are no shifts of zero.
    """
    link = Link(predecessor="a", successor="b")
    a, c = Activity(code="a", duration=5), Activity(code="c", duration=1)
    before = schedule(
        Network.of([a, Activity(code="b", duration=2), c, Activity(code="old")], [link]),
        data_date=date(2021, 5, 2),
    )
    after = schedule(
        Network.of([a, Activity(code="b", duration=3), c, Activity(code="new")], [link]),
        data_date=date(2021, 5, 4),
        progress={"c": Progress(cancelled=True)},
    )
    assert variances(before, after) == (
        Variance(
            code="a",
            presence=Presence.BOTH,
            start=days(2),
            finish=days(2),
            own=days(2),
            inherited=NOTHING,
        ),
        Variance(
            code="b",
            presence=Presence.BOTH,
            start=days(2),
            finish=days(3),
            own=days(1),
            inherited=days(2),
        ),
        Variance(code="c", presence=Presence.CANCELLED),
        Variance(code="new", presence=Presence.NEW),
        Variance(code="old", presence=Presence.DROPPED),
    )


def test_starts_are_counted_by_openings_and_finishes_by_closes() -> None:
    """A day fixed on a Saturday moves to Monday: no office day opens between, one closes."""

    def plan(day: int, *, cancelled: bool = False) -> Schedule:
        event = Activity(
            code="event", duration=1, calendar="office", fixed=Span.of(date(2021, 5, day))
        )
        network = Network.of([event], calendars=[Calendar(name="office")])
        progress = {"event": Progress(cancelled=True)} if cancelled else {}
        return schedule(network, data_date=date(2021, 5, 2), progress=progress)

    opened, closed = Shift(working=0, calendar=2), Shift(working=1, calendar=2)
    assert variances(plan(8), plan(10)) == (
        Variance(
            code="event",
            presence=Presence.BOTH,
            start=opened,
            finish=closed,
            own=closed,
            inherited=NOTHING,
        ),
    )
    gone = (Variance(code="event", presence=Presence.CANCELLED),)
    assert variances(plan(8, cancelled=True), plan(10)) == gone
    assert variances(plan(8), plan(10, cancelled=True)) == gone


def test_what_arrives_a_century_later() -> None:
    link = Link(predecessor="a", successor="b")

    def plan(duration: int) -> Schedule:
        activities = [Activity(code="a", duration=duration), Activity(code="b", duration=1)]
        return schedule(Network.of(activities, [link]), data_date=date(2021, 5, 2))

    late = days(36_499)
    assert variances(plan(1), plan(36_500))[1] == Variance(
        code="b", presence=Presence.BOTH, start=late, finish=late, own=NOTHING, inherited=late
    )


@pytest.mark.parametrize("year", [1905, 1921])
def test_what_stood_a_century_earlier_brings_nothing(year: int) -> None:
    """The event of June 2021 held b to 3 June; without it b is free from the data date on."""

    def plan(year: int) -> Schedule:
        event = Activity(code="event", fixed=Span.of(date(year, 6, 1)))
        link = Link(predecessor="event", successor="b", lag=1)
        network = Network.of([event, Activity(code="b", duration=1)], [link])
        return schedule(network, data_date=date(2021, 5, 2))

    earlier = days(-31)
    assert variances(plan(2021), plan(year))[1] == Variance(
        code="b",
        presence=Presence.BOTH,
        start=earlier,
        finish=earlier,
        own=NOTHING,
        inherited=earlier,
    )


def test_what_passes_through_the_cancelled_says_nothing_of_it() -> None:
    """A lag of a century into what is cancelled ends off the tables; it has no day."""
    century = Link(predecessor="a", successor="gone", lag=36_500, unit=LagUnit.CALENDAR_DAYS)
    network = Network.of([Activity(code="a", duration=1), Activity(code="gone")], [century])
    gone = {"gone": Progress(cancelled=True)}
    result = schedule(network, data_date=date(2021, 5, 2), progress=gone)
    assert variances(result, result)[1] == Variance(code="gone", presence=Presence.CANCELLED)


def test_working_and_calendar_days() -> None:
    """From Friday 7 to Monday 10 May: three days, one of them an office day."""
    office = Calendar(name="office")
    friday, monday = date(2021, 5, 7), date(2021, 5, 10)
    assert shift(office, friday, monday, closing=True) == Shift(working=1, calendar=3)
    assert shift(office, monday, friday, closing=True) == Shift(working=-1, calendar=-3)
    assert shift(office, friday, monday) == Shift(working=1, calendar=3)
    assert shift(EVERY_DAY, friday, monday) == days(3)
    assert not shift(office, friday, friday)


def test_saturday_to_monday_opens_no_office_day_and_closes_one() -> None:
    office = Calendar(name="office")
    saturday, monday = date(2021, 5, 8), date(2021, 5, 10)
    assert shift(office, saturday, monday) == Shift(working=0, calendar=2)
    assert shift(office, saturday, monday, closing=True) == Shift(working=1, calendar=2)

"""What if: changes by hand, and against scheduling the changed plan from the start."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from operator import attrgetter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduling import (
    PROJECT,
    Activity,
    BeyondHorizon,
    Calendar,
    Change,
    CycleError,
    DuplicateCode,
    InvalidField,
    LagUnit,
    Link,
    Network,
    Progress,
    Schedule,
    SchedulingError,
    Span,
    Status,
    UnknownCode,
    changed_network,
    reschedule,
    schedule,
)
from tests.scheduling.networks import CALENDARS, Problem, activities, problems, reports

DATA_DATE = date(2021, 5, 2)
LINK = Link(predecessor="a", successor="b")
CODE = attrgetter("code")


def plan() -> Schedule:
    """a 3..7 May, b 8..9."""
    network = Network.of(
        [Activity(code="a", duration=5), Activity(code="b", duration=2)], [LINK, LINK]
    )
    return schedule(network, data_date=DATA_DATE)


def finish_after(change: Change, code: str = "b") -> date | None:
    return reschedule(plan(), change).dates(code).finish


@pytest.mark.parametrize(
    ("change", "finish"),
    [
        (Change(), date(2021, 5, 9)),
        (Change(activities=(Activity(code="a", duration=7),)), date(2021, 5, 11)),
        (Change(data_date=date(2021, 5, 4)), date(2021, 5, 11)),
        (Change(data_date=date(2021, 4, 30)), date(2021, 5, 7)),
        (Change(data_date=date(2200, 12, 31)), date(2201, 1, 7)),
        (Change(progress={"a": Progress(actual_start=DATA_DATE, remaining=1)}), date(2021, 5, 5)),
        (Change(unlinked=(LINK,)), date(2021, 5, 9)),
        (Change(unlinked=(LINK, LINK)), date(2021, 5, 4)),
        (Change(removed=("a",)), date(2021, 5, 4)),
        (Change(links=(replace(LINK, lag=3),)), date(2021, 5, 12)),
        (
            Change(
                activities=(Activity(code="b", duration=2, calendar="office"),),
                calendars=(Calendar(name="office"),),
            ),
            date(2021, 5, 11),
        ),
        (
            Change(
                activities=(Activity(code="c", duration=4),),
                links=(
                    Link(predecessor="a", successor="c"),
                    Link(predecessor="c", successor="b"),
                ),
            ),
            date(2021, 5, 13),
        ),
    ],
)
def test_one_change(change: Change, finish: date) -> None:
    assert finish_after(change) == finish
    assert plan().dates("b").finish == date(2021, 5, 9)


def test_removed_and_made_anew_keeps_its_links() -> None:
    again = Change(removed=("a",), activities=(Activity(code="a", duration=1),))
    assert finish_after(again) == date(2021, 5, 5)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Change(removed=("x",)), UnknownCode),
        (Change(unlinked=(Link(predecessor="b", successor="a"),)), UnknownCode),
        (Change(unlinked=(LINK,) * 3), UnknownCode),
        (Change(links=(Link(predecessor="b", successor="a"),)), CycleError),
        (Change(calendars=(Calendar(name="every-day", weekdays=frozenset({0})),)), DuplicateCode),
        (Change(activities=(Activity(code="a", duration=-1),)), InvalidField),
        (Change(progress={"x": Progress(cancelled=True)}), UnknownCode),
        (Change(progress={"a": Progress(actual_start=DATA_DATE)}), InvalidField),
        (Change(data_date=date(9999, 1, 1)), InvalidField),
    ],
)
def test_what_is_refused(change: Change, error: type[SchedulingError]) -> None:
    with pytest.raises(error):
        reschedule(plan(), change)


def test_what_was_reported_of_a_changed_activity_is_checked_again() -> None:
    meeting = Activity(code="a", fixed=Span(first=DATA_DATE, last=date(2021, 5, 4)))
    begun = {"a": Progress(actual_start=DATA_DATE)}
    plan = schedule(Network.of([meeting]), progress=begun, data_date=DATA_DATE)
    with pytest.raises(InvalidField, match="a: remaining must be given once"):
        reschedule(plan, Change(activities=(Activity(code="a", duration=3),)))


def test_a_data_date_beyond_the_years_is_named() -> None:
    with pytest.raises(InvalidField, match="schedule: data_date must"):
        reschedule(plan(), Change(data_date=date(9999, 1, 1)))


def test_the_network_after_a_change() -> None:
    change = Change(removed=("a",), activities=(Activity(code="c"),))
    assert tuple(changed_network(plan().network, change).activities) == ("b", "c")
    assert changed_network(plan().network, change).links == ()


def test_of_two_equal_links_one_is_taken() -> None:
    link = Link(predecessor="a", successor="b")
    lagging = replace(link, lag=1)
    network = Network.of(plan().network.activities.values(), [link, lagging, link])
    after = changed_network(network, Change(unlinked=(link,)))
    assert after.links == (lagging, link)


def test_a_change_that_leaves_the_axis() -> None:
    """A hundred years more are off the tables at hand; two thousand are off every table."""
    far = Change(activities=(Activity(code="a", duration=36_500),))
    whole = schedule(changed_network(plan().network, far), data_date=DATA_DATE)
    assert reschedule(plan(), far).dates("b") == whole.dates("b")
    codes = [f"x{n}" for n in range(60)]
    beyond = Change(
        activities=tuple(Activity(code=code, duration=36_500) for code in codes),
        links=tuple(Link(predecessor=one, successor=other) for one, other in pairwise(codes)),
    )
    with pytest.raises(BeyondHorizon):
        reschedule(plan(), beyond)


def told(schedule: Schedule, targets: tuple[str, ...]) -> dict[str, object]:
    return {
        code: (
            schedule.dates(code),
            [schedule.late(code, target) for target in targets],
            schedule.signed_free_float(code),
            schedule.drivers(code),
        )
        for code in schedule.network.activities
    }


def of_year(year: int) -> tuple[Activity, ...]:
    """The activity a with each kind of date in ``year``."""
    day = date(year, 6, 1)
    return (
        Activity(code="a", duration=2, fixed=Span.of(day)),
        Activity(code="a", duration=2, window=Span(first=day, last=day + timedelta(9))),
        Activity(code="a", duration=2, not_before=day, deadline=day),
        Activity(code="a", duration=2, finish_not_before=day),
    )


def before_office_work(a: Activity, unit: LagUnit) -> Schedule:
    link = Link(predecessor="a", successor="b", lag=1, unit=unit)
    b = Activity(code="b", duration=2, calendar="office")
    return schedule(Network.of([a, b], [link], CALENDARS), data_date=DATA_DATE)


@pytest.mark.parametrize("year", [1905, 2150])
@pytest.mark.parametrize("unit", list(LagUnit))
def test_dates_of_another_century(year: int, unit: LagUnit) -> None:
    """Off the tables at hand, in either direction; and back again."""
    targets = (PROJECT, "b")
    for now, other in product(of_year(2021), of_year(year)):
        before, whole = (before_office_work(each, unit) for each in (now, other))
        asked = told(before, targets)
        after = reschedule(before, Change(activities=(other,)))
        assert told(after, targets) == told(whole, targets)
        assert told(reschedule(after, Change(activities=(now,))), targets) == asked


@given(problems(), st.data())
def test_rescheduling_is_scheduling(problem: Problem, data: st.DataObject) -> None:
    """Some activities with other days, dates and reports, asked before and after."""
    count = len(problem.activities)
    numbers = data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=2))
    made, progress = list(problem.activities), dict(problem.progress)
    change = Change()
    for n in sorted(numbers):
        other = data.draw(activities(f"a{n}", dated=True))
        other = replace(other, calendar=made[n].calendar)
        said = data.draw(reports(other, problem.data_date)) or Progress()
        made[n], progress[other.code] = other, said
        change = replace(
            change,
            activities=(*change.activities, other),
            progress={**change.progress, other.code: said},
        )
    before, targets = problem.scheduled(), (PROJECT, f"a{count - 1}")
    asked = told(before, targets)
    whole = replace(problem, activities=tuple(made), progress=progress).scheduled()
    assert told(reschedule(before, change), targets) == told(whole, targets)
    assert told(before, targets) == asked


@settings(max_examples=settings().max_examples // 4)
@given(problems(counts=(20, 24)), st.data())
def test_change_after_change_is_scheduling(problem: Problem, data: st.DataObject) -> None:
    """Each change is small beside the network, until they have become many."""
    plan, targets = problem.scheduled(), (PROJECT, problem.activities[-1].code)
    told(plan, targets)
    for _ in range(5):
        n = data.draw(st.integers(0, len(problem.activities) - 1))
        other = data.draw(activities(f"a{n}", dated=True))
        other = replace(other, calendar=problem.activities[n].calendar)
        said = {other.code: data.draw(reports(other, problem.data_date)) or Progress()}
        made = (*problem.activities[:n], other, *problem.activities[n + 1 :])
        problem = replace(problem, activities=made, progress={**problem.progress, **said})
        plan = reschedule(plan, Change(activities=(other,), progress=said))
        whole = problem.scheduled()
        assert told(plan, targets) == told(whole, targets)
        assert plan.network == whole.network
        assert sorted(plan.network.dated, key=CODE) == sorted(whole.network.dated, key=CODE)
        assert plan.prepared.plan_end == whole.prepared.plan_end


@given(problems(), st.integers(0, 60), st.data())
def test_time_going_by_is_scheduling_later(
    problem: Problem, days: int, data: st.DataObject
) -> None:
    """The data date moves on, and something is reported as of it."""
    later = problem.data_date + timedelta(days=days)
    activity = data.draw(st.sampled_from(problem.activities))
    said = {activity.code: data.draw(reports(activity, later)) or Progress()}
    before, targets = problem.scheduled(), (PROJECT, problem.activities[-1].code)
    asked = told(before, targets)
    whole = replace(problem, progress={**problem.progress, **said}, data_date=later).scheduled()
    change = Change(progress=said, data_date=later)
    assert told(reschedule(before, change), targets) == told(whole, targets)
    assert told(before, targets) == asked


@given(problems(), st.integers(-3, 12), st.data())
def test_another_data_date(problem: Problem, days: int, data: st.DataObject) -> None:
    """Later or earlier, with what was reported since; every report is as of a day by then."""
    before = problem.scheduled()
    data_date = problem.data_date + timedelta(days)
    code = data.draw(st.sampled_from(problem.activities)).code
    said = data.draw(reports(before.network.activities[code], data_date)) or Progress()
    progress = {**problem.progress, code: said}
    targets = (PROJECT, problem.activities[-1].code)
    asked = told(before, targets)
    whole = replace(problem, data_date=data_date, progress=progress)
    change = Change(data_date=data_date, progress={code: said})
    try:
        expected = told(whole.scheduled(), targets)
    except InvalidField as refused:  # a report would lie after an earlier data date
        with pytest.raises(InvalidField, match=re.escape(str(refused))):
            reschedule(before, change)
    else:
        assert told(reschedule(before, change), targets) == expected
    assert told(before, targets) == asked


@given(problems(), problems())
def test_any_plan_becomes_any_other(one: Problem, other: Problem) -> None:
    other = replace(other, start=one.start, options=one.options)
    before = one.scheduled()
    codes = {each.code for each in other.activities}
    kept = {each.code: Progress() for each in one.activities if each.code in codes}
    change = Change(
        activities=other.activities,
        removed=tuple(each.code for each in one.activities if each.code not in codes),
        unlinked=tuple(link for link in one.links if {link.predecessor, link.successor} <= codes),
        links=other.links,
        calendars=CALENDARS,
        progress={**kept, **other.progress},
        data_date=other.data_date,
    )
    targets = (PROJECT, other.activities[-1].code)
    assume(before.status("a0") is not Status.DONE)
    assert told(reschedule(before, change), targets) == told(other.scheduled(), targets)

"""What holds of every network (trap 7), whatever its dates come out as."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from scheduling import (
    PROJECT,
    Change,
    Driver,
    DriverKind,
    LagUnit,
    Link,
    LinkType,
    Schedule,
    Status,
    critical_path,
    drag,
    findings,
    reschedule,
)
from tests.scheduling.networks import CALENDAR_NAMES, Problem, activities, problems


def answers(schedule: Schedule, target: str) -> dict[str, object]:
    """Everything that a schedule says of each activity."""
    return {
        code: (
            schedule.dates(code),
            schedule.late(code, target),
            schedule.late(code, PROJECT),
            schedule.signed_free_float(code),
            frozenset(schedule.drivers(code)),
        )
        for code in schedule.network.activities
    }


def on_one_calendar(problem: Problem, calendar: str = "every-day") -> Problem:
    """With all days, those of lags too, counted on ``calendar``."""
    return replace(
        problem,
        activities=tuple(replace(each, calendar=calendar) for each in problem.activities),
        links=tuple(replace(each, unit=LagUnit.WORKING_DAYS) for each in problem.links),
    )


def finishes(schedule: Schedule) -> dict[str, date | None]:
    return {code: schedule.dates(code).finish for code in schedule.network.activities}


@given(problems(), st.data())
def test_the_order_of_the_input_says_nothing(problem: Problem, data: st.DataObject) -> None:
    shuffled = replace(
        problem,
        activities=tuple(data.draw(st.permutations(problem.activities))),
        links=tuple(data.draw(st.permutations(problem.links))),
    )
    one, other = problem.scheduled(), shuffled.scheduled()
    target = problem.activities[-1].code
    assume(one.status(target) is not Status.CANCELLED)
    assert answers(one, target) == answers(other, target)
    paths = [critical_path(each, target) for each in (one, other)]
    assert {*paths[0].activities} == {*paths[1].activities}
    assert {*paths[0].links} == {*paths[1].links}
    assert {*findings(one)} == {*findings(other)}


@given(problems(), st.data())
def test_a_link_makes_nothing_earlier(problem: Problem, data: st.DataObject) -> None:
    i, j = sorted(
        data.draw(st.sets(st.integers(0, len(problem.activities) - 1), min_size=2, max_size=2))
    )
    link = Link(
        predecessor=f"a{i}",
        successor=f"a{j}",
        type=data.draw(st.sampled_from(LinkType)),
        lag=data.draw(st.integers(-5, 9)),
    )
    before = finishes(problem.scheduled())
    after = finishes(replace(problem, links=(*problem.links, link)).scheduled())
    for code, finish in before.items():
        later = after[code]
        assert (finish is None) == (later is None)
        assert finish is None or later is None or later >= finish


@given(problems(dated=False, reported=False), st.data())
def test_without_dates_no_float_is_negative(problem: Problem, data: st.DataObject) -> None:
    """On one calendar, whatever its days off."""
    calendar = data.draw(st.sampled_from(CALENDAR_NAMES))
    schedule = on_one_calendar(problem, calendar).scheduled()
    target = data.draw(st.sampled_from([PROJECT, *schedule.network.activities]))
    floats = [schedule.total_float(code, target) for code in schedule.network.activities]
    assert all(each is None or each >= 0 for each in floats)


@given(problems(dated=False, reported=False))
def test_without_dates_every_link_holds(problem: Problem) -> None:
    """On any mix of calendars."""
    schedule = problem.scheduled()
    assert all((schedule.margin(link) or 0) >= 0 for link in schedule.network.links)


@given(problems(dated=False, reported=False), st.sampled_from(CALENDAR_NAMES))
def test_the_least_float_lies_on_a_whole_chain(problem: Problem, calendar: str) -> None:
    """From an activity that waits for nothing to the target; on one calendar (trap 4)."""
    schedule = on_one_calendar(problem, calendar).scheduled()
    target = problem.activities[-1].code
    floats = {code: schedule.total_float(code, target) for code in schedule.network.activities}
    least = min(each for each in floats.values() if each is not None)
    tight = {code for code, each in floats.items() if each == least}
    assert chain_back(schedule, target, tight)


def chain_back(schedule: Schedule, code: str, tight: set[str]) -> bool:
    """Whether driving links within ``tight`` lead from ``code`` back to what no link drives."""
    if code not in tight:
        return False
    links = [driver.link for driver in schedule.drivers(code) if driver.link]
    return not links or any(chain_back(schedule, link.predecessor, tight) for link in links)


@given(problems())
def test_every_link_of_a_critical_chain_drives(problem: Problem) -> None:
    schedule = problem.scheduled()
    for target in (PROJECT, problem.activities[-1].code):
        assume(target == PROJECT or schedule.status(target) is not Status.CANCELLED)
        path = critical_path(schedule, target)
        assert path.by_least_float or drives_all(schedule, path.links)
        ends = {end for link in path.links for end in (link.predecessor, link.successor)}
        assert ends <= set(path.activities)


def drives_all(schedule: Schedule, links: Sequence[Link]) -> bool:
    return all(
        Driver(kind=DriverKind.LINK, link=link) in schedule.drivers(link.successor)
        for link in links
    )


@given(problems(dated=False, reported=False, types=(LinkType.FS,)))
def test_drag_is_no_longer_than_the_work(problem: Problem) -> None:
    """With finish-to-start links, in days of one calendar."""
    schedule, target = on_one_calendar(problem).scheduled(), problem.activities[-1].code
    work = {each.code: each.duration for each in problem.activities}
    assert all(0 <= days <= work[code] for code, days in drag(schedule, target).items())


@given(problems(), st.data())
def test_rescheduling_is_scheduling(problem: Problem, data: st.DataObject) -> None:
    """One activity with other days and dates, asked before and after for two targets."""
    n = data.draw(st.integers(0, len(problem.activities) - 1))
    calendar = problem.activities[n].calendar
    other = replace(data.draw(activities(f"a{n}", dated=True)), calendar=calendar)
    progress = {code: each for code, each in problem.progress.items() if code != other.code}
    problem = replace(problem, progress=progress)
    before, target = problem.scheduled(), problem.activities[-1].code
    assume(before.status(target) is not Status.CANCELLED)
    asked = answers(before, target)
    after = reschedule(before, Change(activities=(other,)))
    made = (*problem.activities[:n], other, *problem.activities[n + 1 :])
    assert answers(after, target) == answers(replace(problem, activities=made).scheduled(), target)
    assert answers(before, target) == asked

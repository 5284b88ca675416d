"""The story that the plan tells when what was said later is played against it."""

from datetime import date

import pytest

from app.plan import undated
from scheduling import Finding, FindingKind, Link, Schedule, critical_path, findings
from tests.seed.replay import known_on

SEED = date(2021, 5, 5)
JUNE = date(2021, 6, 24)
AUGUST = date(2021, 8, 9)
REPORT = "sgr-launched"
STEPS = ("sgr-draft", "sgr-ec-clear", "sgr-submit", "sgr-translate", "sgr-issued", REPORT)


def days(schedule: Schedule, code: str) -> tuple[date | None, date | None]:
    dates = schedule.dates(code)
    return dates.start, dates.finish


def link(schedule: Schedule, predecessor: str, successor: str) -> Link:
    (found,) = [
        each for each in schedule.network.links_into[successor] if each.predecessor == predecessor
    ]
    return found


@pytest.mark.parametrize(
    ("day", "expected"),
    {
        SEED: (date(2021, 7, 29), date(2021, 7, 30)),
        JUNE: (date(2021, 7, 12), date(2021, 7, 13)),
        AUGUST: (date(2021, 8, 31), date(2021, 9, 1)),
        date(2021, 9, 1): (date(2021, 8, 31), date(2021, 9, 1)),
    }.items(),
    ids=str,
)
def test_the_africa_review_moves(day: date, expected: tuple[date, date]) -> None:
    _, schedule = known_on(day)
    assert days(schedule, "rr-africa") == expected


def test_it_slips_by_50_days_between_revisions_and_33_against_the_seed() -> None:
    seed, june, august = (
        start.toordinal()
        for day in (SEED, JUNE, AUGUST)
        if (start := known_on(day)[1].dates("rr-africa").start)
    )
    assert (august - june, august - seed) == (50, 33)


def test_the_report_does_not_move_for_it_since_there_was_float() -> None:
    story = {}
    for day in (SEED, JUNE, AUGUST):
        _, schedule = known_on(day)
        story[day] = (
            schedule.dates("sgr-ms-inputs").finish,
            schedule.dates(REPORT).finish,
            schedule.signed_free_float("rr-africa"),
            schedule.total_float("rr-africa", REPORT),
        )
    inputs, launch = date(2021, 10, 29), date(2022, 1, 13)
    assert story == {
        SEED: (inputs, launch, 63, 94),
        JUNE: (inputs, launch, 75, 106),
        AUGUST: (inputs, launch, 40, 71),
    }


def test_africa_has_94_working_days_to_the_report_at_first() -> None:
    _, schedule = known_on(SEED)
    late = schedule.late("rr-africa", REPORT)
    assert (late.total_float, late.finish) == (94, date(2021, 12, 13))
    assert schedule.total_float("rr-africa", "imrf") == 93


@pytest.mark.parametrize("day", [SEED, JUNE, AUGUST], ids=str)
def test_the_report_is_driven_by_its_own_steps(day: date) -> None:
    _, schedule = known_on(day)
    path = critical_path(schedule, REPORT)
    assert (path.activities, path.by_least_float) == (STEPS, False)


def test_the_forum_stands_at_its_window_and_the_report_is_its_tightest_chain() -> None:
    _, schedule = known_on(SEED)
    path = critical_path(schedule, "imrf")
    assert (path.activities, path.by_least_float, path.total_float) == ((*STEPS, "imrf"), True, 18)


@pytest.mark.parametrize(
    ("day", "forum", "hearing"),
    [
        (SEED, (date(2022, 5, 25), date(2022, 5, 31)), date(2022, 5, 24)),
        (date(2022, 1, 26), (date(2022, 5, 10), date(2022, 5, 13)), date(2022, 5, 9)),
        (date(2022, 2, 10), (date(2022, 5, 17), date(2022, 5, 20)), date(2022, 5, 16)),
        (date(2022, 5, 20), (date(2022, 5, 17), date(2022, 5, 20)), date(2022, 5, 16)),
    ],
)
def test_the_hearing_moves_with_the_forum(
    day: date, forum: tuple[date, date], hearing: date
) -> None:
    _, schedule = known_on(day)
    assert days(schedule, "imrf") == forum
    assert days(schedule, "msh") == (hearing, hearing)


def test_the_parts_of_the_forum_stand_on_their_days() -> None:
    _, schedule = known_on(date(2022, 2, 10))
    first, second = date(2022, 5, 17), date(2022, 5, 18)
    assert {
        code: days(schedule, code) for code in ("rt1", "rt2", "rt3", "rt4", "policy-debate")
    } == {
        "rt1": (first, first),
        "rt2": (first, first),
        "rt3": (second, second),
        "rt4": (second, second),
        "policy-debate": (second, second),
    }
    assert days(schedule, "imrf-plenary") == (date(2022, 5, 19), date(2022, 5, 20))
    assert days(schedule, "pd-adopted") == (date(2022, 5, 20), date(2022, 5, 20))


def violations(schedule: Schedule) -> list[Finding]:
    return [
        finding
        for finding in findings(schedule)
        if finding.kind is FindingKind.LINK_VIOLATED and finding.activity == "imrf"
    ]


def test_the_report_is_available_12_weeks_ahead_with_six_days_to_spare() -> None:
    _, schedule = known_on(date(2022, 2, 17))
    assert days(schedule, REPORT) == (date(2022, 2, 16), date(2022, 2, 16))
    assert schedule.margin(link(schedule, REPORT, "imrf")) == 6
    assert violations(schedule) == []


def test_with_the_forum_on_10_may_the_rule_is_missed_by_one_day() -> None:
    _, schedule = known_on(
        date(2022, 2, 17), fixed={"imrf": "2022-05-10/2022-05-13", "msh": "2022-05-09"}
    )
    rule = link(schedule, REPORT, "imrf")
    assert violations(schedule) == [
        Finding(kind=FindingKind.LINK_VIOLATED, activity="imrf", link=rule, days=1)
    ]


def test_without_the_inferred_starts_the_report_drifts() -> None:
    """What nobody reports slides with the data date: the three inferred starts keep it in place."""
    inferred = frozenset(
        {
            (date(2021, 5, 6), "sgr-consult"),
            (date(2021, 5, 6), "sgr-ms-inputs"),
            (date(2021, 7, 1), "sgr-draft"),
        }
    )
    launches = [
        known_on(day, without=inferred)[1].dates(REPORT).finish for day in (SEED, JUNE, AUGUST)
    ]
    assert launches == [date(2022, 1, 13), date(2022, 2, 15), date(2022, 3, 30)]


def test_at_the_end_everything_of_the_forum_is_done() -> None:
    plan, _ = known_on(date(2022, 10, 19))
    done = {code for code, progress in plan.progress.items() if progress.finished}
    assert {"rr-africa", "sgr-issued", REPORT, "msh", "imrf", "pd-endorsed"} <= done


def test_what_nobody_dated_has_no_date() -> None:
    plan, schedule = known_on(SEED)
    without_date = undated(plan, schedule)
    assert {
        "youth",
        "champions",
        "rt-dialogue-1",
        "cop26-messages",
        "rr-africa-msc",
    } <= without_date
    assert not without_date & {"rr-africa", "imrf", REPORT, "cofac-appointed", "ms-briefing-oct"}


def test_no_window_is_left_at_the_start() -> None:
    plan, schedule = known_on(SEED)
    outside = [
        milestone.code
        for milestone in plan.milestones
        if milestone.window
        and not (milestone.window.first or SEED)
        <= (schedule.dates(milestone.code).finish or SEED)
        <= milestone.window.last
    ]
    assert outside == []
    assert [finding.activity for finding in findings(schedule)] == ["rr-lac-msc"]

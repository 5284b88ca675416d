"""Each check of a schedule's quality, on the smallest plan that fails it."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from scheduling import (
    Activity,
    Calendar,
    Check,
    LagUnit,
    Link,
    LinkType,
    Network,
    Progress,
    QualityFinding,
    Schedule,
    Span,
    quality,
    schedule,
)

DATA_DATE = date(2021, 5, 2)
AB = Link(predecessor="a", successor="b")
DONE = Progress(actual_start=date(2021, 4, 30), actual_finish=date(2021, 4, 30))
DONE_BEFORE = Progress(actual_start=date(2021, 4, 29), actual_finish=date(2021, 4, 29))


def days(code: str, duration: int = 1, **fields: date | Span) -> Activity:
    return Activity(code=code, duration=duration, **fields)  # type: ignore[arg-type]


def plan(
    activities: Sequence[Activity],
    links: Sequence[Link] = (),
    progress: Mapping[str, Progress] | None = None,
) -> Schedule:
    network = Network.of(activities, links, [Calendar(name="office")])
    return schedule(network, data_date=DATA_DATE, progress=progress)


def about(check: Check, *activities: str, value: float | None = None) -> QualityFinding:
    return QualityFinding(check=check, activities=activities, value=value)


def of_link(check: Check, link: Link = AB) -> QualityFinding:
    return QualityFinding(check=check, activities=(link.predecessor, link.successor), links=(link,))


START = days("a", not_before=DATA_DATE)
B = days("b")


def lagging(lag: int, unit: LagUnit = LagUnit.WORKING_DAYS) -> Link:
    return Link(predecessor="a", successor="b", lag=lag, unit=unit)


def test_a_sound_plan() -> None:
    """3 May is a Monday: no event stands on a Sunday."""
    assert quality(plan([START, B], [AB]), ["b"]) == ()


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (plan([days("a"), B], [AB]), [about(Check.NO_PREDECESSOR, "a")]),
        (plan([START, B, days("c")], [AB, Link(predecessor="a", successor="c")]),
         [about(Check.NO_SUCCESSOR, "c")]),
        (plan([START, B, days("c"), days("d")],
              [AB, Link(predecessor="a", successor="c"), Link(predecessor="c", successor="d")]),
         [about(Check.NO_SUCCESSOR, "d"), about(Check.LEADS_NOWHERE, "c")]),
        (plan([START, B], [lagging(-1)]), [of_link(Check.LEAD, lagging(-1))]),
        (plan([START, B], [lagging(45)]), [of_link(Check.LONG_LAG, lagging(45))]),
        (plan([START, B], [lagging(44)]), []),
        (plan([START, B], [lagging(63, LagUnit.CALENDAR_DAYS)]),
         [of_link(Check.LONG_LAG, lagging(63, LagUnit.CALENDAR_DAYS))]),
        (plan([START, B], [lagging(62, LagUnit.CALENDAR_DAYS)]), []),
        (plan([days("a", 44, not_before=DATA_DATE), B], [AB]), []),
        (plan([START, B], [AB], {"a": DONE_BEFORE, "b": DONE}), []),
        (plan([START, days("b", not_before=date(2021, 6, 17))], [AB]), []),
        (plan([START, B], [AB, AB]),
         [of_link(Check.DUPLICATE_LINK)]),
        (plan([days("a", 45, not_before=DATA_DATE), B], [AB]),
         [about(Check.LONG_DURATION, "a", value=45)]),
        (plan([START, days("b", fixed=Span.of(date(2021, 5, 4)))], [AB]),
         [about(Check.HARD_DATE, "b")]),
        (plan([START, days("b", not_before=date(2021, 6, 18))], [AB]),
         [about(Check.HIGH_FLOAT, "a", value=45)]),
    ],
)  # fmt: skip
def test_one_fault(schedule: Schedule, expected: list[QualityFinding]) -> None:
    found = quality(schedule, ["b"])
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert all(finding.remedy for finding in found)


def test_few_links_from_finish_to_start() -> None:
    """One of two: half."""
    ss = Link(predecessor="a", successor="b", type=LinkType.SS)
    finding = QualityFinding(check=Check.FEW_FS_LINKS, links=(ss,), value=0.5)
    assert finding in quality(plan([START, B], [AB, ss]), ["b"])


def test_nine_links_of_ten_from_finish_to_start_are_enough() -> None:
    codes = [f"a{i}" for i in range(11)]
    work = [days(codes[0], not_before=DATA_DATE), *(days(code, 0) for code in codes[1:])]
    links = [Link(predecessor=codes[i], successor=codes[i + 1]) for i in range(9)]
    last = Link(predecessor=codes[9], successor=codes[10], type=LinkType.FF)
    assert quality(plan(work, [*links, last]), [codes[10]]) == ()


def test_a_link_that_a_longer_chain_says_already() -> None:
    bc, ac = Link(predecessor="b", successor="c"), Link(predecessor="a", successor="c")
    found = quality(plan([START, B, days("c")], [AB, bc, ac]), ["c"])
    assert found == (of_link(Check.REDUNDANT_LINK, ac),)


def test_negative_float_and_the_path_length_index() -> None:
    """a and b take 3 and 4 May; b's deadline is 3 May: one of two days is left, an index of 0.5."""
    found = quality(plan([START, days("b", deadline=date(2021, 5, 3))], [AB]), ["b"])
    assert found == (
        about(Check.NEGATIVE_FLOAT, "a", value=-1),
        about(Check.NEGATIVE_FLOAT, "b", value=-1),
        about(Check.LOW_CPLI, "b", value=0.5),
    )


def test_there_is_no_path_length_index_where_nothing_is_ahead() -> None:
    """Without a data date; to a target that has passed; over days on which its calendar rests."""
    overdue = days("b", deadline=date(2021, 5, 3))
    unreported = schedule(Network.of([START, overdue], [AB], start=date(2021, 5, 3)))
    past = plan([days("b", fixed=Span.of(date(2021, 4, 29)), deadline=date(2021, 4, 28))])
    saturday = Activity(
        code="b",
        calendar="office",
        duration=1,
        fixed=Span.of(date(2021, 5, 8)),
        deadline=date(2021, 5, 6),
    )
    resting = schedule(
        Network.of([saturday], calendars=[Calendar(name="office")]), data_date=date(2021, 5, 7)
    )
    for result in (unreported, past, resting):
        checks = [each.check for each in quality(result, ["b"])]
        assert Check.NEGATIVE_FLOAT in checks
        assert Check.LOW_CPLI not in checks


def test_days_off() -> None:
    """9 May 2021 is a Sunday, and 8 May a Saturday on which the office is closed."""
    sunday = days("a", fixed=Span.of(date(2021, 5, 9)))
    office = Activity(code="b", duration=1, calendar="office", fixed=Span.of(date(2021, 5, 8)))
    into_it = Span(first=date(2021, 5, 7), last=date(2021, 5, 8))
    week_end = Activity(code="c", calendar="office", fixed=into_it)
    found = quality(plan([sunday, office, week_end]), ["a", "b", "c"])
    assert [each.activities for each in found if each.check is Check.ON_A_DAY_OFF] == [
        ("a",),
        ("b",),
    ]


def test_what_should_have_happened() -> None:
    """a was due on 30 April and will be over on 3 May; of the two that were due one is done."""
    baseline = {"a": date(2021, 4, 30), "b": date(2021, 4, 30), "x": date(2021, 4, 30)}
    found = quality(plan([START, B], progress={"b": DONE}), ["a"], baseline)
    assert about(Check.MISSED, "a", value=3) in found
    assert about(Check.LOW_BEI, "a", value=0.5) in found


def test_what_is_due_on_the_data_date_is_due() -> None:
    found = quality(plan([START, B]), ["a"], {"a": DATA_DATE})
    assert about(Check.LOW_BEI, "a", value=0.0) in found


def test_what_has_happened_as_it_should() -> None:
    """All that was due is done, on the day; what is due later is no fault yet."""
    baseline = {"b": date(2021, 4, 30), "a": date(2021, 5, 3)}
    assert quality(plan([START, B], progress={"b": DONE}), ["a"], baseline) == ()


def test_a_float_that_is_least_to_one_of_the_targets_counts() -> None:
    """b may wait for 45 days to the end of June, and for none to t, which it drives."""
    later = days("later", not_before=date(2021, 6, 18))
    tb, lb = Link(predecessor="b", successor="t"), Link(predecessor="b", successor="later")
    aside = days("aside", not_before=date(2021, 6, 17))
    work = [days("b", not_before=DATA_DATE), days("t"), later, aside]
    links = [tb, lb, Link(predecessor="aside", successor="later")]
    assert quality(plan(work, links), ["t", "later"]) == ()
    assert quality(plan(work, links), ["later"]) == (
        about(Check.NO_SUCCESSOR, "t"),
        about(Check.HIGH_FLOAT, "b", value=45),
    )


def test_reports_that_do_not_fit() -> None:
    result = plan([START, B], [AB], {"b": DONE})
    checks = {each.check for each in quality(result, ["a"])}
    assert {Check.OUT_OF_SEQUENCE, Check.LINK_INTO_DONE} <= checks
    past = plan([days("a", fixed=Span.of(date(2021, 4, 29)))])
    assert about(Check.INVALID_DATE, "a") in quality(past, ["a"])


def test_a_delay_that_does_not_arrive() -> None:
    """SS: whatever the length of a, b starts with it: the critical path test fails."""
    ss = Link(predecessor="a", successor="b", type=LinkType.SS)
    assert about(Check.BROKEN_PATH, "a", "b") in quality(plan([START, B], [ss]), ["b"])


def test_the_path_test_delays_by_what_a_duration_may_still_grow() -> None:
    found = quality(plan([days("a", 36_400, not_before=DATA_DATE), B], [AB]), ["b"])
    assert found == (about(Check.LONG_DURATION, "a", value=36_400),)
    longest = quality(plan([days("a", 36_500, not_before=DATA_DATE), B], [AB]), ["b"])
    assert longest == (about(Check.LONG_DURATION, "a", value=36_500),)


def test_the_whole_project() -> None:
    found = quality(plan([START, B], [AB]))
    assert found == (about(Check.NO_SUCCESSOR, "b"),)


def test_the_path_test_delays_what_has_not_begun() -> None:
    """a is done, and the milestone on the path has no days that could become more."""
    bc, cd = Link(predecessor="b", successor="c"), Link(predecessor="c", successor="d")
    ac = Link(predecessor="a", successor="c")
    activities = [days("a"), days("b", not_before=DATA_DATE), Activity(code="c"), days("d")]
    result = plan(activities, [ac, bc, cd], {"a": DONE})
    assert quality(result, ["d"]) == ()
    alone = plan([Activity(code="a"), Activity(code="c")], [ac], {"a": DONE})
    assert quality(alone, ["c"]) == ()


def test_the_path_test_leaves_what_has_begun() -> None:
    """a has begun and drives b: b is delayed instead. Where all has begun, nothing is."""
    begun = Progress(actual_start=date(2021, 4, 30), remaining=2)
    assert quality(plan([days("a"), B], [AB], {"a": begun}), ["b"]) == (
        about(Check.NO_PREDECESSOR, "a"),
    )
    alone = plan([START], progress={"a": begun})
    assert quality(alone) == (about(Check.NO_SUCCESSOR, "a"),)

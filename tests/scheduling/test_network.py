"""Networks as they come: big, deep, cyclic, in any script, and whatever is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from scheduling import (
    Activity,
    BeyondHorizon,
    Calendar,
    CycleError,
    InvalidField,
    LagUnit,
    Link,
    LinkType,
    Network,
    Progress,
    SchedulingError,
    Span,
    critical_path,
    drag,
    findings,
    schedule,
)

DATA_DATE = date(2021, 5, 2)
SCRIPTS = ("العربية", "中文", "Русский", "हिन्दी", "🗓", "a b", "=1+1", "<script>", "x" * 200_000)


def chain(count: int) -> tuple[list[Activity], list[Link]]:
    activities = [Activity(code=f"a{i}", duration=1) for i in range(count)]
    return activities, [Link(predecessor=f"a{i}", successor=f"a{i + 1}") for i in range(count - 1)]


def refused(make: Callable[[], object]) -> SchedulingError:
    with pytest.raises(SchedulingError) as caught:
        make()
    return caught.value


def test_a_chain_20_000_deep() -> None:
    activities, links = chain(20_000)
    result = schedule(Network.of(activities, links), data_date=DATA_DATE)
    path = critical_path(result, "a19999")
    assert len(path.activities) == 20_000
    assert path.total_float == result.total_float("a0") == 0
    assert result.dates("a19999").finish == date.fromordinal(DATA_DATE.toordinal() + 20_000)
    assert findings(result) == ()
    assert drag(result, "a19999", ["a7"]) == {"a7": 1}


def test_one_cycle_in_10_000_activities_is_named_alone() -> None:
    activities, links = chain(10_000)
    back = Link(predecessor="a5003", successor="a5000")
    error = refused(lambda: Network.of(activities, [*links, back]))
    assert isinstance(error, CycleError)
    assert error.cycle == ("a5000", "a5001", "a5002", "a5003")
    assert str(error).endswith("a5000 → a5001 → a5002 → a5003 → a5000")


def test_a_cycle_as_deep_as_the_network() -> None:
    activities, links = chain(20_000)
    back = Link(predecessor="a19999", successor="a0")
    error = refused(lambda: Network.of(activities, [*links, back]))
    assert isinstance(error, CycleError)
    assert len(error.cycle) == 20_000


def test_a_cycle_of_links_of_other_types() -> None:
    activities, _ = chain(3)
    links = [
        Link(predecessor="a0", successor="a1", type=LinkType.SS, lag=2),
        Link(predecessor="a1", successor="a2", type=LinkType.FF),
        Link(predecessor="a2", successor="a0", type=LinkType.SF, lag=-1),
    ]
    error = refused(lambda: Network.of(activities, links))
    assert isinstance(error, CycleError)
    assert error.cycle == ("a0", "a1", "a2")


def test_a_link_to_itself() -> None:
    error = refused(
        lambda: Network.of([Activity(code="a")], [Link(predecessor="a", successor="a")])
    )
    assert isinstance(error, InvalidField)
    assert (error.subject, error.field) == ("a FS → a", "successor")


def test_300_activities_with_5_000_links() -> None:
    random = Random(300)
    activities = [Activity(code=f"a{i}", duration=random.randrange(4)) for i in range(300)]
    pairs = [sorted(random.sample(range(300), 2)) for _ in range(5_000)]
    links = [
        Link(predecessor=f"a{i}", successor=f"a{j}", type=random.choice(list(LinkType)))
        for i, j in pairs
    ]
    result = schedule(Network.of(activities, links), data_date=DATA_DATE)
    floats = [result.total_float(each.code) for each in activities]
    assert min(each for each in floats if each is not None) == 0
    for link in links:
        margin = result.margin(link)
        assert margin is not None
        assert margin >= 0


def test_20_000_lagged_links_at_one_activity() -> None:
    after = [Activity(code=f"a{i}", duration=1) for i in range(20_000)]
    links = [
        Link(predecessor="hub", successor=each.code, type=LinkType.SS, lag=2) for each in after
    ]
    result = schedule(Network.of([Activity(code="hub"), *after], links), data_date=DATA_DATE)
    assert {result.dates(each.code).start for each in after} == {date(2021, 5, 5)}
    assert result.total_float("hub") == 0


@pytest.mark.parametrize("code", SCRIPTS, ids=lambda code: code[:8])
def test_codes_in_any_script(code: str) -> None:
    network = Network.of(
        [Activity(code=code, duration=1), Activity(code="b")],
        [Link(predecessor=code, successor="b")],
    )
    result = schedule(network, data_date=DATA_DATE)
    assert result.dates(code).finish == date(2021, 5, 3)
    assert critical_path(result, "b").activities == (code, "b")


def test_an_empty_network() -> None:
    result = schedule(Network.of([]), data_date=DATA_DATE)
    path = critical_path(result, "project")
    assert (path.activities, path.links, path.total_float) == ((), (), None)
    assert findings(result) == ()


def test_dates_beyond_the_horizon_are_refused_by_name() -> None:
    activities = [Activity(code=f"a{i}", duration=36_500) for i in range(21)]
    links = [Link(predecessor=f"a{i}", successor=f"a{i + 1}") for i in range(20)]
    error = refused(lambda: schedule(Network.of(activities, links), data_date=DATA_DATE))
    assert isinstance(error, BeyondHorizon)
    assert error.activity == "a19"


def test_an_event_of_centuries() -> None:
    """36,500 Wednesdays from Wednesday 5 May 2021: 255,493 days, the last one in the year 2720."""
    calendar = Calendar(name="wednesdays", weekdays=frozenset({2}))
    first = date(2021, 5, 5)
    event = Activity(code="a", duration=36_500, calendar="wednesdays", fixed=Span.of(first))
    result = schedule(Network.of([event], calendars=[calendar]), data_date=DATA_DATE)
    assert result.dates("a").finish == date.fromordinal(first.toordinal() + 7 * 36_499)


def test_a_calendar_that_never_works_within_the_horizon() -> None:
    first, last = date(2021, 5, 3).toordinal(), date(2200, 12, 31).toordinal()
    mondays = frozenset(map(date.fromordinal, range(first, last, 7)))
    calendar = Calendar(name="mondays", weekdays=frozenset({0}), holidays=mondays)
    network = Network.of([Activity(code="a", duration=1, calendar="mondays")], calendars=[calendar])
    assert schedule(network, data_date=DATA_DATE).dates("a").start == date(2201, 1, 5)


@pytest.mark.parametrize("unit", list(LagUnit))
@pytest.mark.parametrize("lag", [-36_500, 36_500])
@pytest.mark.parametrize("type_", list(LinkType))
def test_the_longest_lags_can_be_asked_everything(unit: LagUnit, lag: int, type_: LinkType) -> None:
    """Into work, into a fixed event and into what is done."""
    activities = [
        Activity(code="a", duration=2, calendar="wednesdays"),
        Activity(code="work", duration=1),
        Activity(code="event", duration=1, fixed=Span.of(date(2021, 6, 1))),
        Activity(code="done", duration=1),
    ]
    links = [
        Link(predecessor="a", successor=each.code, type=type_, lag=lag, unit=unit)
        for each in activities[1:]
    ]
    calendar = Calendar(name="wednesdays", weekdays=frozenset({2}))
    result = schedule(
        Network.of(activities, links, [calendar]),
        data_date=DATA_DATE,
        progress={"done": Progress(actual_start=DATA_DATE, actual_finish=DATA_DATE)},
    )
    for code in result.network.activities:
        result.dates(code), result.drivers(code), result.signed_free_float(code)
        for target in result.network.activities:
            result.late(code, target), critical_path(result, target)
    assert len(findings(result)) <= len(links)


def test_a_lead_of_a_century_beside_a_nearer_link() -> None:
    """The lead allows both until 2121; a has until the event, begun has nothing left to do."""
    activities = [
        Activity(code="a", duration=2),
        Activity(code="begun", duration=2),
        Activity(code="event", duration=1, fixed=Span.of(date(2021, 6, 1))),
    ]
    after = Link(predecessor="a", successor="event")
    lead = replace(after, type=LinkType.FF, lag=-36_500, unit=LagUnit.CALENDAR_DAYS)
    links = [lead, replace(lead, predecessor="begun"), after]
    begun = {"begun": Progress(actual_start=DATA_DATE, remaining=0)}
    result = schedule(Network.of(activities, links), data_date=DATA_DATE, progress=begun)
    assert critical_path(result, "event").links == (after,)
    assert result.total_float("a", "event") == 27
    assert result.total_float("begun", "event") == 30 + 36_500

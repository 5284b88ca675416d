"""The critical path where no case file tells it: reported work, constraints, more than one end."""

from datetime import date

from scheduling import (
    PROJECT,
    Activity,
    Calendar,
    Explanation,
    Link,
    LinkType,
    Network,
    Options,
    Progress,
    ProgressRule,
    Schedule,
    Span,
    critical_path,
    explain,
    schedule,
)

DATA_DATE = date(2021, 5, 2)
DONE = Progress(actual_start=date(2021, 4, 28), actual_finish=date(2021, 4, 30))


def fs(predecessor: str, successor: str) -> Link:
    return Link(predecessor=predecessor, successor=successor)


def plan(*activities: Activity, links: tuple[Link, ...], done: str | None = None) -> Schedule:
    progress = {done: DONE} if done else {}
    return schedule(Network.of(activities, links), data_date=DATA_DATE, progress=progress)


def test_what_is_done_limits_nothing() -> None:
    """The event of 10 May stands by itself: b, over on 5 May, has four days; done has no float."""
    result = plan(
        Activity(code="done", duration=3),
        Activity(code="b", duration=3),
        Activity(code="event", duration=1, fixed=Span.of(date(2021, 5, 10))),
        links=(fs("done", "b"), fs("b", "event")),
        done="done",
    )
    path = critical_path(result, "event")
    assert (path.activities, path.links) == (("b", "event"), (fs("b", "event"),))
    assert (path.by_least_float, path.total_float) == (True, 4)


def test_a_start_that_has_happened_binds_nothing() -> None:
    """Under progress override: a has begun, to 4 May, and has until 9 May: five days."""
    ss = Link(predecessor="a", successor="event", type=LinkType.SS)
    network = Network.of(
        [
            Activity(code="a", duration=4),
            Activity(code="event", duration=1, fixed=Span.of(date(2021, 5, 10))),
        ],
        [ss, fs("a", "event")],
    )
    result = schedule(
        network,
        data_date=DATA_DATE,
        progress={"a": Progress(actual_start=DATA_DATE, remaining=2)},
        options=Options(progress=ProgressRule.PROGRESS_OVERRIDE),
    )
    path = critical_path(result, "event")
    assert (path.links, path.total_float) == ((fs("a", "event"),), 5)


def test_a_start_that_has_happened_presses_on_nothing() -> None:
    """a, to 4 May, is held by its FS link alone, though its SS link would fit what remains."""
    ss = Link(predecessor="a", successor="event", type=LinkType.SS, lag=1)
    network = Network.of(
        [
            Activity(code="a", duration=4),
            Activity(code="event", duration=1, fixed=Span.of(date(2021, 5, 10))),
        ],
        [ss, fs("a", "event")],
    )
    begun = {"a": Progress(actual_start=DATA_DATE, remaining=1)}
    result = schedule(network, data_date=DATA_DATE, progress=begun)
    path = critical_path(result, "event")
    assert (path.links, path.total_float) == ((fs("a", "event"),), 6)
    assert critical_path(result, "event") is path


def test_what_gives_no_way_is_counted_where_nothing_else_leads_there() -> None:
    """The event leads to t, due after it, and holds its date: 0. Alone, t has its own -2."""
    event = Activity(code="event", fixed=Span.of(date(2021, 5, 7)))
    t = Activity(code="t", duration=1, fixed=Span.of(date(2021, 5, 10)), deadline=date(2021, 5, 8))
    assert critical_path(plan(event, t, links=(fs("event", "t"),)), "t").total_float == 0
    assert critical_path(plan(t, links=()), "t").total_float == -2


def test_a_target_that_is_done_has_no_float() -> None:
    result = plan(Activity(code="a", duration=1), links=(), done="a")
    path = critical_path(result, "a")
    assert (path.activities, path.links, path.total_float) == (("a",), (), None)


def test_every_activity_that_finishes_last_ends_the_project() -> None:
    result = plan(
        Activity(code="a", duration=3),
        Activity(code="b", duration=3),
        Activity(code="short", duration=1),
        links=(),
    )
    assert critical_path(result, PROJECT).activities == ("a", "b")
    assert list(result.finishing_last()) == ["a", "b"]


def test_an_activity_may_be_called_project() -> None:
    """Then it is meant, and not the whole: the later b does not lead to it."""
    result = plan(Activity(code="project", duration=3), Activity(code="b", duration=9), links=())
    assert critical_path(result, PROJECT).activities == ("project",)
    assert result.total_float("project") == 0
    assert result.total_float("b") is None


def test_why_critical_on_one_of_two_equal_chains() -> None:
    links = (fs("z", "a"), fs("a", "b"), fs("a", "c"), fs("b", "d"), fs("c", "d"))
    result = plan(*(Activity(code=code, duration=2) for code in "zabcd"), links=links)
    assert critical_path(result, "d").links == links
    assert explain(result, "c", "d").chain == (fs("c", "d"),)
    assert explain(result, "a", "d").chain == (fs("a", "b"), fs("b", "d"))


def test_why_not_critical_along_a_chain() -> None:
    """a drives b (3..4, 5..6 May); t on 13 May waits for long instead: six days."""
    result = plan(
        Activity(code="a", duration=2),
        Activity(code="b", duration=2),
        Activity(code="long", duration=10),
        Activity(code="t", duration=1),
        links=(fs("a", "b"), fs("b", "t"), fs("long", "t")),
    )
    assert explain(result, "a", "t") == Explanation(
        code="a",
        target="t",
        critical=False,
        total_float=6,
        chain=(fs("a", "b"), fs("b", "t")),
        waits_at="t",
        arrives_later=tuple(each for each in result.drivers("t")),
    )


def test_margins_are_calendar_days() -> None:
    """a ends on Saturday 8 May. The office starts on Monday, a day after that is over, and ends on
    Friday, which is no earlier in its time; the event of Friday the 7th is a day early.
    """
    network = Network.of(
        [
            Activity(code="a", duration=6),
            Activity(code="starts", duration=1, calendar="office"),
            Activity(code="ends", duration=5, calendar="office"),
            Activity(code="event", duration=1, calendar="office", fixed=Span.of(date(2021, 5, 7))),
        ],
        [
            fs("a", "starts"),
            Link(predecessor="a", successor="ends", type=LinkType.FF),
            Link(predecessor="a", successor="event", type=LinkType.FF),
        ],
        [Calendar(name="office")],
    )
    result = schedule(network, data_date=DATA_DATE)
    assert [result.margin(link) for link in network.links] == [1, 0, -1]


def test_a_schedule_says_what_it_is() -> None:
    result = plan(Activity(code="a"), links=())
    assert repr(result) == "Schedule(1 activities, data date 2021-05-02)"

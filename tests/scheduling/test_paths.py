"""Around the critical path, in days of one calendar worked out by hand."""

from datetime import date

from scheduling import (
    PROJECT,
    Activity,
    Calendar,
    Disagreement,
    Driver,
    DriverKind,
    Explanation,
    FloatPath,
    Link,
    LinkType,
    Network,
    Progress,
    Schedule,
    Span,
    critical_path,
    disagreements,
    drag,
    explain,
    float_paths,
    near_critical,
    schedule,
)

DATA_DATE = date(2021, 5, 2)


def fs(predecessor: str, successor: str) -> Link:
    return Link(predecessor=predecessor, successor=successor)


def two_ways() -> Schedule:
    """t on 8 May waits for long (3..7 May) and, with three days to spare, for short (3, 4 May)."""
    return schedule(
        Network.of(
            [
                Activity(code="short", duration=2),
                Activity(code="long", duration=5),
                Activity(code="t", duration=1),
                Activity(code="aside", duration=9),
            ],
            [fs("short", "t"), fs("long", "t")],
        ),
        data_date=DATA_DATE,
    )


def test_near_critical() -> None:
    assert near_critical(two_ways(), "t") == ("short",)
    assert near_critical(two_ways(), "t", within=3) == ("short",)
    assert near_critical(two_ways(), "t", within=2) == ()
    assert near_critical(two_ways()) == ("long", "t", "short")


def test_float_paths() -> None:
    paths = (
        FloatPath(number=1, activities=("long", "t"), joins=None, total_float=0),
        FloatPath(number=2, activities=("short",), joins=fs("short", "t"), total_float=3),
    )
    assert float_paths(two_ways(), "t", 5) == paths
    assert float_paths(two_ways(), "t", 1) == paths[:1]


def test_float_paths_of_the_whole_project() -> None:
    """aside (3..11 May) ends last; t ends on the 8th by itself."""
    assert float_paths(two_ways(), PROJECT, 5) == (
        FloatPath(number=1, activities=("aside",), joins=None, total_float=0),
        FloatPath(number=2, activities=("long", "t"), joins=None, total_float=3),
        FloatPath(number=3, activities=("short",), joins=fs("short", "t"), total_float=6),
    )


def after_what_is_done() -> Schedule:
    """t on 8 May waits for long (3..7 May), which waited for done; short and event have ended."""
    network = Network.of(
        [
            Activity(code="done", duration=1),
            Activity(code="long", duration=5),
            Activity(code="event", duration=1, fixed=Span.of(date(2021, 5, 4))),
            Activity(code="short", duration=2),
            Activity(code="t", duration=1),
        ],
        [
            Link(predecessor="done", successor="long", lag=2),
            *(fs(code, "t") for code in ("long", "event", "short")),
        ],
    )
    over = Progress(actual_start=date(2021, 4, 30), actual_finish=date(2021, 4, 30))
    return schedule(network, data_date=DATA_DATE, progress={"done": over})


def test_float_paths_leave_out_what_is_done_and_take_events_last() -> None:
    """The event's float of 0 says nothing of room: it holds its date."""
    assert float_paths(after_what_is_done(), "t", 5) == (
        FloatPath(number=1, activities=("long", "t"), joins=None, total_float=0),
        FloatPath(number=2, activities=("short",), joins=fs("short", "t"), total_float=3),
        FloatPath(number=3, activities=("event",), joins=fs("event", "t"), total_float=0),
    )


def test_what_is_done_disagrees_with_nothing() -> None:
    """done drives long, two days after 30 April, and has no float any more."""
    result = after_what_is_done()
    assert critical_path(result, "t").activities == ("done", "long", "t")
    event = Disagreement(code="event", target="t", critical=False, total_float=0)
    assert disagreements(result, "t") == (event,)


def by_an_event() -> Schedule:
    """t is fixed on 20 May; three days on the 12th..14th wait for the event of the 11th, one for
    nobody.
    """
    return schedule(
        Network.of(
            [
                Activity(code="event", duration=1, fixed=Span.of(date(2021, 5, 11))),
                Activity(code="after", duration=3),
                Activity(code="paper", duration=1),
                Activity(code="t", duration=1, fixed=Span.of(date(2021, 5, 20))),
            ],
            [fs("event", "after"), fs("after", "t"), fs("paper", "t"), fs("event", "t")],
        ),
        data_date=DATA_DATE,
    )


def test_the_float_of_an_event_is_no_room() -> None:
    """after can lose 15..19 May, paper 4..19 May; the event itself does not move."""
    path = critical_path(by_an_event(), "t")
    assert (path.activities, path.total_float) == (("event", "after", "t"), 5)
    assert float_paths(by_an_event(), "t", 5) == (
        FloatPath(number=1, activities=("event", "after", "t"), joins=None, total_float=5),
        FloatPath(number=2, activities=("paper",), joins=fs("paper", "t"), total_float=16),
    )


def test_why_critical() -> None:
    assert explain(two_ways(), "long", "t") == Explanation(
        code="long", target="t", critical=True, total_float=0, chain=(fs("long", "t"),)
    )


def test_why_not_critical() -> None:
    """Float 3: t does not wait for it, because long arrives later."""
    assert explain(two_ways(), "short", "t") == Explanation(
        code="short",
        target="t",
        critical=False,
        total_float=3,
        chain=(fs("short", "t"),),
        waits_at="t",
        arrives_later=(Driver(kind=DriverKind.LINK, link=fs("long", "t")),),
    )


def test_what_all_wait_for_and_the_project_does_not() -> None:
    """t ends three days before aside does."""
    assert explain(two_ways(), "long", PROJECT) == Explanation(
        code="long",
        target=PROJECT,
        critical=False,
        total_float=3,
        chain=(fs("long", "t"),),
    )


def test_what_does_not_lead_to_the_target() -> None:
    assert explain(two_ways(), "aside", "t") == Explanation(
        code="aside", target="t", critical=False, total_float=None, chain=()
    )


def test_where_the_driving_path_and_the_lowest_float_part() -> None:
    """b works the Saturday between two office days: it drives, and could as well work on Sunday."""
    office = Calendar(name="office")
    network = Network.of(
        [
            Activity(code="a", duration=1, calendar="office"),
            Activity(code="b", duration=1),
            Activity(code="t", duration=1, calendar="office"),
        ],
        [fs("a", "b"), fs("b", "t")],
        [office],
    )
    result = schedule(network, data_date=date(2021, 5, 6))
    parted = Disagreement(code="b", target="t", critical=True, total_float=1)
    assert disagreements(result, "t") == (parted,)
    assert disagreements(result, "t", threshold=1) == ()
    assert disagreements(two_ways(), "t") == ()
    beside = Disagreement(code="short", target="t", critical=False, total_float=3)
    assert disagreements(two_ways(), "t", threshold=3) == (beside,)


def test_drag_may_be_negative() -> None:
    """p (3..12 May) holds a's finish to 12 May; without its 8 days a starts on the 13th, not the
    5th, and b with it: t moves from 8 to 16 May. Without p: a 3..10, b 3..5, t on the 6th.
    """
    network = Network.of(
        [
            Activity(code="p", duration=10),
            Activity(code="a", duration=8),
            Activity(code="b", duration=3),
            Activity(code="t", duration=1),
        ],
        [
            Link(predecessor="p", successor="a", type=LinkType.FF),
            Link(predecessor="a", successor="b", type=LinkType.SS),
            fs("b", "t"),
        ],
    )
    result = schedule(network, data_date=DATA_DATE)
    assert drag(result, "t") == {"p": 2, "a": -8, "b": 3, "t": 1}


def test_drag_is_of_what_remains() -> None:
    """Two of two equal chains have none; the fixed and the done stay; begun work loses its rest."""
    network = Network.of(
        [
            Activity(code="done", duration=1),
            Activity(code="begun", duration=9),
            Activity(code="as-long", duration=4),
            Activity(code="event", fixed=Span.of(date(2021, 4, 30))),
            Activity(code="t", duration=1),
        ],
        [fs("done", "begun"), fs("begun", "t"), fs("as-long", "t"), fs("event", "t")],
    )
    progress = {
        "done": Progress(actual_start=date(2021, 4, 20), actual_finish=date(2021, 4, 20)),
        "begun": Progress(actual_start=date(2021, 4, 21), remaining=5),
    }
    result = schedule(network, data_date=DATA_DATE, progress=progress)
    asked = ("done", "begun", "as-long", "event", "t")
    assert drag(result, "t", asked) == {"begun": 1, "as-long": 0, "event": 0, "t": 1}


def test_drag_on_the_whole_project() -> None:
    """Without aside (3..11 May) the project ends with t on the 8th."""
    assert drag(two_ways(), PROJECT) == {"aside": 3}
    assert drag(two_ways(), PROJECT, ["long"]) == {"long": 0}


def test_a_cancelled_target_has_no_drag() -> None:
    progress = {"t": Progress(cancelled=True)}
    result = schedule(two_ways().network, data_date=DATA_DATE, progress=progress)
    assert drag(result, "t") == {}

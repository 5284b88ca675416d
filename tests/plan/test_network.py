from typing import Any

from app.plan import PlanCalendar, PlanLink, network_of, options_of
from scheduling import (
    EVERY_DAY,
    Activity,
    Boundary,
    Calendar,
    LagUnit,
    Link,
    LinkType,
    Network,
    Options,
    ProgressRule,
    Span,
    WindowAssumption,
)
from tests.plan.milestones import day, milestone, plan

DATES: dict[str, Any] = {
    "window": Span(first=day("2021-07-01"), last=day("2021-07-31")),
    "not_before": day("2021-06-01"),
    "finish_not_before": day("2021-06-02"),
    "deadline": day("2021-08-01"),
}
FIXED = Span.of(day("2021-11-01"))

GENEVA = PlanCalendar(
    code="geneva",
    title="Geneva",
    weekdays=frozenset({0, 1}),
    holidays={day("2021-05-13"): "Ascension"},
    working=frozenset({day("2021-05-15")}),
)


def test_a_plan_is_a_network() -> None:
    written = plan(
        milestone("a", duration=3, calendar="geneva", **DATES),
        milestone("b", boundary=Boundary.START, fixed=FIXED),
        links=(
            PlanLink(
                predecessor="a",
                successor="b",
                type=LinkType.SS,
                lag=84,
                unit=LagUnit.CALENDAR_DAYS,
                source="A/RES/73/326",
            ),
        ),
        calendars=(GENEVA,),
        start=day("2021-01-01"),
    )
    assert network_of(written) == Network.of(
        activities=[
            Activity(code="a", duration=3, calendar="geneva", **DATES),
            Activity(code="b", boundary=Boundary.START, fixed=FIXED, calendar=EVERY_DAY.name),
        ],
        links=[
            Link(
                predecessor="a",
                successor="b",
                type=LinkType.SS,
                lag=84,
                unit=LagUnit.CALENDAR_DAYS,
            )
        ],
        calendars=[
            Calendar(
                name="geneva",
                weekdays=frozenset({0, 1}),
                holidays=frozenset({day("2021-05-13")}),
                working=frozenset({day("2021-05-15")}),
            )
        ],
        start=day("2021-01-01"),
    )


def test_a_plan_chooses_how_it_is_scheduled() -> None:
    first = plan(window_assumption=WindowAssumption.FIRST)
    override = plan(progress_rule=ProgressRule.PROGRESS_OVERRIDE)
    assert options_of(plan()) == Options()
    assert options_of(first) == Options(windows=WindowAssumption.FIRST)
    assert options_of(override) == Options(progress=ProgressRule.PROGRESS_OVERRIDE)

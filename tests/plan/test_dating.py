import pytest

from app.plan import Milestone, Plan, PlanLink, network_of, undated
from scheduling import LinkType, Progress, Span, schedule
from tests.plan.milestones import DATA_DATE, day, milestone, plan


def undated_of(written: Plan) -> frozenset[str]:
    network = network_of(written)
    known = schedule(network, progress=written.progress, data_date=written.data_date)
    return undated(written, known)


def link(predecessor: str, successor: str, **facts: object) -> PlanLink:
    return PlanLink(predecessor=predecessor, successor=successor, **facts)  # type: ignore[arg-type]


LATER = day("2021-11-01")
DATED = {
    "fixed": milestone("a", fixed=Span.of(LATER)),
    "window": milestone("a", window=Span(first=None, last=LATER)),
    "deadline": milestone("a", deadline=LATER),
    "not before": milestone("a", not_before=LATER),
    "finish not before": milestone("a", finish_not_before=LATER),
    "work": milestone("a", duration=1),
}


@pytest.mark.parametrize("about", DATED.values(), ids=list(DATED))
def test_what_has_a_date_or_takes_time_is_dated(about: Milestone) -> None:
    assert undated_of(plan(about, milestone("b"))) == {"b"}


def test_what_only_follows_the_undated_is_undated() -> None:
    written = plan(
        *map(milestone, "abcd"),
        milestone("e", fixed=Span.of(LATER)),
        milestone("f"),
        links=(
            link("a", "b"),
            link("b", "c", lag=30),
            link("c", "d"),
            link("e", "d"),
            link("d", "f", type=LinkType.SS),
        ),
    )
    assert undated_of(written) == {"a", "b", "c"}


def test_a_long_chain_is_no_deeper_than_a_short_one() -> None:
    codes = [f"m{index}" for index in range(5_000)]
    written = plan(*map(milestone, codes), links=tuple(map(link, codes, codes[1:])))
    assert undated_of(written) == frozenset(codes)


def test_what_has_happened_is_dated() -> None:
    held = Progress(actual_start=DATA_DATE, actual_finish=DATA_DATE)
    assert undated_of(plan(milestone("a"), progress={"a": held})) == frozenset()


def test_the_cancelled_is_not_undated_and_passes_on_what_it_follows() -> None:
    written = plan(
        *map(milestone, "abxy"),
        milestone("d", fixed=Span.of(LATER)),
        links=(link("a", "x"), link("x", "b"), link("d", "y")),
        progress={"x": Progress(cancelled=True), "y": Progress(cancelled=True)},
    )
    assert undated_of(written) == {"a", "b"}


def test_a_plan_start_is_no_date() -> None:
    assert undated_of(plan(milestone("a"), data_date=None, start=DATA_DATE)) == {"a"}

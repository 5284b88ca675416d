"""The engine against the definitions taken day by day, on networks in which everything occurs."""

from hypothesis import given, settings

from scheduling import PROJECT, Schedule, Status
from tests.scheduling.networks import Problem, problems
from tests.scheduling.oracle import NEVER, Ends, Oracle

THOROUGH = max(150, settings().max_examples)


def oracle_of(problem: Problem) -> Oracle:
    return Oracle(
        network=problem.network,
        progress=problem.scheduled().progress,
        data_date=problem.data_date,
        options=problem.options,
    )


def early(schedule: Schedule) -> dict[str, Ends | None]:
    """The engine's instants as ordinals; None for what is cancelled and waits for nothing."""
    ends, origin = schedule.prepared.ends, schedule.prepared.axis.first
    found: dict[str, Ends | None] = {}
    for code, i in schedule.network.topology.index.items():
        start, finish = ends[2 * i], ends[2 * i + 1]
        waits = schedule.status(code) is not Status.CANCELLED or finish
        found[code] = (start + origin, finish + origin) if waits else None
    return found


def late(schedule: Schedule, target: str) -> dict[str, Ends]:
    schedule.total_float(next(iter(schedule.network.activities)), target)
    instants, origin = schedule.late_by_target[target].instants, schedule.prepared.axis.first
    absolute = [t + origin if t < NEVER else NEVER for t in instants]
    return {
        code: (absolute[2 * i], absolute[2 * i + 1])
        for code, i in schedule.network.topology.index.items()
    }


@settings(max_examples=THOROUGH)
@given(problems())
def test_early_dates(problem: Problem) -> None:
    assert early(problem.scheduled()) == oracle_of(problem).early


@settings(max_examples=THOROUGH)
@given(problems())
def test_late_dates_to_the_project_and_to_the_last(problem: Problem) -> None:
    schedule, oracle = problem.scheduled(), oracle_of(problem)
    for target in (PROJECT, problem.activities[-1].code):
        assert late(schedule, target) == oracle.late(target)


@settings(max_examples=THOROUGH)
@given(problems())
def test_total_floats(problem: Problem) -> None:
    schedule, oracle = problem.scheduled(), oracle_of(problem)
    for target in (PROJECT, problem.activities[-1].code):
        found = {code: schedule.total_float(code, target) for code in schedule.network.activities}
        assert found == oracle.total_floats(target)


@settings(max_examples=THOROUGH)
@given(problems())
def test_free_floats(problem: Problem) -> None:
    schedule, oracle = problem.scheduled(), oracle_of(problem)
    found = {code: schedule.signed_free_float(code) for code in schedule.network.activities}
    assert found == {code: oracle.free_float(code) for code in found}


@settings(max_examples=THOROUGH)
@given(problems())
def test_drivers(problem: Problem) -> None:
    schedule, oracle = problem.scheduled(), oracle_of(problem)
    for code in schedule.network.activities:
        drivers = [driver.link or driver.kind.value for driver in schedule.drivers(code)]
        assert set(drivers) == oracle.drivers(code), code

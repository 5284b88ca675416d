"""Every iteration is a schedule: the engine, given what was drawn, finds the same dates."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pytest

from scheduling import (
    EVERY_DAY,
    PROJECT,
    Activity,
    FindingKind,
    Network,
    Progress,
    Schedule,
    Span,
    Status,
    critical_path,
    findings,
    schedule,
)
from scheduling.risk import RiskResult, simulate
from scheduling.risk.block import Block
from scheduling.risk.building import Builder
from scheduling.risk.frame import Frame
from scheduling.risk.model import Duration, Model, Position
from scheduling.risk.reading import read
from scheduling.risk.uncertainty import whole_days
from scheduling.standing import NO_DEMAND, Kind
from tests.scheduling.risk.networks import DATA_DATE, Question, random_question

ITERATIONS = 16
SEED = 5


@dataclass(frozen=True)
class Simulated:
    question: Question
    frame: Frame
    model: Model
    block: Block

    @classmethod
    def of(cls, question: Question) -> "Simulated":
        planned = schedule(
            question.network,
            progress=question.progress,
            data_date=DATA_DATE,
            options=question.options,
        )
        reading = read(planned, question.uncertainty)
        frame = Frame(planned, reading.bounds)
        model = Builder(frame, reading).model((PROJECT,), (), (), SEED, ITERATIONS)
        block = Block(model, 0, ITERATIONS)
        block.forward()
        return cls(question, frame, model, block)

    def schedule_of(self, iteration: int) -> Schedule:
        """The engine's schedule with the durations and windows drawn in one iteration."""
        activities = dict(self.question.network.activities)
        progress = dict(self.question.progress)
        for number, variable in enumerate(self.model.variables):
            drawn = int(self.block.sampler.drawn(number)[iteration])
            code, activity = variable.code, activities[variable.code]
            if isinstance(variable, Position):
                activities[code] = self._placed(activity, drawn)
            elif code in progress:
                started = progress[code].actual_start
                progress[code] = Progress(actual_start=started, remaining=drawn)
            else:
                activities[code] = replace(activity, duration=drawn)
        for code, days in self._certain_durations():
            started = progress[code].actual_start if code in progress else None
            if started:
                progress[code] = Progress(actual_start=started, remaining=days)
            else:
                activities[code] = replace(activities[code], duration=days)
        for code in self._certain_windows():
            activities[code] = self._placed(activities[code], 0)
        return schedule(
            replaced(self.question.network, activities),
            progress=progress,
            data_date=DATA_DATE,
            options=self.question.options,
        )

    def _placed(self, activity: Activity, place: int) -> Activity:
        return replace(activity, window=Span.of(self._days(activity)[place]))

    def _days(self, activity: Activity) -> list[date]:
        """The working days that the window and the data date leave, or the first after them."""
        window, calendar = activity.window, self.question.network.calendars[activity.calendar]
        assert window
        first = max(DATA_DATE + timedelta(days=1), window.first or date.min)
        days = [first + timedelta(days=n) for n in range(120)]
        worked = [day for day in days if calendar.works(day)]
        return [day for day in worked if day <= window.last] or worked[:1]

    def _certain_durations(self) -> Iterator[tuple[str, int]]:
        drawn = {each.code for each in self.model.variables if isinstance(each, Duration)}
        for code in self.question.uncertainty.keys() - drawn:
            kind = self.frame.kind(self.question.network.topology.index[code])
            if kind in (Kind.TASK, Kind.STARTED):
                yield code, whole_days(self.question.uncertainty[code].low)

    def _certain_windows(self) -> Iterator[str]:
        drawn = {each.code for each in self.model.variables if isinstance(each, Position)}
        for code, number in self.question.network.topology.index.items():
            activity = self.question.network.activities[code]
            if activity.window and self.frame.kind(number).is_unstarted and code not in drawn:
                yield code

    def instant(self, end: int, iteration: int) -> int:
        """The simulated instant of an end, as a day's ordinal."""
        value = self.block.ends[end]
        bounds = self.frame.bounds
        values = np.array(value if isinstance(value, int) else int(value[iteration]))
        instant = int(bounds.scale.instants(bounds.units[end], end & 1, values))
        return instant + bounds.scale.axis.first if instant != NO_DEMAND else NO_DEMAND


def replaced(network: Network, activities: dict[str, Activity]) -> Network:
    calendars = [each for each in network.calendars.values() if each is not EVERY_DAY]
    return Network.of(activities.values(), network.links, calendars)


def engine_instant(found: Schedule, end: int) -> int:
    instant = found.prepared.ends[end]
    return instant + found.prepared.axis.first if instant != NO_DEMAND else NO_DEMAND


@pytest.mark.parametrize("seed", range(60))
def test_every_iteration_is_a_schedule(seed: int) -> None:
    simulated = Simulated.of(random_question(seed))
    ends = range(2 * len(simulated.question.network.activities))
    for iteration in range(ITERATIONS):
        found = simulated.schedule_of(iteration)
        assert [simulated.instant(end, iteration) for end in ends] == [
            engine_instant(found, end) for end in ends
        ]


@pytest.mark.parametrize("seed", range(60, 100))
def test_results_are_counted_over_schedules(seed: int) -> None:
    question = random_question(seed)
    simulated = Simulated.of(question)
    schedules = [simulated.schedule_of(iteration) for iteration in range(ITERATIONS)]
    targets = ("A13", PROJECT)
    result = ask(question, targets)
    for code in question.network.activities:
        if schedules[0].status(code) is not Status.CANCELLED:
            days = Counter(each.dates(code).finish for each in schedules)
            assert result.finish(code).histogram == tuple(sorted(days.items()))
    last = Counter(project_finish(each) for each in schedules)
    assert result.finish(PROJECT).histogram == tuple(sorted(last.items()))
    for target in targets:
        paths = [critical_path(each, target) for each in schedules]
        if not any(path.by_least_float for path in paths):
            assert criticality(result, target) == Counter(
                code for path in paths for code in path.activities
            )


@pytest.mark.parametrize("seed", range(60, 100))
def test_rules_hold_as_often_as_in_schedules(seed: int) -> None:
    question = random_question(seed)
    simulated = Simulated.of(question)
    schedules = [simulated.schedule_of(iteration) for iteration in range(ITERATIONS)]
    result = ask(question, ("A13",))
    for rule in result.rules:
        margins = [each.margin(rule.link) for each in schedules]
        held = sum(margin is None or margin >= 0 for margin in margins)
        assert rule.probability == held / ITERATIONS
    for event in result.events:
        assert event.links == tuple(
            rule for rule in result.rules if rule.link.successor == event.code
        )
        missed = sum(
            any(
                finding.kind is FindingKind.LINK_VIOLATED and finding.activity == event.code
                for finding in findings(each)
            )
            for each in schedules
        )
        assert event.probability <= 1 - missed / ITERATIONS


def ask(question: Question, targets: tuple[str, ...]) -> RiskResult:
    return simulate(
        question.network,
        progress=question.progress,
        data_date=DATA_DATE,
        options=question.options,
        uncertainty=question.uncertainty,
        targets=targets,
        rules=question.network.links,
        iterations=ITERATIONS,
        seed=SEED,
    )


def project_finish(found: Schedule) -> date:
    days = [found.dates(code).finish for code in found.network.activities]
    return max(day for day in days if day)


def criticality(result: RiskResult, target: str) -> dict[str, int]:
    codes = result.deterministic.network.activities
    shares = {code: result.criticality(code, target) for code in codes}
    return {code: round(share * ITERATIONS) for code, share in shares.items() if share}

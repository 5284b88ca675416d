"""Runs a block of iterations through the model: sample, pass forward, follow the drivers back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import cast

import numpy as np
from numpy.typing import NDArray

from scheduling.risk.bounds import NONE
from scheduling.risk.critical import Paths
from scheduling.risk.model import Binding, Demand, Drawn, Model, Position, Rule, Step, Target
from scheduling.risk.rows import Row, Value, later, moved
from scheduling.risk.sampling import Sampler


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often each value came: ``counts[n]`` times ``least + n``."""

    least: int
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a block of iterations, from number ``first`` on, came to."""

    first: int
    count: int
    finishes: Mapping[int, Counts]
    """By activity; only those that vary."""
    targets: Sequence[NDArray[np.int32]]
    """The finish of each target (of the project: the end of its last day)."""
    critical: Sequence[Mapping[int, int]]
    """For each target: in how many iterations an activity is on its critical path."""
    met: Sequence[int]
    met_together: Sequence[int]
    drawn: Drawn | None


class Block:
    """The iterations ``first`` to ``first + count`` of a model.

    All rows that last lie in one stretch of memory: in small pieces a system hands it out slowly.
    """

    def __init__(self, model: Model, first: int, count: int) -> None:
        self.model = model
        self.first = first
        self.count = count
        self.sampler = Sampler(model, first, count)
        kept = len(model.variables) if model.keeps_draws else 0
        rows: Drawn = np.empty((kept + model.rows, count), dtype=model.row_type)
        self.kept = rows[:kept] if kept else None
        self.rows: Iterator[Row] = iter(rows[kept:])
        self.ends: list[Value] = [0 if end is None else end for end in model.ends]
        self.begins: dict[int, Value] = {}
        """Where what is to be done of an activity begins, in the unit of its finish."""
        self.finishes: dict[int, Counts] = {}

    def tally(self) -> Tally:
        """Run it."""
        self.forward()
        met = [self._holds(rule) for rule in self.model.rules]
        return Tally(
            first=self.first,
            count=self.count,
            finishes=self.finishes,
            targets=[self._finish(target) for target in self.model.targets],
            critical=[self._critical(target) for target in self.model.targets],
            met=[int(np.count_nonzero(each)) for each in met],
            met_together=[
                int(np.count_nonzero(np.all([met[n] for n in group], axis=0)))
                for group in self.model.groups
            ],
            drawn=self.kept,
        )

    def forward(self) -> None:
        """Fill the ends of every activity."""
        for step in self.model.steps:
            work = self._work(step)
            begin = self._begin(step, work)
            self._set(step, begin, begin if step.point else moved(begin, work, next(self.rows)))

    def _work(self, step: Step) -> Value:
        return step.work if step.duration is None else self._drawn(step.duration)

    def _begin(self, step: Step, work: Value) -> Value:
        """Where what is to be done begins."""
        row = next(self.rows)
        begin = self._latest(step.begin, row)
        if step.place is not None:
            begin = later(begin, self._placed(step.place, work), row)
        if step.close.binds:
            begin = later(begin, self._latest(step.close) - work, row)
        return begin

    def _set(self, step: Step, begin: Value, finish: Value) -> None:
        start_end, finish_end = 2 * step.number, 2 * step.number + 1
        self.begins[step.number] = begin
        if self.model.ends[start_end] is None:
            self.ends[start_end] = begin
        if self.model.ends[finish_end] is None:
            self.ends[finish_end] = finish
            self.finishes[step.number] = counted(finish)

    def _drawn(self, variable: int, work: Value | None = None) -> Row:
        row = None if self.kept is None else self.kept[variable]
        return self.sampler.drawn(variable, work, row)

    def _placed(self, variable: int, work: Value) -> Row:
        """The values of the places that a window's variable draws."""
        position = cast("Position", self.model.variables[variable])
        places = self._drawn(variable, work)
        if position.days is None:
            return places + position.first
        return position.days.take(places).astype(self.model.row_type)

    def _latest(self, binding: Binding, row: Row | None = None) -> Value:
        """The latest that is asked of an end, in ``row`` where it is not another end's row."""
        if not binding.demands:
            return binding.least
        first, *others = binding.demands
        latest = self._asked(first, row)
        for demand in others:
            latest = np.maximum(latest, self._asked(demand), out=row)
        return latest if binding.least == NONE else np.maximum(latest, binding.least, out=row)

    def _asked(self, demand: Demand, row: Row | None = None) -> Value:
        ends = [self.ends[end] for end in demand.ends]
        latest = reduce(lambda one, other: np.maximum(one, other, out=row), ends)
        return self.model.transfers[demand.transfer].of(latest, row)

    def _finish(self, target: Target) -> NDArray[np.int32]:
        if target.number is not None:
            return self._row(self.ends[2 * target.number + 1])
        return self._row(reduce(later, [each.day(self.ends) for each in target.finishes]))

    def _row(self, value: Value) -> NDArray[np.int32]:
        return np.ascontiguousarray(np.broadcast_to(value, self.count), dtype=np.int32)

    def _holds(self, rule: Rule) -> NDArray[np.bool_]:
        holds = rule.demanded(self.ends) <= rule.instant(self.ends)
        return np.broadcast_to(np.asarray(holds), self.count)

    def _critical(self, target: Target) -> dict[int, int]:
        return Paths(self.model, target, self.ends, self.begins, self.count).counts()


def counted(values: Value) -> Counts:
    """How often each value comes."""
    row = np.asarray(values)
    least = int(np.minimum.reduce(row))
    return Counts(least=least, counts=np.bincount(row - least))

"""Runs a block of iterations through the model: sample, pass forward, follow the drivers back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from scheduling.risk.bounds import NONE
from scheduling.risk.critical import Paths, greatest
from scheduling.risk.model import (
    Demand,
    Drawn,
    Duration,
    Model,
    Position,
    Row,
    Rule,
    Step,
    Target,
    Value,
)
from scheduling.risk.streams import Source

DRAW_BITS = 32


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
    targets: Sequence[Row]
    """The finish of each target (of the project: the end of its last day)."""
    critical: Sequence[Mapping[int, int]]
    """For each target: in how many iterations an activity is on its critical path."""
    met: Sequence[int]
    met_together: Sequence[int]
    drawn: Drawn | None


class Block:
    """The iterations ``first`` to ``first + count`` of a model."""

    def __init__(self, model: Model, first: int, count: int) -> None:
        self.model = model
        self.first = first
        self.count = count
        self.source = Source(model.seed)
        self.ends: list[Value] = [0 if end is None else end for end in model.ends]
        self.kept: Drawn | None = None
        if model.keeps_draws:
            self.kept = np.empty((len(model.variables), count), dtype=np.uint16)
        self.begins: dict[int, Value] = {}
        """Where what is to be done of an activity begins, in the unit of its finish."""

    def tally(self) -> Tally:
        """Run it."""
        self.forward()
        met = [self._holds(rule) for rule in self.model.rules]
        return Tally(
            first=self.first,
            count=self.count,
            finishes=self._finishes(),
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
            if step.point:
                self._place(step)
            else:
                self._work(step)

    def drawn(self, variable: int, work: Value | None = None) -> Row:
        """The days, or the place in the window, that a variable draws."""
        drawn = self.model.variables[variable]
        draws = self.source.draws(drawn.stream, self.first, self.count)
        if isinstance(drawn, Duration):
            return drawn.inverse.of(draws) + drawn.least
        if work is None and drawn.duration is not None:
            work = self.drawn(drawn.duration)
        places = np.maximum(drawn.room + 1 - (drawn.work if work is None else work), 1)
        return (draws * places.astype(np.uint64) >> np.uint64(DRAW_BITS)).astype(np.int32)

    def _kept(self, variable: int, drawn: Row) -> Row:
        if self.kept is not None:
            self.kept[variable] = drawn
        return drawn

    def _placed(self, variable: int, work: Value | None) -> Row:
        position = cast("Position", self.model.variables[variable])
        places = self._kept(variable, self.drawn(variable, work))
        if position.days is not None:
            return position.days.take(places)
        return places + position.first

    def _place(self, step: Step) -> None:
        at = self._latest(step.least_start, step.starts)
        if step.window is not None:
            at = np.maximum(at, self._placed(step.window, None))
        self.begins[step.number] = at
        if step.start_varies:
            self.ends[2 * step.number] = at
        if step.finish_varies:
            self.ends[2 * step.number + 1] = at

    def _work(self, step: Step) -> None:
        drawn = step.duration is not None or step.window is not None
        if not (step.start_varies or step.finish_varies or drawn):
            self.begins[step.number] = self._constant_start(step)
            return
        work: Value = step.work
        if step.duration is not None:
            work = self._kept(step.duration, self.drawn(step.duration))
        begin = self._latest(step.least_start, step.starts)
        if step.window is not None:
            begin = np.maximum(begin, self._placed(step.window, work))
        if step.finishes or step.least_finish > NONE:
            begin = np.maximum(begin, self._latest(step.least_finish, step.finishes) - work)
        self.begins[step.number] = begin
        if step.start_varies:
            self.ends[2 * step.number] = begin
        self.ends[2 * step.number + 1] = begin + work

    def _constant_start(self, step: Step) -> Value:
        return self.ends[2 * step.number + 1] - step.work

    def _latest(self, least: int, demands: Iterable[Demand]) -> Value:
        latest: Row | None = None
        own = False
        for demand in demands:
            value = cast("Row", demand.transfer.of(self.ends[demand.end]))
            if latest is None:
                latest, own = value, demand.transfer.makes_new
            else:
                latest = np.maximum(latest, value, out=latest if own else None)
                own = True
        if latest is None:
            return least
        return latest if least == NONE else np.maximum(latest, least)

    def _finishes(self) -> dict[int, Counts]:
        return {
            step.number: counted(self.ends[2 * step.number + 1])
            for step in self.model.steps
            if step.finish_varies
        }

    def _finish(self, target: Target) -> Row:
        if target.number is not None:
            return self._row(self.ends[2 * target.number + 1])
        days = [each.days.of(self.ends[each.end]) for each in target.finishes]
        return self._row(greatest(days))

    def _row(self, value: Value) -> Row:
        return np.ascontiguousarray(np.broadcast_to(value, self.count), dtype=np.int32)

    def _holds(self, rule: Rule) -> NDArray[np.bool_]:
        holds = rule.demand.of(self.ends[rule.source]) <= rule.instants.of(self.ends[rule.end])
        return np.broadcast_to(np.asarray(holds), self.count)

    def _critical(self, target: Target) -> dict[int, int]:
        return Paths(self.model, target, self.ends, self.begins, self.count).counts()


def counted(values: Value) -> Counts:
    """How often each value comes."""
    row = np.asarray(values)
    least = int(np.minimum.reduce(row))
    return Counts(least=least, counts=np.bincount(row - least))

"""Adds up the blocks of a simulation to its result."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from scheduling.activities import Link
from scheduling.risk.block import Counts, Tally, counted
from scheduling.risk.finishes import Finishes, added
from scheduling.risk.frame import Frame
from scheduling.risk.model import Drawn, Duration, Model
from scheduling.risk.result import EventRisk, LinkRisk, RiskResult, Sensitivity, Swing
from scheduling.risk.sensitivity import conditional_percentiles, drawn_by, rank_correlations
from scheduling.targets import is_project

BARS = 10
"""How many bars a tornado has at most."""
TORNADO_SHARE = 0.8
VARIABLES_AT_ONCE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """The rules to be watched: those of the caller, then the links into each fixed event."""

    named: tuple[Link, ...]
    fixed: Mapping[str, tuple[Link, ...]]

    @property
    def links(self) -> tuple[Link, ...]:
        """All of them."""
        return (*self.named, *(link for links in self.fixed.values() for link in links))

    @property
    def groups(self) -> list[range]:
        """The numbers of the links into each fixed event."""
        groups, first = [], len(self.named)
        for links in self.fixed.values():
            groups.append(range(first, first + len(links)))
            first += len(links)
        return groups


class Sum:
    """The blocks so far."""

    def __init__(self, model: Model) -> None:
        self.iterations = model.iterations
        self.targets = [np.empty(model.iterations, dtype=np.int32) for _ in model.targets]
        self.critical: list[Counter[int]] = [Counter() for _ in model.targets]
        self.met = np.zeros(len(model.rules), dtype=np.int64)
        self.met_together = np.zeros(len(model.groups), dtype=np.int64)
        self.counts: dict[int, Counts] = {}
        self.drawn: Drawn | None = None

    def add(self, tally: Tally) -> None:
        """One block more, in any order."""
        block = slice(tally.first, tally.first + tally.count)
        for values, row in zip(self.targets, tally.targets, strict=True):
            values[block] = row
        for counter, critical in zip(self.critical, tally.critical, strict=True):
            counter.update(critical)
        self.met += np.array(tally.met, dtype=np.int64)
        self.met_together += np.array(tally.met_together, dtype=np.int64)
        if tally.drawn is not None:
            self._keep(tally.drawn, block)
        for number, counts in tally.finishes.items():
            known = self.counts.get(number)
            self.counts[number] = counts if known is None else added((known, counts))

    def _keep(self, drawn: Drawn, block: slice) -> None:
        if drawn.shape[1] == self.iterations:
            self.drawn = drawn
            return
        if self.drawn is None:
            self.drawn = np.empty((len(drawn), self.iterations), dtype=drawn.dtype)
        self.drawn[:, block] = drawn


def summed(
    frame: Frame,
    model: Model,
    tallies: Iterable[Tally],
    events: Events,
    executor: Executor | None,
) -> RiskResult:
    """The result of all blocks."""
    total = Sum(model)
    for tally in tallies:
        total.add(tally)
    codes, n = frame.schedule.network.topology.codes, model.iterations
    correlations = list(_correlations(model, total, executor))
    links = [
        LinkRisk(link=link, probability=int(met) / n)
        for link, met in zip(events.links, total.met, strict=True)
    ]
    sensitivities = dict(_sensitivities(model, correlations))
    return RiskResult(
        deterministic=frame.schedule,
        iterations=n,
        seed=model.seed,
        targets=tuple(target.code for target in model.targets),
        finishes=Finishes(
            frame=frame, iterations=n, counts=total.counts, project=_project(frame, model, total)
        ),
        shares={
            target.code: {codes[j]: times / n for j, times in critical.items()}
            for target, critical in zip(model.targets, total.critical, strict=True)
        },
        rules=tuple(links[: len(events.named)]),
        events=tuple(_events(events, links, total.met_together, n)),
        sensitivities=sensitivities,
        tornados=dict(_tornados(frame, model, total, correlations)),
    )


def _project(frame: Frame, model: Model, total: Sum) -> Counts | None:
    for target, values in zip(model.targets, total.targets, strict=True):
        if is_project(frame.schedule.prepared, target.code):
            return counted(values)
    return None


def _events(
    events: Events, links: Sequence[LinkRisk], met: Iterable[int], iterations: int
) -> Iterator[EventRisk]:
    for code, group, together in zip(events.fixed, events.groups, met, strict=True):
        yield EventRisk(
            code=code,
            probability=int(together) / iterations,
            links=tuple(links[group.start : group.stop]),
        )


def _correlations(
    model: Model, total: Sum, executor: Executor | None
) -> Iterator[tuple[float, ...]]:
    """By variable, its rank correlation with each target."""
    count = len(model.variables)
    parts = [
        range(first, min(first + VARIABLES_AT_ONCE, count))
        for first in range(0, count, VARIABLES_AT_ONCE)
    ]
    ask = partial(rank_correlations, model, total.drawn, total.targets)
    at_home = executor is None or total.drawn is not None or len(parts) == 1
    found = map(ask, parts) if at_home or executor is None else executor.map(ask, parts)
    for part in found:
        yield from part


def _kind(model: Model, variable: int) -> str:
    return "duration" if isinstance(model.variables[variable], Duration) else "window"


def _ordered(correlations: Sequence[tuple[float, ...]], n: int) -> list[int]:
    """The variables, those that move target *n* most first."""
    return sorted(range(len(correlations)), key=lambda v: -abs(correlations[v][n]))


def _sensitivities(
    model: Model, correlations: Sequence[tuple[float, ...]]
) -> Iterator[tuple[str, tuple[Sensitivity, ...]]]:
    for n, target in enumerate(model.targets):
        yield (
            target.code,
            tuple(
                Sensitivity(
                    code=model.variables[v].code,
                    of=_kind(model, v),
                    rank_correlation=correlations[v][n],
                )
                for v in _ordered(correlations, n)
            ),
        )


def _tornados(
    frame: Frame, model: Model, total: Sum, correlations: Sequence[tuple[float, ...]]
) -> Iterator[tuple[str, tuple[Swing, ...]]]:
    for n, target in enumerate(model.targets):
        bars = []
        for v in _ordered(correlations, n)[:BARS]:
            values = conditional_percentiles(
                drawn_by(model, total.drawn, v), total.targets[n], TORNADO_SHARE
            )
            low, high = frame.target_days(target.number, values)
            code, kind = model.variables[v].code, _kind(model, v)
            bars.append(Swing(code=code, of=kind, low=low, high=high))
        yield target.code, tuple(sorted(bars, key=lambda bar: -abs(bar.days)))

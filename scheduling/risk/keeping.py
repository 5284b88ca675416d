"""Blocks that are kept and brought back: a simulation goes on where another has stopped."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from scheduling.risk.block import Tally
from scheduling.risk.finishes import added
from scheduling.risk.model import Drawn, Model
from scheduling.risk.sampling import Sampler
from scheduling.risk.simulation import run

Keep = Callable[[Tally, int], bool]
"""Is given what blocks have come to, and the number of all iterations; whether it was kept."""

KEPT_OF_A_SIMULATION = 40
"""What is kept at once is at least so great a part of it: it is kept seldom and adds up."""
Answer = TypeVar("Answer")


class Resumed(Executor):
    """Runs the blocks of one simulation here, in their order; what is ``known`` is not run again.

    Of blocks that were kept as one the first brings all, the others nothing.
    """

    def __init__(self, known: Iterable[Tally], keep: Keep) -> None:
        self._known = {each.first: each for each in known}
        self._until = max((each.first + each.count for each in self._known.values()), default=0)
        self._keep = keep
        self._waiting: list[Tally] = []

    def submit(self, task: Callable[..., Answer], /, *args: Any, **named: Any) -> Future[Answer]:
        """What ``task`` comes to, which it has when this returns."""
        future: Future[Any] = Future()
        try:
            future.set_result(self._block(*args) if task is run else task(*args, **named))
        except Exception as error:  # noqa: BLE001 - an executor hands on whatever was raised
            future.set_exception(error)
        return future

    def _block(self, model: Model, first: int, count: int) -> Tally:
        if first < self._until:
            known = self._known.get(first)
            return _nothing(model, first) if known is None else _drawn_again(model, known)
        tally = run(model, first, count)
        self._waiting.append(tally)
        self._keep_some(model, first + count)
        return tally

    def _keep_some(self, model: Model, until: int) -> None:
        count = until - self._waiting[0].first
        if count * KEPT_OF_A_SIMULATION < model.iterations and until < model.iterations:
            return
        if self._keep(joined(self._waiting), model.iterations):
            self._waiting.clear()


def joined(tallies: Sequence[Tally]) -> Tally:
    """Blocks that follow each other as one, without what they drew."""
    targets = zip(*(each.targets for each in tallies), strict=True)
    critical = zip(*(each.critical for each in tallies), strict=True)
    return replace(
        tallies[0],
        count=sum(each.count for each in tallies),
        finishes={
            number: added(each.finishes[number] for each in tallies)
            for number in tallies[0].finishes
        },
        targets=[np.concatenate(rows) for rows in targets],
        critical=[_summed(counts) for counts in critical],
        met=_sums(each.met for each in tallies),
        met_together=_sums(each.met_together for each in tallies),
        drawn=None,
    )


def _summed(counts: Iterable[Mapping[int, int]]) -> Counter[int]:
    total: Counter[int] = Counter()
    for each in counts:
        total.update(each)
    return total


def _sums(rows: Iterable[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _nothing(model: Model, first: int) -> Tally:
    return Tally(
        first=first,
        count=0,
        finishes={},
        targets=[np.empty(0, dtype=np.int32) for _ in model.targets],
        critical=[{} for _ in model.targets],
        met=[0] * len(model.rules),
        met_together=[0] * len(model.groups),
        drawn=_draws(model, first, 0),
    )


def _drawn_again(model: Model, tally: Tally) -> Tally:
    return replace(tally, drawn=_draws(model, tally.first, tally.count))


def _draws(model: Model, first: int, count: int) -> Drawn | None:
    """What the variables draw, if the simulation keeps that: a stream gives the same again."""
    if not model.keeps_draws:
        return None
    sampler = Sampler(model, first, count)
    drawn: Drawn = np.empty((len(model.variables), count), dtype=model.row_type)
    if count:
        for number, row in enumerate(drawn):
            sampler.drawn(number, row=row)
    return drawn

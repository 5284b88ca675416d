"""Which uncertain duration or window moves a target, and how far.

Many samples are not kept: an activity's stream gives the same numbers again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scheduling.risk.block import Block
from scheduling.risk.model import Drawn, Model, Row

FIFTH = 0.2

Integers: TypeAlias = NDArray[np.int32] | NDArray[np.uint16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Values with their ranks among all iterations, doubled so that ties have whole numbers."""

    ranks: NDArray[np.float64]
    spread: float

    @classmethod
    def of(cls, values: Row) -> "Ranked":
        """Rank ``values``."""
        offsets = values - values.min()
        middles = middle_ranks(np.bincount(offsets))
        ranks = middles[offsets] - (len(values) + 1)
        return cls(ranks=ranks, spread=float(np.dot(ranks, ranks)))


def middle_ranks(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Twice the mean rank, from 1, of each value, given how often it came."""
    ends = np.cumsum(counts)
    return (2 * ends - counts + 1).astype(np.float64)


def drawn_by(model: Model, kept: Drawn | None, variable: int) -> Integers:
    """What a variable drew in all iterations."""
    if kept is not None:
        row: Integers = kept[variable]
        return row
    return Block(model, 0, model.iterations).drawn(variable)


def rank_correlations(
    model: Model, kept: Drawn | None, targets: Sequence[Row], variables: range
) -> list[tuple[float, ...]]:
    """Spearman's coefficient of each of ``variables`` with each target's finish."""
    ranked = [Ranked.of(values) for values in targets]
    return [tuple(_correlations(drawn_by(model, kept, variable), ranked)) for variable in variables]


def _correlations(drawn: Integers, targets: Sequence[Ranked]) -> list[float]:
    values = drawn.astype(np.intp)
    counts = np.bincount(values)
    middles = middle_ranks(counts) - (len(drawn) + 1)
    spread = float(np.dot(counts, np.square(middles)))
    ranks = middles.take(values)
    found = []
    for target in targets:
        product = float(np.dot(ranks, target.ranks))
        scale = np.sqrt(spread * target.spread)
        found.append(max(-1.0, min(1.0, product / float(scale))) if scale else 0.0)
    return found


def conditional_percentiles(drawn: Integers, values: Row, share: float) -> tuple[int, int]:
    """The percentile of a target's ``values`` with ``drawn`` in its lowest, its highest fifth."""
    low = drawn <= order_statistic(drawn, FIFTH)
    high = drawn >= order_statistic(drawn, 1 - FIFTH)
    return order_statistic(values[low], share), order_statistic(values[high], share)


def order_statistic(values: Integers, share: float) -> int:
    """The least value that at least ``share`` of all do not exceed."""
    place = max(0, int(np.ceil(share * len(values) - 1e-9)) - 1)
    return int(np.partition(values, place)[place])

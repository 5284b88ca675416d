"""Which uncertain duration or window moves a target, and how far.

Many samples are not kept: an activity's stream gives the same numbers again.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduling.risk.model import Drawn, Model
from scheduling.risk.rows import Row
from scheduling.risk.sampling import Sampler

FIFTH = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Values with their ranks among all iterations, doubled so that ties have whole numbers."""

    ranks: NDArray[np.float64]
    spread: float

    @classmethod
    def of(cls, values: Row) -> "Ranked":
        """Rank ``values``."""
        offsets = values - values.min()
        ranks = middle_ranks(np.bincount(offsets), len(values))[offsets]
        return cls(ranks=ranks, spread=float(np.dot(ranks, ranks)))


def middle_ranks(counts: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """The mean rank of each value, doubled and from the middle, given how often it came."""
    middles: NDArray[np.float64] = (2.0 * counts.cumsum() - count) - counts
    return middles


def drawn_by(model: Model, kept: Drawn | None, variable: int) -> Row:
    """What a variable drew in all iterations."""
    if kept is None:
        return Sampler(model, 0, model.iterations).drawn(variable)
    row: Row = kept[variable]
    return row


def rank_correlations(
    model: Model, kept: Drawn | None, targets: Sequence[Row], variables: range
) -> list[tuple[float, ...]]:
    """Spearman's coefficient of each of ``variables`` with each target's finish."""
    ranked = [Ranked.of(values) for values in targets]
    return [tuple(_correlations(drawn_by(model, kept, variable), ranked)) for variable in variables]


def _correlations(drawn: Row, targets: Sequence[Ranked]) -> list[float]:
    values = drawn.astype(np.intp)
    counts = np.bincount(values)
    middles = middle_ranks(counts, len(drawn))
    spread = float((counts * middles).dot(middles))
    ranks = middles.take(values, mode="clip")
    found = []
    for target in targets:
        product = float(ranks.dot(target.ranks))
        scale = math.sqrt(spread * target.spread)
        found.append(max(-1.0, min(1.0, product / scale)) if scale else 0.0)
    return found


def conditional_percentiles(drawn: Row, values: Row, share: float) -> tuple[int, int]:
    """The percentile of a target's ``values`` with ``drawn`` in its lowest, its highest fifth."""
    low = drawn <= order_statistic(drawn, FIFTH)
    high = drawn >= order_statistic(drawn, 1 - FIFTH)
    return order_statistic(values[low], share), order_statistic(values[high], share)


def order_statistic(values: Row, share: float) -> int:
    """The least value that at least ``share`` of all do not exceed."""
    place = max(0, int(np.ceil(share * len(values) - 1e-9)) - 1)
    return int(np.partition(values, place)[place])

"""How long work may take: three-point distributions over the remaining working days.

A sample is the continuous distribution rounded to the nearest whole day, half a day up, and one day
at least: what is unfinished takes a day. It is drawn by inversion, so that more of the same uniform
number is never less work, which is what makes two simulations with common random numbers
comparable.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scheduling.errors import InvalidField
from scheduling.risk.rows import Row, row_type
from scheduling.risk.streams import Draws
from scheduling.validation import LONGEST

PERT_WEIGHT = 4
"""How much more the likely value of a beta-PERT distribution weighs than its ends."""

UNIFORMS = 1 << 32
"""How many equally likely numbers a draw chooses from."""

GUIDE_CELLS = 1 << 10
GUIDE_SHIFT = np.uint32(22)
"""Leaves the bits of a draw that number a cell of the guide."""

NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangular:
    """Least, likeliest and most remaining working days; the density is a triangle."""

    low: float
    likely: float
    high: float

    def cumulative(self, days: Floats) -> Floats:
        """The probability of at most so many ``days``, each within low and high."""
        width = self.high - self.low
        rising = np.square(days - self.low) / (width * max(self.likely - self.low, math.ulp(width)))
        falling = np.square(self.high - days) / (
            width * max(self.high - self.likely, math.ulp(width))
        )
        return np.where(days <= self.likely, rising, 1 - falling)


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaPert:
    """Least, likeliest and most remaining working days; a beta density with λ = 4."""

    low: float
    likely: float
    high: float

    def cumulative(self, days: Floats) -> Floats:
        """The probability of at most so many ``days``, ascending, each within low and high.

        The density is integrated over the angle whose squared sine is the share of the range: that
        takes the sharp ends off it.
        """
        width = self.high - self.low
        rise = 2 * PERT_WEIGHT * (self.likely - self.low) / width + 1
        fall = 2 * PERT_WEIGHT * (self.high - self.likely) / width + 1
        angles = np.arcsin(np.sqrt(np.clip((days - self.low) / width, 0, 1)))
        edges = np.concatenate(([0.0], angles, [math.pi / 2]))
        half = np.diff(edges)[:, None] / 2
        points = edges[:-1, None] + half * (NODES + 1)
        density = np.sin(points) ** rise * np.cos(points) ** fall
        areas = (density * half * WEIGHTS).sum(axis=1)
        shares: Floats = np.cumsum(areas)[:-1] / areas.sum()
        return shares


Uncertainty: TypeAlias = Triangular | BetaPert


def check_uncertainty(code: str, uncertainty: Uncertainty) -> None:
    """Three numbers of working days in their order; InvalidField names the one that is not."""
    if type(uncertainty) not in (Triangular, BetaPert):
        raise InvalidField(code, "uncertainty", "must be Triangular or BetaPert")
    for field in ("low", "likely", "high"):
        days = getattr(uncertainty, field)
        if type(days) not in (int, float) or not 0 <= days <= LONGEST:
            rule = f"must be a number of working days from 0 to {LONGEST}"
            raise InvalidField(code, f"uncertainty.{field}", rule)
    if uncertainty.likely < uncertainty.low:
        raise InvalidField(code, "uncertainty.likely", "must not be less than low")
    if uncertainty.high < uncertainty.likely:
        raise InvalidField(code, "uncertainty.high", "must not be less than likely")


def whole_days(days: float) -> int:
    """To the nearest whole day, half a day up, one at least."""
    return max(1, math.floor(days + 0.5))


def thresholds(uncertainty: Uncertainty) -> NDArray[np.uint32]:
    """For each whole number of days but the most: how many draws of all give no more.

    A draw below ``thresholds[0]`` is the least number of days, and so on upwards.
    """
    least, most = whole_days(uncertainty.low), whole_days(uncertainty.high)
    shares = (
        uncertainty.cumulative(np.arange(least, most, dtype=np.float64) + 0.5)
        if most > least
        else np.empty(0)
    )
    counts = np.rint(np.clip(shares, 0, 1) * UNIFORMS)
    return np.minimum(counts, UNIFORMS - 1).astype(np.uint32)


@dataclass(frozen=True, slots=True)
class Inverse:
    """From draws to numbers of days, the same as ``least`` and a search in ``thresholds``.

    ``guide`` answers by the first bits of a draw where no threshold lies among those that share
    them (and is 0 where one does): a search costs a mispredicted branch at every step.
    """

    least: int
    thresholds: NDArray[np.uint32]
    guide: Row

    @property
    def most(self) -> int:
        """The most days."""
        return self.least + len(self.thresholds)

    def fill(self, row: Row, draws: Draws) -> None:
        """Fill ``row`` with the days that each draw stands for."""
        guide = self.guide.astype(row.dtype, copy=False)
        guide.take(draws >> GUIDE_SHIFT, out=row, mode="clip")
        open_cases = (row == 0).nonzero()[0]
        found = self.thresholds.searchsorted(draws[open_cases], side="right")
        row[open_cases] = found + self.least


@lru_cache(maxsize=4096)
def inverse(uncertainty: Uncertainty) -> Inverse:
    """The inverse of the distribution rounded to whole days."""
    least, limits = whole_days(uncertainty.low), thresholds(uncertainty)
    cells = limits >> GUIDE_SHIFT
    edges = np.concatenate(([0], cells.astype(np.int64), [GUIDE_CELLS]))
    days = np.arange(least, least + len(limits) + 1, dtype=row_type(least + len(limits)))
    guide = np.repeat(days, np.diff(edges))
    guide[cells] = 0
    return Inverse(least, limits, guide)

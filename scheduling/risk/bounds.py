"""Between which instants every end stays, whatever is drawn."""

from dataclasses import dataclass
from typing import TypeAlias

from scheduling.risk.scale import INSTANT, Scale
from scheduling.standing import NO_DEMAND

NONE = -(1 << 30)
"""Demands nothing of an end."""

Range: TypeAlias = tuple[int, int]
"""The least and the most."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of all ends, as instants on a scale that is long enough."""

    scale: Scale
    low: list[int]
    high: list[int]
    units: list[int]
    """What each end is simulated in."""
    points: set[int]
    """The activities that take place at an instant: there is nothing to be done of them."""

    @classmethod
    def of(cls, scale: Scale, activities: int) -> "Bounds":
        """Bounds that are still to be set."""
        ends = 2 * activities
        return cls(scale, [NO_DEMAND] * ends, [NO_DEMAND] * ends, [INSTANT] * ends, set())

    def set(self, end: int, within: Range, unit: int = INSTANT) -> None:
        """Set the bounds of ``end``."""
        self.low[end], self.high[end] = within
        self.units[end] = unit

    @property
    def most(self) -> int:
        """The latest instant of all."""
        return max(self.high, default=NO_DEMAND)

    def varies(self, end: int) -> bool:
        """Whether ``end`` differs between iterations."""
        return self.low[end] < self.high[end]

    def range_of(self, end: int) -> Range:
        """The range of ``end`` in its unit."""
        number, unit = self.scale.number, self.units[end]
        return number(unit, self.low[end]), number(unit, self.high[end])

    def value(self, end: int) -> int | None:
        """The one value of ``end`` in its unit; None when it varies."""
        return None if self.varies(end) else self.range_of(end)[0]

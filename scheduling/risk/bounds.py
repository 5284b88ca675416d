"""Between which values every end stays, whatever is drawn."""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from scheduling.risk.scale import Route, Scale
from scheduling.risk.uncertainty import Uncertainty
from scheduling.standing import Standing

NONE = -(1 << 30)
"""Demands nothing of an end."""

Range: TypeAlias = tuple[int, int]
"""The least and the most."""


class Arriving(NamedTuple):
    """A link into an activity, and the range of what it demands."""

    end: int
    side: int
    route: Route
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The places in a window: ``room`` working days from number ``first`` of the calendar on."""

    first: int
    room: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One activity within its bounds; ``arriving`` are the links that may set its dates."""

    standing: Standing
    point: bool
    least_start: int
    least_finish: int
    work: Range
    uncertainty: Uncertainty | None
    window: Window | None
    arriving: tuple[Arriving, ...]
    start: Range
    finish: Range
    start_unit: int
    finish_unit: int


@dataclass(slots=True)
class Bounds:
    """The bounds of all activities on a scale that is long enough, by number."""

    scale: Scale
    of: dict[int, Bound] = field(default_factory=dict)

    def range_of(self, end: int) -> Range:
        """The range of an end."""
        bound = self.of[end >> 1]
        return bound.finish if end & 1 else bound.start

    def unit_of(self, end: int) -> int:
        """The unit of an end."""
        bound = self.of[end >> 1]
        return bound.finish_unit if end & 1 else bound.start_unit

"""The network as steps that a block of iterations runs through, each a few operations on rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scheduling.risk.streams import Stream
from scheduling.risk.uncertainty import Inverse

Row: TypeAlias = NDArray[np.int32]
"""One value for each iteration of a block."""

KEPT_DRAWS = 1 << 25
DRAWN_TOO_HIGH = 1 << 16

Drawn: TypeAlias = NDArray[np.uint16]
"""By variable and iteration, what was drawn."""

Value: TypeAlias = Row | int
"""A row, or the one value that all iterations share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What becomes of an end's value at the other end of a link: ``shift``, or a ``table``."""

    shift: int = 0
    table: Row | None = None

    @property
    def makes_new(self) -> bool:
        """Whether it makes a new row of a row."""
        return self.table is not None or self.shift != 0

    def of(self, value: Value) -> Value:
        """``value`` at the other end."""
        if self.table is not None:
            return self.table.take(value, mode="clip")
        return value + self.shift if self.shift else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A link whose demand differs between iterations and may bind; ``end`` is its predecessor's."""

    end: int
    side: int
    transfer: Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A link whose demand is the same ``value`` in all iterations."""

    end: int
    side: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Remaining working days: ``least`` and what the ``inverse`` of its distribution adds."""

    code: str
    least: int
    inverse: Inverse
    stream: Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a window: ``room`` working days less the work, and one, are equally likely.

    ``days`` holds the value of each place for what has no length; for work it is ``first`` and
    upwards.
    """

    code: str
    room: int
    work: int
    duration: int | None
    """The number of the variable that draws the work; None when it is ``work`` days."""
    first: int
    days: Row | None
    stream: Stream


Variable: TypeAlias = Duration | Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How one activity follows from its predecessors.

    ``least_start`` and ``least_finish`` are what holds in every iteration; for what has no length
    (``point``) the first alone counts. A drawn work or window is the number of its variable.
    """

    number: int
    point: bool
    least_start: int
    least_finish: int
    starts: Sequence[Demand]
    """The demands on its start; of a ``point``, all of them."""
    finishes: Sequence[Demand]
    known: Sequence[Known]
    work: int
    duration: int | None = None
    window: int | None = None
    start_varies: bool
    finish_varies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A link that may or may not hold: it does where the demand is not after the other end."""

    source: int
    demand: Transfer
    end: int
    instants: Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """A candidate for the project's end: by instant, and by the day it shows (and one)."""

    end: int
    instants: Transfer
    days: Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whose finish is asked for.

    ``number`` is None for the project, which ends with the last of ``finishes``. ``links`` are the
    links into it: those that come closest lead to it where no driving link does.
    """

    code: str
    number: int | None
    links: Sequence[Rule] = ()
    finishes: Sequence[Finish] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """All of it; the values of ends are counted from the floor, each in its unit."""

    seed: int
    iterations: int
    ends: Sequence[int | None]
    """The ends that are the same in all iterations; None where they differ."""
    steps: Sequence[Step]
    variables: Sequence[Variable]
    targets: Sequence[Target]
    rules: Sequence[Rule]
    groups: Sequence[Sequence[int]] = field(default=())
    """Rules that have to hold together: those of each fixed event."""

    @property
    def keeps_draws(self) -> bool:
        """Whether what is drawn is kept, being little, or else drawn again when asked for."""
        fits = all(
            isinstance(each, Duration) or each.room < DRAWN_TOO_HIGH for each in self.variables
        )
        return fits and len(self.variables) * self.iterations <= KEPT_DRAWS

    @property
    def rows(self) -> int:
        """How many rows a block needs."""
        return sum(end is None for end in self.ends)

"""The network as steps that a block of iterations runs through, each a few operations on rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np

from scheduling.risk.bounds import NONE
from scheduling.risk.rows import Row, RowType, Value, moved, wide
from scheduling.risk.scale import Numbers
from scheduling.risk.streams import Stream
from scheduling.risk.uncertainty import Inverse

KEPT_BYTES = 1 << 26
"""How much of what is drawn is kept, rather than drawn again."""

Drawn: TypeAlias = Row
"""By variable and iteration, what was drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What becomes of an end's value at the other end of a link: ``shift``, or a ``table``."""

    shift: int = 0
    table: Row | None = None

    def of(self, value: Value, row: Row | None = None) -> Value:
        """``value`` at the other end, in ``row`` where that is given and it is another."""
        if self.table is None:
            return moved(value, self.shift, row)
        if isinstance(value, int):
            return int(self.table.take(value, mode="clip"))
        return self.table.take(value, out=row, mode="clip")


class Demand(NamedTuple):
    """Links by one route: the latest of ``ends`` is demanded; what they ask for differs.

    ``transfer`` is the number of the route's transfer, which keeps the order of values.
    """

    transfer: int
    ends: Sequence[int]


class Known(NamedTuple):
    """A link from ``end`` that asks for the same ``value`` in all iterations."""

    end: int
    value: int


class Binding(NamedTuple):
    """What an end follows from: ``least`` holds in every iteration."""

    least: int
    known: Sequence[Known]
    demands: Sequence[Demand]

    @property
    def binds(self) -> bool:
        """Whether anything is asked of the end."""
        return self.least > NONE or bool(self.demands)


UNBOUND = Binding(NONE, (), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Remaining working days, by the ``inverse`` of their distribution."""

    code: str
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
    days: Numbers | None
    stream: Stream


Variable: TypeAlias = Duration | Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How one activity follows from its predecessors.

    What has no length (a ``point``) has no ``close`` but its begin. ``duration`` and ``place`` are
    the numbers of the variables that draw its work, and its place in a window.
    """

    number: int
    point: bool
    begin: Binding
    close: Binding = UNBOUND
    work: int = 0
    duration: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A link that may or may not hold: it does where the demand is not after the other end."""

    source: int
    demand: Transfer
    end: int
    instants: Transfer

    def demanded(self, ends: Sequence[Value]) -> Value:
        """The instants that it demands."""
        return self.demand.of(wide(ends[self.source]))

    def instant(self, ends: Sequence[Value]) -> Value:
        """The instants of the other end."""
        return self.instants.of(wide(ends[self.end]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """A candidate for the project's end: by instant, and by the day it shows (and one)."""

    end: int
    instants: Transfer
    days: Transfer

    def instant(self, ends: Sequence[Value]) -> Value:
        """Its instants."""
        return self.instants.of(wide(ends[self.end]))

    def day(self, ends: Sequence[Value]) -> Value:
        """The instants that end the days it shows."""
        return self.days.of(wide(ends[self.end]))


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
    """All of it; ends are simulated each in its unit, in rows of ``row_type``."""

    row_type: RowType
    seed: int
    iterations: int
    ends: Sequence[int | None]
    """The ends that are the same in all iterations; None where they differ."""
    steps: Sequence[Step]
    transfers: Sequence[Transfer]
    """Of the demands, by number."""
    variables: Sequence[Variable]
    targets: Sequence[Target]
    rules: Sequence[Rule]
    groups: Sequence[Sequence[int]] = field(default=())
    """Rules that have to hold together: those of each fixed event."""

    @property
    def keeps_draws(self) -> bool:
        """Whether what is drawn is kept, being little."""
        return len(self.variables) * self.iterations * self.item <= KEPT_BYTES

    @property
    def rows(self) -> int:
        """How many rows a block needs at the most."""
        return 2 * len(self.steps)

    @property
    def item(self) -> int:
        """How many bytes a value takes."""
        return np.dtype(self.row_type).itemsize

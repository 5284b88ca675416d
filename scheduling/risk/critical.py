"""In which iterations an activity is on the critical path: the driving links, followed back."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scheduling.risk.model import Binding, Model, Step, Target
from scheduling.risk.rows import Value, later

Mask: TypeAlias = NDArray[np.bool_]
"""Of each iteration of a block, whether it is so."""


class Paths:
    """The critical paths to one target in the iterations of a block.

    ``ends`` are the values of all ends, ``begins`` those at which the work to be done begins.
    """

    def __init__(
        self,
        model: Model,
        target: Target,
        ends: Sequence[Value],
        begins: Mapping[int, Value],
        count: int,
    ) -> None:
        self.model = model
        self.target = target
        self.ends = ends
        self.begins = begins
        self.count = count
        self.on: dict[int, Mask] = {}

    def counts(self) -> dict[int, int]:
        """In how many iterations each activity is on the path, where it ever is."""
        self._begin()
        counts = {}
        for step in reversed(self.model.steps):
            on = self.on.pop(step.number, None)
            if on is not None and (times := int(np.count_nonzero(on))):
                counts[step.number] = times
                self._follow(step, on)
        counts.update((j, int(np.count_nonzero(on))) for j, on in self.on.items() if on.any())
        return counts

    def _begin(self) -> None:
        """Mark the activities with which the paths end."""
        target = self.target
        if target.number is not None:
            self.on[target.number] = np.ones(self.count, dtype=bool)
            if target.number not in self.begins:
                self._lead(self.on[target.number])
            return
        instants = [each.instant(self.ends) for each in target.finishes]
        last = reduce(later, instants)
        for each, instant in zip(target.finishes, instants, strict=True):
            self._add(each.end >> 1, np.broadcast_to(np.equal(instant, last), self.count))

    def _follow(self, step: Step, on: Mask) -> None:
        """Mark the predecessors that drive an activity where it is on the path itself."""
        driving = [*self._driving(step.begin, self.begins[step.number], on)]
        if not step.point:
            driving += self._driving(step.close, self.ends[2 * step.number + 1], on)
        for end, drives in driving:
            self._add(end >> 1, drives)
        if step.number == self.target.number:
            self._lead(reduce(np.logical_and, [~drives for _, drives in driving], on))

    def _driving(self, binding: Binding, at: Value, on: Mask) -> Iterator[tuple[int, Mask]]:
        """The ends that set an end which is ``at``, and in which of the iterations ``on``."""
        for end, value in binding.known:
            yield end, np.equal(value, at) & on
        for number, ends in binding.demands:
            transfer = self.model.transfers[number]
            for end in ends:
                yield end, np.equal(transfer.of(self.ends[end]), at) & on

    def _lead(self, on: Mask) -> None:
        """Mark the predecessors that come closest to the target, where none drives it."""
        links, ends = self.target.links, self.ends
        if not links or not on.any():
            return
        lateness = [each.demanded(ends) - each.instant(ends) for each in links]
        most = reduce(later, lateness)
        for link, each in zip(links, lateness, strict=True):
            self._add(link.source >> 1, np.equal(each, most) & on)

    def _add(self, j: int, on: Mask) -> None:
        known = self.on.get(j)
        self.on[j] = on if known is None else known | on

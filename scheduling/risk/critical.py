"""In which iterations an activity is on the critical path: the driving links, followed back."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scheduling.risk.model import Demand, Known, Model, Step, Target, Value

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
        instants = [each.instants.of(self.ends[each.end]) for each in target.finishes]
        last = greatest(instants)
        for each, instant in zip(target.finishes, instants, strict=True):
            self._add(each.end >> 1, np.equal(instant, last))

    def _follow(self, step: Step, on: Mask) -> None:
        """Mark the predecessors that drive an activity where it is on the path itself."""
        begins, close = self.begins[step.number], self.ends[2 * step.number + 1]
        is_target = step.number == self.target.number
        driven = np.zeros(self.count, dtype=bool)
        links: tuple[Known | Demand, ...] = (*step.known, *step.starts, *step.finishes)
        for link in links:
            end = close if link.side and not step.point else begins
            value = link.value if isinstance(link, Known) else link.transfer.of(self.ends[link.end])
            drives = np.equal(value, end) & on
            self._add(link.end >> 1, drives)
            if is_target:
                driven |= drives
        if is_target:
            self._lead(on & ~driven)

    def _lead(self, on: Mask) -> None:
        """Mark the predecessors that come closest to the target, where none drives it."""
        links, ends = self.target.links, self.ends
        if not links or not on.any():
            return
        lateness = [
            each.demand.of(ends[each.source]) - each.instants.of(ends[each.end]) for each in links
        ]
        most = greatest(lateness)
        for link, each in zip(links, lateness, strict=True):
            self._add(link.source >> 1, np.equal(each, most) & on)

    def _add(self, j: int, on: Mask) -> None:
        known = self.on.get(j)
        if known is None:
            self.on[j] = np.array(np.broadcast_to(on, self.count))
        else:
            known |= on


def greatest(values: Sequence[Value]) -> Value:
    """The greatest of them in each iteration."""
    return reduce(np.maximum, values)

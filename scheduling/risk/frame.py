"""From the values that are simulated to days: where they are counted from, and in what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from scheduling.activities import FINISH, Boundary
from scheduling.passes import GIVEN
from scheduling.risk.bounds import Bounds
from scheduling.risk.model import Transfer
from scheduling.risk.scale import INSTANT, Numbers, Route
from scheduling.schedule import Schedule
from scheduling.standing import Kind


@dataclass(frozen=True, slots=True)
class Frame:
    """A schedule's bounds, with the value from which each unit is counted in the iterations."""

    schedule: Schedule
    bounds: Bounds
    origins: Mapping[int, int]

    @classmethod
    def of(cls, schedule: Schedule, bounds: Bounds) -> "Frame":
        """Count each unit from the least value that any end takes."""
        origins = {unit: bounds.scale.origin(unit) for unit in {INSTANT, *bounds.scale.units}}
        for bound in bounds.of.values():
            for (low, high), unit in (
                (bound.start, bound.start_unit),
                (bound.finish, bound.finish_unit),
            ):
                if low < high and low < origins[unit]:
                    origins[unit] = low
        return cls(schedule, bounds, origins)

    def value(self, end: int) -> int | None:
        """The one value of ``end``; None when it varies."""
        low, high = self.bounds.range_of(end)
        return None if low < high else low - self.origins[self.bounds.unit_of(end)]

    def transfer(self, route: Route, most: int, cache: dict[Route, Transfer]) -> Transfer:
        """``route`` for counted values; a table reaches up to ``most``, which is not counted."""
        scale = self.bounds.scale
        shift = scale.shift(route)
        here, there = self.origins[route.unit], self.origins[scale.target_unit(route)]
        if shift is not None:
            return Transfer(shift=shift + here - there)
        known = cache.get(route)
        if known is not None and known.table is not None and len(known.table) > most - here:
            return known
        values = scale.arrive(route, np.arange(here, most + 1)) - there
        cache[route] = Transfer(table=values.astype(np.int32))
        return cache[route]

    def finish_days(self, i: int, values: NDArray[np.int32]) -> Numbers:
        """The last days, inclusive, of activity *i*, as offsets on the axis."""
        bound, scale = self.bounds.of[i], self.bounds.scale
        unit = bound.finish_unit
        instants = scale.instants(unit, FINISH, values.astype(np.int64) + self.origins[unit])
        if bound.standing.kind in GIVEN:
            opens = (bound.start == bound.finish) and (
                self.schedule.prepared.activity(i).boundary is Boundary.START
            )
            return instants if opens else instants - 1
        if not bound.point:
            return instants - 1
        if bound.standing.kind is Kind.START_MILESTONE:
            return instants
        calendar = self.schedule.network.topology.calendars[i]
        closes = (instants != scale.floor) & scale.is_worked(instants - 1, calendar)
        shown: Numbers = instants - closes
        return shown

    def showing(self, i: int) -> Transfer:
        """From the finish of activity *i* to the instant that ends its last day."""
        low, high = self.bounds.of[i].finish
        here = self.origins[self.bounds.of[i].finish_unit]
        first = min(low, here)
        values = np.arange(first - here, high - here + 1, dtype=np.int32)
        shown = (self.finish_days(i, values) + 1 - self.origins[INSTANT]).astype(np.int32)
        steps = np.unique(shown - values)
        if len(steps) == 1:
            return Transfer(shift=int(steps[0]))
        return Transfer(table=shown[here - first :])

    def target_days(self, number: int | None, values: Iterable[int]) -> tuple[date, ...]:
        """The days of a target's ``values``: of an activity, or of the project."""
        row = np.array(list(values), dtype=np.int32)
        if number is None:
            days = row.astype(np.int64) + self.origins[INSTANT] - 1
        else:
            days = self.finish_days(number, row)
        return tuple(map(self.day, days.tolist()))

    def day(self, offset: int) -> date:
        """The day at an offset on the axis."""
        return self.bounds.scale.axis.day(offset)

"""From the values that are simulated to days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from scheduling.activities import FINISH, Boundary
from scheduling.risk.bounds import Bounds
from scheduling.risk.model import Transfer
from scheduling.risk.rows import Row
from scheduling.risk.scale import Numbers
from scheduling.schedule import Schedule
from scheduling.standing import Kind


@dataclass(frozen=True, slots=True)
class Frame:
    """A schedule, and the bounds and units in which it is simulated."""

    schedule: Schedule
    bounds: Bounds

    def kind(self, i: int) -> Kind:
        """How activity *i* stands."""
        return self.schedule.prepared.setting.standings[i].kind

    def finish_days(self, i: int, values: Row) -> Numbers:
        """The last days, inclusive, of activity *i*, as offsets on the axis."""
        bounds, scale, kind = self.bounds, self.bounds.scale, self.kind(i)
        instants = scale.instants(bounds.units[2 * i + 1], FINISH, values.astype(np.int64))
        if kind.is_given:
            opens = bounds.low[2 * i] == bounds.low[2 * i + 1] and (
                self.schedule.prepared.activity(i).boundary is Boundary.START
            )
            return instants if opens else instants - 1
        if i not in bounds.points:
            return instants - 1
        if kind is Kind.START_MILESTONE:
            return instants
        calendar = self.schedule.network.topology.calendars[i]
        closes = (instants != scale.floor) & scale.is_worked(instants - 1, calendar)
        shown: Numbers = instants - closes
        return shown

    def showing(self, i: int) -> Transfer:
        """From the finish of activity *i* to the instant that ends its last day."""
        low, high = self.bounds.range_of(2 * i + 1)
        values = np.arange(high + 1, dtype=np.int32)
        shown = self.finish_days(i, values) + 1
        steps = (shown - values)[low:]
        if steps.min() == steps.max():
            return Transfer(shift=int(steps[0]))
        return Transfer(table=shown.astype(np.int32))

    def target_days(self, number: int | None, values: Iterable[int]) -> tuple[date, ...]:
        """The days of a target's ``values``: of an activity, or of the project."""
        row = np.array(list(values), dtype=np.int32)
        days = row - 1 if number is None else self.finish_days(number, row)
        return tuple(map(self.day, days.tolist()))

    def day(self, offset: int) -> date:
        """The day at an offset on the axis."""
        return self.bounds.scale.axis.day(offset)

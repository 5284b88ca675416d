"""Builds the model that is simulated from what was read of a schedule."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from scheduling.activities import Link
from scheduling.risk.frame import Frame
from scheduling.risk.model import Finish, Model, Rule, Target, Transfer
from scheduling.risk.reading import Reading
from scheduling.risk.rows import RowType, row_type
from scheduling.risk.scale import NO_LAG, Lag, Roll, Route
from scheduling.standing import NO_DEMAND, Kind
from scheduling.targets import is_project


class Builder:
    """Builds one model."""

    def __init__(self, frame: Frame, reading: Reading) -> None:
        self.frame = frame
        self.reading = reading
        self.bounds = frame.bounds
        self.topology = frame.schedule.network.topology
        self._instants_of: dict[Route, Transfer] = {}

    def model(
        self,
        targets: Sequence[str],
        rules: Sequence[Link],
        groups: Sequence[Sequence[int]],
        seed: int,
        iterations: int,
    ) -> Model:
        """The model; ``groups`` number the ``rules`` that have to hold together."""
        longest = max((abs(route.lag.days) for route in self.reading.routes), default=0)
        values = row_type(self.bounds.most + longest)
        return Model(
            row_type=values,
            seed=seed,
            iterations=iterations,
            ends=[self.bounds.value(end) for end in range(2 * len(self.topology.codes))],
            steps=self.reading.steps,
            transfers=[self._transfer(route, values) for route in self.reading.routes],
            variables=self.reading.variables,
            targets=[self._target(code) for code in targets],
            rules=[self._rule(link) for link in rules],
            groups=groups,
        )

    def _transfer(self, route: Route, values: RowType) -> Transfer:
        """``route`` for all values that there are."""
        scale = self.bounds.scale
        shift = scale.shift(route)
        if shift is not None:
            return Transfer(shift=shift)
        most = scale.number(route.unit, self.bounds.most)
        return Transfer(table=scale.arrive(route, np.arange(most + 1)).astype(values))

    def _rule(self, link: Link) -> Rule:
        source, end, lag, unit = self.topology.demand(link)
        waits = self.bounds.high[source] != NO_DEMAND
        moved_by = Lag(days=lag, unit=unit) if waits else NO_LAG
        roll = Roll.CLOSED if waits and end & 1 and self._has_work(end >> 1) else Roll.STAYS
        calendar = self.topology.calendars[end >> 1]
        return Rule(
            source=source,
            demand=self._instants(source, moved_by, roll, calendar),
            end=end,
            instants=self._instants(end),
        )

    def _has_work(self, j: int) -> bool:
        return not self.frame.kind(j).is_given and j not in self.bounds.points

    def _instants(
        self, end: int, lag: Lag = NO_LAG, roll: Roll = Roll.STAYS, calendar: int = 0
    ) -> Transfer:
        """From the values of ``end`` to instants, moved by ``lag`` and rolled on ``calendar``."""
        unit = self.bounds.units[end]
        route = Route(unit=unit, side=end & 1, lag=lag, roll=roll, calendar=calendar)
        if route not in self._instants_of:
            self._instants_of[route] = self._transfer(route, np.int32)
        return self._instants_of[route]

    def _target(self, code: str) -> Target:
        if is_project(self.frame.schedule.prepared, code):
            return Target(code=code, number=None, finishes=tuple(self._finishes()))
        number = self.topology.index[code]
        links: Iterable[Link] = self.frame.schedule.network.links_into[code]
        if self.frame.kind(number) is Kind.DONE:
            links = ()
        return Target(code=code, number=number, links=tuple(map(self._rule, links)))

    def _finishes(self) -> Iterator[Finish]:
        """The activities that can be the last to finish."""
        passed, low, high = set(self._passed()), self.bounds.low[1::2], self.bounds.high[1::2]
        ends = [
            j
            for j in self.topology.order
            if self.frame.kind(j) is not Kind.CANCELLED and j not in passed
        ]
        # a day apart may show as the same day
        enough = max((low[j] for j in ends), default=0) - 1
        for j in ends:
            if high[j] >= enough:
                end = 2 * j + 1
                instants = self._instants(end)
                days = instants if self._has_work(j) else self.frame.showing(j)
                yield Finish(end=end, instants=instants, days=days)

    def _passed(self) -> Iterator[int]:
        """The activities after whose finish there is work in every iteration."""
        setting = self.frame.schedule.prepared.setting
        for step in self.reading.steps:
            if not step.point:
                for source, end, lag, _ in setting.binding(step.number):
                    if source & 1 and not end & 1 and lag >= 0:
                        yield source >> 1

"""Builds the model that is simulated from a schedule and its bounds."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from scheduling.activities import FINISH, START, Link
from scheduling.passes import GIVEN
from scheduling.risk.bounds import NONE, Bound, Window
from scheduling.risk.frame import Frame
from scheduling.risk.model import (
    Demand,
    Duration,
    Finish,
    Known,
    Model,
    Position,
    Rule,
    Step,
    Target,
    Transfer,
    Variable,
)
from scheduling.risk.reading import places_of
from scheduling.risk.scale import INSTANT, NO_LAG, Lag, Roll, Route
from scheduling.risk.streams import Stream
from scheduling.risk.uncertainty import inverse
from scheduling.standing import NO_DEMAND, Kind
from scheduling.targets import is_project

DURATION, WINDOW = 0, 1
"""What an activity draws, each from its own stream."""


class Builder:
    """Builds one model."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.bounds = frame.bounds
        self.topology = frame.schedule.network.topology
        self.variables: list[Variable] = []
        self._transfers: dict[Route, Transfer] = {}

    def model(
        self,
        targets: Sequence[str],
        rules: Sequence[Link],
        groups: Sequence[Sequence[int]],
        seed: int,
        iterations: int,
    ) -> Model:
        """The model; ``groups`` number the ``rules`` that have to hold together."""
        steps = [self._step(j) for j in self.topology.order if self._is_simulated(j)]
        return Model(
            seed=seed,
            iterations=iterations,
            ends=[self.frame.value(end) for end in range(2 * len(self.topology.codes))],
            steps=steps,
            variables=self.variables,
            targets=[self._target(code) for code in targets],
            rules=[self._rule(link) for link in rules],
            groups=groups,
        )

    def _is_simulated(self, j: int) -> bool:
        return self.bounds.of[j].standing.kind not in GIVEN

    def _step(self, j: int) -> Step:
        bound = self.bounds.of[j]
        start_unit = INSTANT if bound.point else bound.finish_unit
        origin = self.frame.origins[start_unit]
        known, demands = self._links(bound, origin)
        duration, window = self._variables(j, bound)
        start_varies = bound.start[0] < bound.start[1]
        return Step(
            number=j,
            point=bound.point,
            least_start=self._least(bound, START, origin),
            least_finish=self._least(bound, FINISH, origin),
            starts=[each for each in demands if bound.point or each.side == START],
            finishes=[each for each in demands if not bound.point and each.side == FINISH],
            known=known,
            work=bound.work[0],
            duration=duration,
            window=window,
            start_varies=start_varies,
            finish_varies=bound.finish[0] < bound.finish[1],
        )

    def _least(self, bound: Bound, side: int, origin: int) -> int:
        """What holds in every iteration; NONE when a link that varies always asks for as much."""
        least = bound.least_finish if side else bound.least_start
        here = [each for each in bound.arriving if bound.point or each.side == side]
        least = max([least, *(each.low for each in here if each.low == each.high)])
        if any(each.low >= least for each in here if each.low < each.high):
            return NONE
        return least - origin if least > NONE else NONE

    def _links(self, bound: Bound, origin: int) -> tuple[list[Known], list[Demand]]:
        known, demands = [], []
        for each in bound.arriving:
            if each.low == each.high:
                known.append(Known(end=each.end, side=each.side, value=each.low - origin))
            else:
                most = self.bounds.range_of(each.end)[1]
                transfer = self.frame.transfer(each.route, most, self._transfers)
                demands.append(Demand(end=each.end, side=each.side, transfer=transfer))
        return known, demands

    def _variables(self, j: int, bound: Bound) -> tuple[int | None, int | None]:
        code, duration, window = self.topology.codes[j], None, None
        if bound.uncertainty is not None:
            duration = len(self.variables)
            least, stream = bound.work[0], Stream.of(code, DURATION)
            days = inverse(bound.uncertainty)
            self.variables.append(Duration(code=code, least=least, inverse=days, stream=stream))
        if bound.window is not None:
            window = len(self.variables)
            self.variables.append(self._position(j, bound, bound.window, duration))
        return duration, window

    def _position(self, j: int, bound: Bound, window: Window, duration: int | None) -> Position:
        code, days = self.topology.codes[j], None
        if bound.point:
            calendar = self.topology.calendars[j]
            roll = Roll.OPENS if bound.standing.kind is Kind.START_MILESTONE else Roll.CLOSES
            places = places_of(self.bounds.scale, window, calendar, roll)
            days = (places - self.frame.origins[INSTANT]).astype(np.int32)
        return Position(
            code=code,
            room=window.room,
            work=1 if bound.point else bound.work[0],
            duration=duration,
            first=window.first - self.frame.origins[bound.finish_unit],
            days=days,
            stream=Stream.of(code, WINDOW),
        )

    def _rule(self, link: Link) -> Rule:
        source, end, lag, unit = self.topology.demand(link)
        waits = self.bounds.range_of(source)[1] != NO_DEMAND
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
        return self._is_simulated(j) and not self.bounds.of[j].point

    def _instants(
        self, end: int, lag: Lag = NO_LAG, roll: Roll = Roll.STAYS, calendar: int = 0
    ) -> Transfer:
        """From the values of ``end`` to instants, moved by ``lag`` and rolled on ``calendar``."""
        unit, (low, high) = self.bounds.unit_of(end), self.bounds.range_of(end)
        route = Route(unit=unit, side=end & 1, lag=lag, roll=roll, calendar=calendar)
        if low == high and self.bounds.scale.shift(route) is None:
            origin = self.frame.origins
            value = int(self.bounds.scale.arrive(route, np.array(low)))
            return Transfer(shift=value - origin[INSTANT] - (low - origin[unit]))
        return self.frame.transfer(route, high, self._transfers)

    def _target(self, code: str) -> Target:
        if is_project(self.frame.schedule.prepared, code):
            return Target(code=code, number=None, finishes=tuple(self._finishes()))
        number = self.topology.index[code]
        links: Iterable[Link] = self.frame.schedule.network.links_into[code]
        if self.bounds.of[number].standing.kind is Kind.DONE:
            links = ()
        return Target(code=code, number=number, links=tuple(map(self._rule, links)))

    def _finishes(self) -> Iterator[Finish]:
        """The activities that can be the last to finish."""
        passed = self._passed()
        instants = {
            j: tuple(self._finish_instants(bound))
            for j, bound in self.bounds.of.items()
            if bound.standing.kind is not Kind.CANCELLED and j not in passed
        }
        # a day apart may show as the same day
        enough = max((low for low, _ in instants.values()), default=0) - 1
        for j, (_, high) in instants.items():
            if high >= enough:
                end = 2 * j + 1
                transfer = self._instants(end)
                yield Finish(end=end, instants=transfer, days=self.frame.showing(j))

    def _passed(self) -> set[int]:
        """The activities after whose finish there is work in every iteration."""
        return {
            each.end >> 1
            for bound in self.bounds.of.values()
            if not bound.point
            for each in bound.arriving
            if each.side is START and each.end & 1 and each.route.lag.days >= 0
        }

    def _finish_instants(self, bound: Bound) -> Iterator[int]:
        scale = self.bounds.scale
        for value in bound.finish:
            yield int(scale.instants(bound.finish_unit, FINISH, np.array(value)))

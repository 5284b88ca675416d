"""What the links into an activity demand of it at the least and at the most, and which matter."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from scheduling.passes import Setting, close_of_work
from scheduling.risk.bounds import NONE, Bounds, Range
from scheduling.risk.model import Binding, Demand, Known
from scheduling.risk.scale import NO_LAG, Lag, Roll, Route
from scheduling.standing import NO_DEMAND


class Arriving(NamedTuple):
    """A link from the end ``source``, and the range of its demand in the activity's unit."""

    source: int
    lag: Lag
    low: int
    high: int


class Links:
    """Reads links within bounds, and numbers their routes."""

    def __init__(self, setting: Setting, bounds: Bounds) -> None:
        self.setting = setting
        self.bounds = bounds
        self.routes: dict[Route, int] = {}

    def arriving(self, j: int, roll: Roll) -> tuple[list[Arriving], list[Arriving]]:
        """The links that bind the start of *j*, and its finish."""
        low, high, rolled = self.bounds.low, self.bounds.high, self.rolling(roll, j)
        sides: tuple[list[Arriving], list[Arriving]] = ([], [])
        for source, end, days, unit in self.setting.binding(j):
            is_silent = high[source] == NO_DEMAND
            if is_silent and roll is not Roll.STAYS:
                continue
            lag = Lag(days, unit) if days and not is_silent else NO_LAG
            first = self._demand(low[source], lag, rolled)
            last = self._demand(high[source], lag, rolled)
            sides[end & 1].append(Arriving(source, lag, first, last))
        return sides

    def _demand(self, instant: int, lag: Lag, rolled: Callable[[int], int]) -> int:
        """What a link from an end at ``instant`` demands."""
        return rolled(self.setting.moved(instant, *lag) if lag.days else instant)

    def rolling(self, roll: Roll, j: int) -> Callable[[int], int]:
        """What *j* makes of a demand, in its unit."""
        table = self.setting.table(j)
        if roll is Roll.TO_WORK:
            return table.before.__getitem__
        if roll is Roll.OPENS:
            return table.opens
        return partial(close_of_work, self.setting, table) if roll is Roll.CLOSES else int

    def binding(
        self, arriving: Iterable[Arriving], least: int, earliest: int, roll: Roll, j: int
    ) -> Binding:
        """What binds an end of *j* that is ``earliest`` at the earliest, and asked for ``least``.

        Links that never ask for as much are left out. So is what holds in every iteration, when a
        link that varies always asks for as much.
        """
        known, demands, always = [], dict[int, list[int]](), NONE
        for each in arriving:
            if each.high < earliest:
                continue
            if each.low == each.high:
                known.append(Known(each.source, each.low))
                least = max(least, each.low)
            else:
                demands.setdefault(self._route(each, roll, j), []).append(each.source)
                always = max(always, each.low)
        return Binding(
            least=NONE if demands and always >= least else least,
            known=known,
            demands=[Demand(route, ends) for route, ends in demands.items()],
        )

    def _route(self, arriving: Arriving, roll: Roll, j: int) -> int:
        """The number of the route of a link into *j*."""
        source, calendar = arriving.source, self.setting.topology.calendars[j]
        route = Route(self.bounds.units[source], source & 1, arriving.lag, roll, calendar)
        return self.routes.setdefault(route, len(self.routes))


def latest(least: int, arriving: Iterable[Arriving]) -> Range:
    """The range of the latest of ``least`` and all demands."""
    low = high = least
    for each in arriving:
        low, high = max(low, each.low), max(high, each.high)
    return low, high

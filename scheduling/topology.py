"""The network as plain lists of numbers, in topological order: what the passes run on.

Activity *i* has two ends: ``2 * i`` is its start, ``2 * i + 1`` its finish. With that, the four
link types are one formula: an end of the successor must not come before an end of the predecessor,
moved by the lag.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduling.activities import Activity, LagUnit, Link, LinkType
from scheduling.calendars import Calendar
from scheduling.errors import CycleError
from scheduling.graph import find_cycle

START, FINISH = 0, 1
CALENDAR_DAYS = -1

FROM_END = {LinkType.FS: FINISH, LinkType.SS: START, LinkType.FF: FINISH, LinkType.SF: START}
TO_END = {LinkType.FS: START, LinkType.SS: START, LinkType.FF: FINISH, LinkType.SF: FINISH}

Demand = tuple[int, int, int, int]
"""(other end, own side START or FINISH, lag, number of the lag's calendar or CALENDAR_DAYS)"""


@dataclass(frozen=True, kw_only=True)
class Topology:
    """``incoming[i]`` and ``outgoing[i]`` hold the demands of the links into and out of *i*."""

    codes: Sequence[str]
    index: Mapping[str, int]
    calendars: Sequence[int]
    """The number of each activity's calendar, in the order of ``Network.calendars``."""
    incoming: Sequence[Sequence[Demand]]
    outgoing: Sequence[Sequence[Demand]]
    order: Sequence[int]

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each code in the topological order."""
        return {self.codes[i]: place for place, i in enumerate(self.order)}

    def demand(self, link: Link) -> Demand:
        """``link`` as its successor's incoming demand."""
        i = self.index[link.predecessor]
        unit = CALENDAR_DAYS if link.unit is LagUnit.CALENDAR_DAYS else self.calendars[i]
        return (2 * i + FROM_END[link.type], TO_END[link.type], link.lag, unit)


def topology_of(
    activities: Mapping[str, Activity], calendars: Mapping[str, Calendar], links: Sequence[Link]
) -> Topology:
    """The lists; CycleError names a cycle when there is one."""
    codes = tuple(activities)
    index = {code: i for i, code in enumerate(codes)}
    numbers = {name: n for n, name in enumerate(calendars)}
    calendar_of = [numbers[activity.calendar] for activity in activities.values()]
    incoming: list[list[Demand]] = [[] for _ in codes]
    outgoing: list[list[Demand]] = [[] for _ in codes]
    for link in links:
        i, j = index[link.predecessor], index[link.successor]
        unit = CALENDAR_DAYS if link.unit is LagUnit.CALENDAR_DAYS else calendar_of[i]
        source, target = FROM_END[link.type], TO_END[link.type]
        incoming[j].append((2 * i + source, target, link.lag, unit))
        outgoing[i].append((2 * j + target, source, link.lag, unit))
    return Topology(
        codes=codes,
        index=index,
        calendars=calendar_of,
        incoming=incoming,
        outgoing=outgoing,
        order=_topological_order(codes, incoming, outgoing),
    )


def _topological_order(
    codes: Sequence[str],
    incoming: Sequence[Sequence[Demand]],
    outgoing: Sequence[Sequence[Demand]],
) -> list[int]:
    waiting = [len(demands) for demands in incoming]
    order = [i for i, count in enumerate(waiting) if not count]
    for i in order:  # grows while it is walked
        for end, _, _, _ in outgoing[i]:
            j = end >> 1
            waiting[j] -= 1
            if not waiting[j]:
                order.append(j)
    if len(order) < len(codes):
        left = [i for i, count in enumerate(waiting) if count]
        arcs = [(codes[e >> 1], codes[i]) for i in left for e, _, _, _ in incoming[i]]
        raise CycleError(find_cycle(arcs))
    return order

"""The network as plain lists of numbers, in topological order: what the passes run on.

Activity *i* has two ends: ``2 * i`` is its start, ``2 * i + 1`` its finish. With that, the four
link types are one formula: an end of the successor must not come before an end of the predecessor,
moved by the lag. Most links are FS without lag; they are kept apart as bare ends, because the
passes are twice as fast for it, and chained through flat lists (:class:`Chains`), because a list
per activity makes Python's garbage collector walk a network of 100,000 activities twice.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from scheduling.activities import FINISH, START, Activity, LagUnit, Link, LinkType
from scheduling.calendars import Calendar
from scheduling.errors import CycleError, UnknownCode
from scheduling.graph import find_cycle, transitive_arcs
from scheduling.validation import check_link

CALENDAR_DAYS = -1

Demand = tuple[int, int, int, int]
"""(end of the predecessor, end of the successor, lag, number of its calendar or CALENDAR_DAYS)"""

NONE = -1
"""The end of a chain."""


class Chains:
    """For each end a chain of others (a forward star): ``first[end]``, then ``following[k]``.

    ``ends[k]`` is the end at place *k* of a chain; NONE ends it.
    """

    __slots__ = ("ends", "first", "following")

    def __init__(self, length: int) -> None:
        self.first = [NONE] * (2 * length)
        self.following: list[int] = []
        self.ends: list[int] = []

    @property
    def parts(self) -> tuple[list[int], list[int], list[int]]:
        """``ends``, ``first`` and ``following``."""
        return self.ends, self.first, self.following

    def of(self, end: int) -> Iterator[int]:
        """The ends in the chain of ``end``."""
        k = self.first[end]
        while k != NONE:
            yield self.ends[k]
            k = self.following[k]


@dataclass(frozen=True, kw_only=True)
class Topology:
    """The links of each activity, by number, and an order in which predecessors come first."""

    codes: Sequence[str]
    index: Mapping[str, int]
    calendars: Sequence[int]
    """The number of each activity's calendar, in the order of ``Network.calendars``."""
    finishes_before: Chains
    """The predecessors' finish ends of the FS links without lag into each activity."""
    starts_after: Chains
    """The successors' start ends of the FS links without lag out of each activity."""
    demands_on: Sequence[Sequence[Demand]]
    """The other links into each activity."""
    demands_of: Sequence[Sequence[Demand]]
    """The other links out of each activity."""
    order: Sequence[int]

    @cached_property
    def rank(self) -> list[int]:
        """The place of each activity in the topological order."""
        rank = [0] * len(self.order)
        for place, i in enumerate(self.order):
            rank[i] = place
        return rank

    @cached_property
    def repeated(self) -> Set[tuple[str, str]]:
        """The pairs with an FS link without lag that a longer chain of such links joins as well."""
        return transitive_arcs(
            (self.codes[end >> 1], code)
            for j, code in enumerate(self.codes)
            for end in self.finishes_before.of(2 * j)
        )

    def rank_of(self, code: str) -> int:
        """The place of ``code`` in the topological order."""
        return self.rank[self.index[code]]

    def demand(self, link: Link) -> Demand:
        """``link`` in numbers."""
        i, j = self.index[link.predecessor], self.index[link.successor]
        unit = CALENDAR_DAYS if link.unit is LagUnit.CALENDAR_DAYS else self.calendars[i]
        return (2 * i + link.type.source, 2 * j + link.type.side, link.lag, unit)

    def successors(self, i: int) -> list[int]:
        """The activities that a link out of *i* binds."""
        found = [demand[1] >> 1 for demand in self.demands_of[i]]
        starts, first, following = self.starts_after.parts
        k = first[2 * i + 1]
        while k != NONE:
            found.append(starts[k] >> 1)
            k = following[k]
        return found

    def predecessors(self, j: int) -> list[int]:
        """The activities whose links bind *j*."""
        found = [demand[0] >> 1 for demand in self.demands_on[j]]
        finishes, first, following = self.finishes_before.parts
        k = first[2 * j]
        while k != NONE:
            found.append(finishes[k] >> 1)
            k = following[k]
        return found

    def links_out_of(self, i: int) -> Iterator[Demand]:
        """All links out of activity *i*."""
        for end in self.starts_after.of(2 * i + 1):
            yield (2 * i + 1, end, 0, CALENDAR_DAYS)
        yield from self.demands_of[i]

    def links_into(self, j: int) -> Iterator[Demand]:
        """All links into activity *j*."""
        for end in self.finishes_before.of(2 * j):
            yield (end, 2 * j, 0, CALENDAR_DAYS)
        yield from self.demands_on[j]


def topology_of(
    activities: Mapping[str, Activity], calendars: Mapping[str, Calendar], links: Sequence[Link]
) -> Topology:
    """Number everything, checking each link; CycleError names a cycle when there is one."""
    codes = tuple(activities)
    index = dict(zip(codes, range(len(codes)), strict=True))
    numbers = {name: n for n, name in enumerate(calendars)}
    calendar_of = [numbers[activity.calendar] for activity in activities.values()]
    lists = _Lists(len(codes))
    lists.fill(links, codes, calendar_of)
    return Topology(
        codes=codes,
        index=index,
        calendars=calendar_of,
        finishes_before=lists.finishes_before,
        starts_after=lists.starts_after,
        demands_on=lists.demands_on,
        demands_of=lists.demands_of,
        order=lists.topological_order(codes),
    )


def _unknown_end(link: Link, known: Mapping[str, int]) -> UnknownCode:
    field = "successor" if link.predecessor in known else "predecessor"
    return UnknownCode(getattr(link, field), str(link), field)


class _Lists:
    """The lists of a topology while they are filled."""

    def __init__(self, length: int) -> None:
        self.finishes_before = Chains(length)
        self.starts_after = Chains(length)
        self.demands_on: list[Sequence[Demand]] = [()] * length
        self.demands_of: list[Sequence[Demand]] = [()] * length
        self.in_order = True
        self._demands: list[Demand] = []

    def fill(self, links: Sequence[Link], codes: Sequence[str], calendars: Sequence[int]) -> None:
        """Two look-ups give a link's ends, and one number to all links at an end: less memory."""
        finish_of = dict(zip(codes, range(FINISH, 2 * len(codes), 2), strict=True))
        start_of = dict(zip(codes, range(START, 2 * len(codes), 2), strict=True))
        finishes, first_into, next_into = self.finishes_before.parts
        starts, first_out_of, next_out_of = self.starts_after.parts
        finish_to_start, no_lag = LinkType.FS, 0
        working_days, calendar_days = LagUnit.WORKING_DAYS, LagUnit.CALENDAR_DAYS
        k = 0
        for link in links:
            try:
                finish, start = finish_of[link.predecessor], start_of[link.successor]
            except KeyError:
                raise _unknown_end(link, finish_of) from None
            unit = link.unit
            if start < finish:
                self.in_order = False
            if (
                link.type is finish_to_start
                and link.lag is no_lag
                and (unit is working_days or unit is calendar_days)
                and (start > finish or finish - start != FINISH)
            ):
                next_into.append(first_into[start])
                next_out_of.append(first_out_of[finish])
                first_into[start] = first_out_of[finish] = k
                finishes.append(finish)
                starts.append(start)
                k += 1
                continue
            check_link(link)
            number = CALENDAR_DAYS if unit is calendar_days else calendars[finish >> 1]
            source, side = finish - FINISH + link.type.source, start + link.type.side
            self._demands.append((source, side, link.lag, number))
        self._spread(self.demands_of, 0)
        self._spread(self.demands_on, 1)

    def _spread(self, lists: list[Sequence[Demand]], end: int) -> None:
        """Give each activity the demands at one of their ends: tuples, which no collector walks."""
        found: dict[int, list[Demand]] = {}
        for demand in self._demands:
            found.setdefault(demand[end] >> 1, []).append(demand)
        for i, demands in found.items():
            lists[i] = tuple(demands)

    def topological_order(self, codes: Sequence[str]) -> Sequence[int]:
        """The order given, if it already is one; else Kahn's."""
        if self.in_order:
            return range(len(codes))
        waiting = [len(demands) for demands in self.demands_on]
        for end in self.starts_after.ends:
            waiting[end >> 1] += 1
        order = [i for i, count in enumerate(waiting) if not count]
        starts, first, following = self.starts_after.parts
        for i in order:  # grows while it is walked
            k = first[2 * i + 1]
            while k != NONE:
                j = starts[k] >> 1
                k = following[k]
                waiting[j] -= 1
                if not waiting[j]:
                    order.append(j)
            for demand in self.demands_of[i]:
                j = demand[1] >> 1
                waiting[j] -= 1
                if not waiting[j]:
                    order.append(j)
        if len(order) < len(codes):
            left = [i for i, count in enumerate(waiting) if count]
            raise CycleError(find_cycle(self._arcs_into(left, codes)))
        return order

    def _arcs_into(self, left: Sequence[int], codes: Sequence[str]) -> Iterator[tuple[str, str]]:
        for j in left:
            for end in self.finishes_before.of(2 * j):
                yield codes[end >> 1], codes[j]
            for demand in self.demands_on[j]:
                yield codes[demand[0] >> 1], codes[j]

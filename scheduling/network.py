"""The problem: activities, the links between them, and the calendars they work by.

What is computed from it lives in :mod:`scheduling.schedule`; problem and solution are different
types.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from scheduling.activities import Activity, Link, LinkType
from scheduling.calendars import EVERY_DAY, Calendar
from scheduling.topology import Topology, topology_of
from scheduling.validation import (
    check_activities,
    check_calendars,
    check_start,
    unique_by,
)


@dataclass(frozen=True, kw_only=True)
class Network:
    """A checked, acyclic network. Make one with :meth:`of`.

    ``activities`` and ``calendars`` are by code and by name; ``start``, an inclusive day, is the
    first on which anything may happen.
    """

    activities: Mapping[str, Activity]
    links: tuple[Link, ...]
    calendars: Mapping[str, Calendar]
    start: date | None
    dated: tuple[Activity, ...] = field(compare=False, repr=False)
    """The activities that say a date of their own."""
    topology: Topology = field(compare=False, repr=False)

    @classmethod
    def of(
        cls,
        activities: Iterable[Activity],
        links: Iterable[Link] = (),
        calendars: Iterable[Calendar] = (),
        start: date | None = None,
    ) -> "Network":
        """Check everything and put the activities in topological order.

        ``start`` is the plan's start, the first day on which anything may happen. The calendar
        ``every-day`` is always there. Raises the errors of :mod:`scheduling.errors`; a cycle is
        named.
        """
        by_name = unique_by("name", (EVERY_DAY, *calendars))
        by_code = unique_by("code", activities)
        links = tuple(links)
        check_start(start)
        check_calendars(by_name.values())
        dated = check_activities(by_code.values(), by_name)
        return cls(
            activities=by_code,
            links=links,
            calendars=by_name,
            start=start,
            dated=dated,
            topology=topology_of(by_code, by_name, links),
        )

    @cached_property
    def links_into(self) -> Mapping[str, tuple[Link, ...]]:
        """The links into each activity, in their order."""
        return self._links_by("successor")

    @cached_property
    def links_out_of(self) -> Mapping[str, tuple[Link, ...]]:
        """The links out of each activity, in their order."""
        return self._links_by("predecessor")

    def redundant_links(self) -> tuple[Link, ...]:
        """The FS links without lag that a longer chain of such links repeats."""
        repeated = self.topology.repeated
        return tuple(
            each
            for each in self.links
            if each.type is LinkType.FS
            and not each.lag
            and (each.predecessor, each.successor) in repeated
        )

    def _links_by(self, end: str) -> Mapping[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = {code: [] for code in self.activities}
        for link in self.links:
            found[getattr(link, end)].append(link)
        return {code: tuple(links) for code, links in found.items()}

"""What if: a change to a network, its progress or its data date, and the schedule after it."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import heapify, heappop, heappush

from scheduling.activities import Activity, Link
from scheduling.calendars import Calendar
from scheduling.errors import UnknownCode
from scheduling.network import Network
from scheduling.passes import OffAxis, backward, forward
from scheduling.progress import NOT_STARTED, Progress, checked_progress
from scheduling.schedule import Schedule, schedule
from scheduling.setting import Prepared, standing_of
from scheduling.targets import Late, limits_of
from scheduling.topology import Topology
from scheduling.validation import check_activities


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A set of changes, made at once.

    ``activities`` and ``calendars`` are added, or replace those of the same code or name;
    ``removed`` activities go with their links. ``unlinked`` takes one equal link each. ``progress``
    replaces what was reported of an activity; ``data_date`` None leaves the date as it was.
    """

    activities: tuple[Activity, ...] = ()
    removed: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    unlinked: tuple[Link, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    progress: Mapping[str, Progress] = field(default_factory=dict)
    data_date: date | None = None


def changed_network(network: Network, change: Change) -> Network:
    """``network`` after ``change``; raises as :meth:`Network.of` does."""
    activities = dict(network.activities)
    for code in change.removed:
        if activities.pop(code, None) is None:
            raise UnknownCode(code, "removed")
    activities.update((each.code, each) for each in change.activities)
    links = list(network.links)
    for link in change.unlinked:
        if link not in links:
            raise UnknownCode(str(link), "unlinked")
        links.remove(link)
    gone = set(change.removed) - {each.code for each in change.activities}
    kept = (link for link in links if not gone & {link.predecessor, link.successor})
    calendars = {**network.calendars, **{each.name: each for each in change.calendars}}
    calendars.pop("every-day")
    return Network.of(
        activities.values(), (*kept, *change.links), calendars.values(), network.start
    )


def reschedule(before: Schedule, change: Change) -> Schedule:
    """The schedule after ``change``: equal to scheduling the changed network from the start.

    Pure: ``before`` stays as it is. Where neither links, calendars nor the data date change, only
    the activities that the change reaches are computed again, early and late.
    """
    if _keeps_topology(before.network, change):
        try:
            return _Repair(before, change).schedule()
        except OffAxis:
            pass
    progress = {**before.progress, **change.progress}
    network = changed_network(before.network, change)
    return schedule(
        network,
        progress={code: each for code, each in progress.items() if code not in change.removed},
        data_date=change.data_date or before.data_date,
        options=before.options,
    )


def _keeps_topology(network: Network, change: Change) -> bool:
    same = not (
        change.removed or change.links or change.unlinked or change.calendars or change.data_date
    )
    return same and all(
        each.code in network.activities and network.activities[each.code].calendar == each.calendar
        for each in change.activities
    )


class _Repair:
    """One incremental computation: copies of the lists, mended where the change reaches."""

    def __init__(self, before: Schedule, change: Change) -> None:
        self._before = before
        network = _with_activities(before.network, change.activities)
        codes = {each.code for each in change.activities} | change.progress.keys()
        progress = _reported(before, network, change, codes)
        self._changed = [network.topology.index[code] for code in codes]
        case = replace(before.prepared.case, network=network, progress=progress)
        self._prepared = self._mended(replace(before.prepared, case=case))

    def schedule(self) -> Schedule:
        """The mended schedule."""
        after = Schedule(self._prepared)
        after.late_by_target.update(self._late())
        return after

    def _mended(self, prepared: Prepared) -> Prepared:
        setting, topology = prepared.setting, prepared.case.network.topology
        standings, deadlines = list(setting.standings), dict(setting.deadlines)
        for i in self._changed:
            activity = prepared.activity(i)
            progress = prepared.case.progress.get(activity.code, NOT_STARTED)
            standings[i] = standing_of(prepared.reader, i, activity, progress, setting.table(i))
            deadlines.pop(i, None)
            if activity.deadline:
                deadlines[i] = prepared.reader.closing(activity, activity.deadline)
        ends = list(prepared.ends)
        setting = replace(setting, standings=standings, deadlines=deadlines)
        forward(setting, ends, _reached(topology, self._changed, ends, 1))
        return replace(prepared, setting=setting, ends=ends)

    def _late(self) -> Iterator[tuple[str, Late]]:
        """The late instants of every target that was asked for before."""
        prepared, topology = self._prepared, self._prepared.case.network.topology
        for target, known in self._before.late_by_target.items():
            limits, late = limits_of(prepared, target), list(known.instants)
            order: Iterable[int] = reversed(topology.order)
            if limits.others == known.limits.others:
                moved = limits.of.items() ^ known.limits.of.items()
                seeds = {*self._changed, *(i for i, _ in moved)}
                order = _reached(topology, seeds, late, -1)
            backward(prepared.setting, prepared.ends, limits.of, limits.others, late, order)
            yield target, Late(limits=limits, instants=late)


def _reported(
    before: Schedule, network: Network, change: Change, codes: Set[str]
) -> Mapping[str, Progress]:
    """The progress after ``change``; that of the activities ``codes`` is checked again."""
    merged = {**before.progress, **change.progress}
    said = {code: merged.pop(code) for code in codes if code in merged}
    return {**merged, **checked_progress(network.activities, said, before.data_date)}


def _with_activities(network: Network, activities: Iterable[Activity]) -> Network:
    """``network`` with some activities replaced that keep their calendars."""
    replaced = {each.code: each for each in activities}
    dated = check_activities(replaced.values(), network.calendars)
    return Network(
        activities={**network.activities, **replaced},
        links=network.links,
        calendars=network.calendars,
        start=network.start,
        dated=(*(each for each in network.dated if each.code not in replaced), *dated),
        topology=network.topology,
    )


def _reached(
    topology: Topology, seeds: Iterable[int], instants: list[int], direction: int
) -> Iterator[int]:
    """``seeds`` and whatever their changes reach, forwards (1) or backwards (-1), in order.

    The caller computes each activity's ``instants`` before it asks for the next one.
    """
    neighbours = topology.successors if direction > 0 else topology.predecessors
    order, rank = topology.order, topology.rank
    queued = set(seeds)
    waiting = [direction * rank[i] for i in queued]
    heapify(waiting)
    while waiting:
        i = order[direction * heappop(waiting)]
        known = instants[2 * i], instants[2 * i + 1]
        yield i
        if (instants[2 * i], instants[2 * i + 1]) == known:
            continue
        for j in neighbours(i):
            if j not in queued:
                queued.add(j)
                heappush(waiting, direction * rank[j])

"""What if: a change to a network, its progress or its data date, and the schedule after it."""

from collections import ChainMap, Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from scheduling.activities import FINISH, Activity, Link
from scheduling.calendars import EVERY_DAY, Calendar
from scheduling.errors import UnknownCode
from scheduling.instants import SPARSE, Instants, Replaced, copied, listed
from scheduling.network import Network
from scheduling.passes import OffAxis, backward, forward
from scheduling.progress import NOT_STARTED, Progress, checked_progress
from scheduling.schedule import Schedule, schedule
from scheduling.setting import Case, Prepared, deadline_of, standing_of
from scheduling.standing import NO_DEMAND, Kind, Standing, floor_of
from scheduling.targets import Late, limits_of
from scheduling.topology import Topology
from scheduling.validation import check_activities, check_date

SETTLED = frozenset({Kind.STARTED, Kind.HELD, Kind.DONE, Kind.CANCELLED})
"""Kinds whose start no data date moves."""


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
    """``network`` after ``change``.

    Raises as :meth:`Network.of` does; UnknownCode for what is removed or unlinked and not there.
    """
    activities = dict(network.activities)
    for code in change.removed:
        if activities.pop(code, None) is None:
            raise UnknownCode(code, "removed")
    activities.update((each.code, each) for each in change.activities)
    gone = set(change.removed) - {each.code for each in change.activities}
    kept = (
        link
        for link in _without(network.links, change.unlinked)
        if gone.isdisjoint((link.predecessor, link.successor))
    )
    calendars = {**network.calendars, **{each.name: each for each in change.calendars}}
    own = (each for each in calendars.values() if each is not EVERY_DAY)
    return Network.of(activities.values(), (*kept, *change.links), own, network.start)


def _without(links: Sequence[Link], unlinked: Sequence[Link]) -> Sequence[Link]:
    """``links`` less one equal link for each of ``unlinked``."""
    if not unlinked:
        return links
    left, kept = Counter(unlinked), []
    for link in links:
        if left[link]:
            left[link] -= 1
        else:
            kept.append(link)
    for link in left.elements():
        raise UnknownCode(str(link), "unlinked", "link")
    return kept


def reschedule(before: Schedule, change: Change) -> Schedule:
    """The schedule after ``change``: equal to scheduling the changed network from the start.

    Pure: ``before`` stays as it is. Where neither links nor calendars change, and the data date
    moves at most forward, only the activities that the change reaches are computed again, early and
    late. Raises as :func:`changed_network` and :func:`schedule` do.
    """
    if _goes_on(before.prepared.case, change):
        try:
            return _Repair(before, change).schedule()
        except OffAxis:
            pass
    case = before.prepared.case
    return schedule(
        changed_network(case.network, change),
        progress=_progress_after(case, change),
        data_date=change.data_date or case.data_date,
        options=case.options,
    )


def changed_case(case: Case, change: Change, network: Network | None = None) -> Case:
    """``case`` after ``change``, not scheduled yet; ``network`` is the changed one if it is known.

    Raises as :func:`reschedule` does, but for dates beyond the horizon.
    """
    data_date = change.data_date or case.data_date
    progress: Mapping[str, Progress]
    if not _goes_on(case, change):
        network = network or changed_network(case.network, change)
        progress = checked_progress(network.activities, _progress_after(case, change), data_date)
    else:
        if change.activities:
            network = network or with_activities(case.network, change.activities)
        network = network or case.network
        progress = _reported(case, network, change, data_date)
    return Case(network=network, progress=progress, data_date=data_date, options=case.options)


def _progress_after(case: Case, change: Change) -> Mapping[str, Progress]:
    progress = {**case.progress, **change.progress}
    return {code: each for code, each in progress.items() if code not in change.removed}


def _keeps_topology(network: Network, change: Change) -> bool:
    same = not (change.removed or change.links or change.unlinked or change.calendars)
    return same and all(
        each.code in network.activities and network.activities[each.code].calendar == each.calendar
        for each in change.activities
    )


def _goes_on(before: Case, change: Change) -> bool:
    """Whether links and calendars stay, and the data date stays or moves forward.

    What was reported then still holds.
    """
    known, after = before.data_date, change.data_date
    forward_only = after is None or (known is not None and known <= after)
    return forward_only and _keeps_topology(before.network, change)


class _Repair:
    """One incremental computation: copies of the lists, mended where the change reaches."""

    def __init__(self, before: Schedule, change: Change) -> None:
        self._before = before
        network = with_activities(before.network, change.activities)
        data_date = change.data_date or before.data_date
        progress = _reported(before.prepared.case, network, change, data_date)
        self._changed = {network.topology.index[code] for code in _changed_by(change)}
        case = replace(
            before.prepared.case, network=network, progress=progress, data_date=data_date
        )
        prepared = replace(before.prepared, case=case)
        if change.data_date:
            prepared = self._moved_on(prepared, change.data_date)
        self._prepared = self._mended(prepared)

    def schedule(self) -> Schedule:
        """The mended schedule."""
        after = Schedule(self._prepared)
        after.late_by_target.update(self._late())
        return after

    def _moved_on(self, prepared: Prepared, data_date: date) -> Prepared:
        """``prepared`` as of a later ``data_date``; what that may move counts as changed."""
        check_date("schedule", "data_date", data_date)
        if data_date.toordinal() + 1 >= prepared.axis.end:
            raise OffAxis(0, IndexError())
        setting = prepared.setting
        floor = floor_of(prepared.case.network, data_date, prepared.axis)
        standings = _not_before(setting.standings, floor)
        starts = listed(prepared.ends)[::2]
        reached = [i for i, start in enumerate(starts) if start <= floor]
        self._changed.update(i for i in reached if standings[i].kind not in SETTLED)
        self._changed.update(self._started(prepared))
        return replace(
            prepared,
            reader=replace(prepared.reader, floor=floor),
            setting=replace(setting, standings=standings, floor=floor),
        )

    def _started(self, prepared: Prepared) -> Iterator[int]:
        """What is in progress: it goes on after the data date."""
        index, standings = prepared.case.network.topology.index, prepared.setting.standings
        for code in prepared.case.progress:
            if standings[index[code]].kind is Kind.STARTED:
                yield index[code]

    def _mended(self, prepared: Prepared) -> Prepared:
        setting, topology = prepared.setting, prepared.case.network.topology
        standings, deadlines = list(setting.standings), dict(setting.deadlines)
        for i in self._changed:
            activity = prepared.activity(i)
            progress = prepared.case.progress.get(activity.code, NOT_STARTED)
            standings[i] = standing_of(prepared.reader, i, activity, progress, setting.table(i))
            deadlines.pop(i, None)
            if (deadline := deadline_of(prepared.reader, i, activity)) is not None:
                deadlines[i] = deadline
        ends = copied(prepared.ends)
        setting = replace(setting, standings=standings, deadlines=deadlines)
        forward(setting, ends, _reached(topology, self._changed, ends, 1))
        known_end = _end_after(self._before.prepared, ends, standings)
        return replace(prepared, setting=setting, ends=ends, known_end=known_end)

    def _late(self) -> Iterator[tuple[str, Late]]:
        """The late instants of every target that was asked for before."""
        prepared, topology = self._prepared, self._prepared.case.network.topology
        for target, known in self._before.late_by_target.items():
            limits, late = limits_of(prepared, target), copied(known.instants)
            order: Iterable[int] = reversed(topology.order)
            if limits.others == known.limits.others:
                moved = limits.of.items() ^ known.limits.of.items()
                seeds = {*self._changed, *(i for i, _ in moved)}
                order = _reached(topology, seeds, late, -1)
            backward(prepared.setting, prepared.ends, limits.of, limits.others, late, order)
            yield target, Late(limits=limits, instants=late)


def _not_before(standings: Sequence[Standing], floor: int) -> list[Standing]:
    """``standings`` as of a later ``floor``; those that were one object stay one."""
    each_once = {id(each): each for each in standings}
    moved = {
        name: replace(each, start=floor)
        for name, each in each_once.items()
        if each.start < floor and each.kind not in SETTLED
    }
    return [moved.get(id(each), each) for each in standings]


def _end_after(before: Prepared, ends: Replaced, standings: Sequence[Standing]) -> int | None:
    """The plan's end after some ``ends`` were replaced; None where all have to be looked at."""
    finishes = [end for end in ends if end & FINISH]
    stand = (ends[end] for end in finishes if standings[end >> 1].kind is not Kind.CANCELLED)
    latest = max(stand, default=NO_DEMAND)
    if latest >= before.plan_end:
        return latest
    left = not finishes or any(before.ends[end] == before.plan_end for end in finishes)
    return None if left else before.plan_end


def _changed_by(change: Change) -> Set[str]:
    return {each.code for each in change.activities} | change.progress.keys()


def _reported(
    before: Case, network: Network, change: Change, data_date: date | None
) -> Mapping[str, Progress]:
    """The progress after ``change``; only that of the activities which it names is checked."""
    codes = _changed_by(change)
    if not (change.progress or any(code in before.progress for code in codes)):
        return before.progress
    merged = {**before.progress, **change.progress}
    said = {code: merged.pop(code) for code in codes if code in merged}
    return {**merged, **checked_progress(network.activities, said, data_date)}


def with_activities(network: Network, activities: Iterable[Activity]) -> Network:
    """``network`` with some ``activities`` replaced by others of the same code and calendar.

    Cheaper than making it anew, which is needed where links, calendars or codes change; nothing
    checks that here. InvalidField where one of them breaks a rule.
    """
    replaced = {each.code: each for each in activities}
    dated = check_activities(replaced.values(), network.calendars)
    if dated or any(network.activities[code].says_a_date for code in replaced):
        dated = (*(each for each in network.dated if each.code not in replaced), *dated)
    else:
        dated = network.dated
    return replace(network, activities=_overlaid(network.activities, replaced), dated=dated)


def _overlaid(
    activities: Mapping[str, Activity], replaced: Mapping[str, Activity]
) -> Mapping[str, Activity]:
    """``activities`` with some ``replaced``, at the cost of those as long as they are few."""
    earlier: Mapping[str, Activity] = {}
    whole = activities
    if isinstance(activities, ChainMap):
        earlier, whole = activities.maps
    own = {**earlier, **replaced}
    if SPARSE * len(own) >= len(whole):
        return {**whole, **own}
    return ChainMap(own, cast("dict[str, Activity]", whole))


def _reached(
    topology: Topology, seeds: Iterable[int], instants: Instants, direction: int
) -> Iterator[int]:
    """``seeds`` and whatever their changes reach, forwards (1) or backwards (-1), in order.

    The caller computes each activity's ``instants`` before it asks for the next one.
    """
    neighbours = topology.successors if direction > 0 else topology.predecessors
    order, rank = topology.order, topology.rank
    waiting = bytearray(len(order))
    for i in seeds:
        waiting[rank[i]] = 1
    place = waiting.find(1) if direction > 0 else waiting.rfind(1)
    while place >= 0:
        i = order[place]
        known = instants[2 * i], instants[2 * i + 1]
        yield i
        if (instants[2 * i], instants[2 * i + 1]) != known:
            for j in neighbours(i):
                waiting[rank[j]] = 1
        place = waiting.find(1, place + 1) if direction > 0 else waiting.rfind(1, 0, place)

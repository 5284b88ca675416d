"""The schedule after a change: only what the change reaches is computed again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from scheduling.activities import FINISH
from scheduling.change import (
    Change,
    changed_by,
    changed_network,
    goes_on,
    progress_after,
    reported_after,
    with_activities,
)
from scheduling.instants import Instants, Replaced, copied, listed
from scheduling.passes import OffAxis, backward, forward
from scheduling.progress import NOT_STARTED
from scheduling.schedule import Schedule, schedule
from scheduling.setting import Prepared, deadline_of, standing_of
from scheduling.standing import NO_DEMAND, Kind, Standing, floor_of
from scheduling.targets import Late, limits_of
from scheduling.topology import Topology
from scheduling.validation import check_date

SETTLED = frozenset({Kind.STARTED, Kind.HELD, Kind.DONE, Kind.CANCELLED})
"""Kinds whose start no data date moves."""


def reschedule(before: Schedule, change: Change) -> Schedule:
    """The schedule after ``change``: equal to scheduling the changed network from the start.

    Pure: ``before`` stays as it is. Where neither links nor calendars change, and the data date
    moves at most forward, only the activities that the change reaches are computed again, early and
    late. Raises as :func:`changed_network` and :func:`schedule` do.
    """
    if goes_on(before.prepared.case, change):
        try:
            return _Repair(before, change).schedule()
        except OffAxis:
            pass
    case = before.prepared.case
    return schedule(
        changed_network(case.network, change),
        progress=progress_after(case, change),
        data_date=change.data_date or case.data_date,
        options=case.options,
    )


class _Repair:
    """One incremental computation: copies of the lists, mended where the change reaches."""

    def __init__(self, before: Schedule, change: Change) -> None:
        self._before = before
        network = with_activities(before.network, change.activities)
        data_date = change.data_date or before.data_date
        progress = reported_after(before.prepared.case, network, change, data_date)
        self._changed = {network.topology.index[code] for code in changed_by(change)}
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

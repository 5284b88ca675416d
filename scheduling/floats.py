"""Total and free float, in signed working days of the activity's own calendar."""

from collections.abc import Iterator

from scheduling.instants import Instants
from scheduling.passes import NEVER, Setting
from scheduling.standing import Kind

WITHOUT_FLOAT = (Kind.DONE, Kind.CANCELLED)


def total_float_of(setting: Setting, i: int, ends: Instants, late: Instants) -> int | None:
    """Working days between the early and the late instants: the smaller of start and finish.

    Finish float alone once started. Never clipped. None where *i* leads to no target of ``late``,
    is done or cancelled.
    """
    kind = setting.standings[i].kind
    start, finish = 2 * i, 2 * i + 1
    if late[finish] == NEVER or kind in WITHOUT_FLOAT:
        return None
    between = setting.table(i).between
    at_finish = between(ends[finish], late[finish])
    if kind is Kind.STARTED:
        return at_finish
    return min(between(ends[start], late[start]), at_finish)


def free_float_of(setting: Setting, i: int, ends: Instants, plan_end: int) -> int | None:
    """Working days that *i* can lose before a successor, or the plan's end, has to move.

    Signed: negative where a fixed event already stands too early. None when done or cancelled.
    A cancelled successor does not move: what counts is what waits behind it.
    """
    if setting.standings[i].kind in WITHOUT_FLOAT:
        return None
    margins = list(_margins(setting, i, ends))
    if not margins:
        return setting.table(i).between(ends[2 * i + 1], plan_end)
    return min(margins)


def _margins(setting: Setting, i: int, ends: Instants) -> Iterator[int]:
    """Working days by which each link out of *i* holds; those through cancelled ones added up."""
    between = setting.table(i).between
    started = setting.standings[i].kind is Kind.STARTED
    waiting = [(i, 0)]
    while waiting:
        k, gained = waiting.pop()
        for source, end, lag, unit in setting.topology.links_out_of(k):
            j = end >> 1
            kind = setting.standings[j].kind
            if kind is Kind.DONE or (started and k == i and not source & 1):
                continue
            if setting.ignores_starts(setting.standings[j]) and not end & 1:
                continue
            margin = gained + between(
                setting.moved(ends[source], lag, unit), instant_bound(setting, end, ends)
            )
            if kind is Kind.CANCELLED:
                waiting.append((j, margin))
            else:
                yield margin


def instant_bound(setting: Setting, end: int, ends: Instants) -> int:
    """The early instant that a link into ``end`` binds: of work in progress, what remains."""
    standing = setting.standings[end >> 1]
    if standing.kind is not Kind.STARTED or end & 1:
        return ends[end]
    if not standing.work:
        return ends[end + 1]
    table = setting.table(end >> 1)
    return table.days[table.before[ends[end + 1]] - standing.work]

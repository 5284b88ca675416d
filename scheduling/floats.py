"""Total and free float, in signed working days of the activity's own calendar."""

from collections.abc import Iterator, Sequence

from scheduling.passes import NEVER, Setting
from scheduling.standing import Kind

WITHOUT_FLOAT = (Kind.DONE, Kind.CANCELLED)


def total_float_of(
    setting: Setting, i: int, ends: Sequence[int], late: Sequence[int]
) -> int | None:
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


def free_float_of(setting: Setting, i: int, ends: Sequence[int], plan_end: int) -> int | None:
    """Working days that *i* can lose before a successor, or the plan's end, has to move.

    Signed: negative where a fixed event already stands too early. None when done or cancelled.
    """
    if setting.standings[i].kind in WITHOUT_FLOAT:
        return None
    margins = list(_margins(setting, i, ends))
    if not margins:
        return setting.table(i).between(ends[2 * i + 1], plan_end)
    return min(margins)


def _margins(setting: Setting, i: int, ends: Sequence[int]) -> Iterator[int]:
    between = setting.table(i).between
    started = setting.standings[i].kind is Kind.STARTED
    for source, end, lag, unit in setting.topology.links_out_of(i):
        if setting.standings[end >> 1].kind is Kind.DONE or (started and not source & 1):
            continue
        yield between(setting.moved(ends[source], lag, unit), ends[end])

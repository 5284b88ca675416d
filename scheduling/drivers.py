"""What sets an early date: the driving links, or the data date, a constraint, a given date.

A driver is a demand which, rolled to the activity's calendar, equals the early start (the early
finish for FF and SF). It is read from the very demands that the forward pass took its maximum of,
so it is never guessed from floats; ties are all kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scheduling.activities import FINISH, START, Link
from scheduling.passes import close_of_work
from scheduling.setting import Case, Prepared
from scheduling.standing import NO_DEMAND, Kind


class DriverKind(StrEnum):
    """What a driver is."""

    LINK = "link"
    DATA_DATE = "data-date"
    PLAN_START = "plan-start"
    NOT_BEFORE = "not-before"
    FINISH_NOT_BEFORE = "finish-not-before"
    WINDOW = "window"
    FIXED = "fixed"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One reason of an early date (P6: driving relationship); several tie.

    ``link`` is given for DriverKind.LINK only.
    """

    kind: DriverKind
    link: Link | None = None


def demand_of(prepared: Prepared, link: Link) -> int:
    """The instant that ``link`` demands; NO_DEMAND where its predecessor has none to pass on."""
    source, _, lag, unit = prepared.case.network.topology.demand(link)
    instant = prepared.ends[source]
    return prepared.setting.moved(instant, lag, unit) if instant != NO_DEMAND else NO_DEMAND


def margin_of(prepared: Prepared, link: Link) -> int | None:
    """Signed calendar days by which ``link`` holds; None when it demands nothing."""
    demand = demand_of(prepared, link)
    if demand == NO_DEMAND:
        return None
    setting, end = prepared.setting, prepared.case.network.topology.demand(link)[1]
    j = end >> 1
    if end & 1 and setting.standings[j].work:
        demand = setting.table(j).closed(demand)
    return prepared.ends[end] - demand


def drivers_of(prepared: Prepared, code: str) -> Iterator[Driver]:
    """What sets the early dates of activity ``code``: every tie, links first."""
    setting, j = prepared.setting, prepared.case.network.topology.index[code]
    kind = setting.standings[j].kind
    if kind is Kind.DONE:
        yield Driver(kind=DriverKind.ACTUAL)
    elif kind is Kind.HELD:
        yield Driver(kind=DriverKind.FIXED)
    else:
        yield from _driving_links(prepared, j, code)
        yield from _driving_constraints(prepared, j)
        if _is_driving(prepared, j, START, setting.floor):
            yield Driver(kind=_floor_kind(prepared.case))


def _driving_links(prepared: Prepared, j: int, code: str) -> Iterator[Driver]:
    setting = prepared.setting
    ignores_starts = setting.ignores_starts(setting.standings[j])
    for link in prepared.case.network.links_into[code]:
        demand, side = demand_of(prepared, link), link.type.side
        if demand == NO_DEMAND or (side is START and ignores_starts):
            continue
        if _is_driving(prepared, j, side, demand):
            yield Driver(kind=DriverKind.LINK, link=link)


def _driving_constraints(prepared: Prepared, j: int) -> Iterator[Driver]:
    if not prepared.setting.standings[j].kind.is_unstarted:
        return
    activity, table = prepared.activity(j), prepared.setting.table(j)
    for constraint, side, demand in prepared.reader.constraints(activity, table):
        if _is_driving(prepared, j, side, demand):
            yield Driver(kind=DriverKind(constraint))


def _floor_kind(case: Case) -> DriverKind:
    start, data_date = case.network.start, case.data_date
    begins_later = start is not None and (data_date is None or start > data_date)
    return DriverKind.PLAN_START if begins_later else DriverKind.DATA_DATE


def _is_driving(prepared: Prepared, j: int, side: int, demand: int) -> bool:
    """Whether ``demand`` on the start or finish of *j* is what sets its early dates."""
    setting, ends = prepared.setting, prepared.ends
    standing, table = setting.standings[j], setting.table(j)
    if standing.kind is Kind.STARTED and standing.work == 0:
        return close_of_work(setting, table, demand) == ends[2 * j + 1]
    if standing.kind in (Kind.TASK, Kind.STARTED):
        last = table.before[ends[2 * j + 1] - 1]
        if side is FINISH:
            return demand != NO_DEMAND and table.before[demand] == last + 1
        return table.before[demand] == last - standing.work + 1
    if standing.kind is Kind.START_MILESTONE:
        demand = table.opens(demand)
    elif standing.kind is Kind.FINISH_MILESTONE:
        demand = close_of_work(setting, table, demand)
    return demand == ends[2 * j]

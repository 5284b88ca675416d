"""What sets an early date: the driving links, or the data date, a constraint, a given date.

A driver is a demand which, rolled to the activity's calendar, equals the early start (the early
finish for FF and SF). It is read from the very demands that the forward pass took its maximum of,
so it is never guessed from floats; ties are all kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scheduling.activities import FINISH, Link
from scheduling.passes import Setting, close_of_work
from scheduling.standing import Kind


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
    """One driver; ``link`` is given for DriverKind.LINK only."""

    kind: DriverKind
    link: Link | None = None


def is_driving(setting: Setting, j: int, ends: Sequence[int], *, side: int, demand: int) -> bool:
    """Whether ``demand`` on the start or finish of *j* is what sets its early dates."""
    standing, table = setting.standings[j], setting.table(j)
    if standing.kind in (Kind.HELD, Kind.DONE):
        return False
    if standing.kind is Kind.STARTED and standing.work == 0:
        return close_of_work(setting, table, demand) == ends[2 * j + 1]
    if standing.kind in (Kind.TASK, Kind.STARTED):
        last = table.before[ends[2 * j + 1] - 1]
        if side is FINISH:
            return demand > 0 and table.before[demand - 1] == last
        return table.before[demand] == last - standing.work + 1
    if standing.kind is Kind.START_MILESTONE:
        demand = table.opens(demand)
    elif standing.kind is Kind.FINISH_MILESTONE:
        demand = close_of_work(setting, table, demand)
    return demand == ends[2 * j]

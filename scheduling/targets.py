"""Targets: by which instant an activity, or the whole project, has to finish."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduling.errors import UnknownCode
from scheduling.passes import NEVER
from scheduling.setting import Prepared
from scheduling.standing import NO_DEMAND

PROJECT = "project"
"""The pseudo target: everything, to the latest finish of all (P6's total float)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """By which instants to finish: ``of`` some activities by number, ``others`` all the rest."""

    of: Mapping[int, int]
    others: int = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """The late instants to one target, and the limits that they keep."""

    limits: Limits
    instants: list[int] = field(repr=False)


def is_project(prepared: Prepared, target: str) -> bool:
    """Whether ``target`` means the whole project; an activity of that code comes first."""
    return target == PROJECT and PROJECT not in prepared.case.network.activities


def limits_of(prepared: Prepared, target: str) -> Limits:
    """The limits for ``target`` to keep its date."""
    if is_project(prepared, target):
        cancelled = _cancelled(prepared)
        return Limits(of=dict.fromkeys(cancelled, NEVER), others=plan_end(prepared))
    i = prepared.case.network.topology.index.get(target)
    if i is None:
        raise UnknownCode(target, "target")
    limit = _limit(prepared, i)
    return Limits(of={} if limit == NO_DEMAND else {i: limit})


def plan_end(prepared: Prepared) -> int:
    """The latest early finish of all that is not cancelled."""
    ends = prepared.ends
    if cancelled := _cancelled(prepared):
        ends = list(ends)
        for i in cancelled:
            ends[2 * i + 1] = 0
    return max(ends[1::2], default=prepared.setting.floor)


def _cancelled(prepared: Prepared) -> list[int]:
    index, progress = prepared.case.network.topology.index, prepared.case.progress
    return [index[code] for code, each in progress.items() if each.cancelled]


def _limit(prepared: Prepared, i: int) -> int:
    """Its deadline, else its fixed date, else the first position of its window, else its finish."""
    if i in prepared.setting.deadlines:
        return prepared.setting.deadlines[i]
    activity, kind = prepared.activity(i), prepared.setting.standings[i].kind
    if not kind.is_unstarted or activity.window is None or activity.window.first is None:
        return prepared.ends[2 * i + 1]
    table = prepared.setting.table(i)
    first = prepared.reader.first_position(activity, activity.window.first, table)
    return table.advance(first, activity.duration)

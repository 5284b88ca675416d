"""Targets: by which instant an activity, or the whole project, has to finish."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduling.errors import UnknownCode
from scheduling.instants import Instants
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
    instants: Instants = field(repr=False)


def is_project(prepared: Prepared, target: str) -> bool:
    """Whether ``target`` means the whole project; an activity of that code comes first."""
    return target == PROJECT and PROJECT not in prepared.case.network.activities


def limits_of(prepared: Prepared, target: str) -> Limits:
    """The limits for ``target`` to keep its date."""
    if is_project(prepared, target):
        return Limits(of=dict.fromkeys(prepared.cancelled(), NEVER), others=prepared.plan_end)
    i = prepared.case.network.topology.index.get(target)
    if i is None:
        raise UnknownCode(target, "target")
    limit = _limit(prepared, i)
    return Limits(of={} if limit == NO_DEMAND else {i: limit})


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

"""The critical path to a target: the chains of driving links that end at it.

Zero float is not the critical path: calendars, constraints and fixed events part the two. What is
followed here are the links that set the early dates.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from scheduling.activities import Link
from scheduling.schedule import Schedule
from scheduling.targets import is_project


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalPath:
    """The critical path to ``target``.

    ``activities`` are in topological order and end with the target; ``links`` are the driving
    links among them, ties included. When the target's own date is set by no link,
    ``by_least_float`` is true: the chain is then the one with the least total float to the target,
    and ``total_float`` working days is what it can still lose. ``total_float`` is None when nothing
    unfinished leads to the target.
    """

    target: str
    activities: tuple[str, ...]
    links: tuple[Link, ...]
    by_least_float: bool
    total_float: int | None


def critical_path(schedule: Schedule, target: str) -> CriticalPath:
    """The chain or chains that drive ``target`` (AACE 49R-06: longest path); all ties are kept.

    ``target`` is an activity's code or PROJECT. Found once for each target of a schedule.
    UnknownCode when there is no such activity.
    """
    if target not in schedule.path_by_target:
        schedule.path_by_target[target] = _path(schedule, target)
    return schedule.path_by_target[target]


def _path(schedule: Schedule, target: str) -> CriticalPath:
    driving = _driving_links(schedule, _last(schedule, target))
    by_least_float = not driving and not is_project(schedule.prepared, target)
    if by_least_float:
        driving = _chain_of_least_float(schedule, target)
    codes = {end for link in driving for end in (link.predecessor, link.successor)}
    codes.update(_last(schedule, target))
    rank_of = schedule.network.topology.rank_of
    return CriticalPath(
        target=target,
        activities=tuple(sorted(codes, key=rank_of)),
        links=tuple(sorted(driving, key=lambda link: rank_of(link.successor))),
        by_least_float=by_least_float,
        total_float=_least_float(schedule, target, able_to_lose(schedule, codes, target)),
    )


def able_to_lose(schedule: Schedule, codes: Collection[str], target: str) -> Collection[str]:
    """Those of ``codes`` whose float is room: not ``target`` or a fixed event, if there is more."""
    leading = [code for code in codes if code != target]
    activities = schedule.network.activities
    return [code for code in leading if not activities[code].fixed] or leading or codes


def _last(schedule: Schedule, target: str) -> list[str]:
    """The activities at which the path ends: the target, or all that finish last of all."""
    if is_project(schedule.prepared, target):
        return list(schedule.finishing_last())
    schedule.dates(target)
    return [target]


def _driving_links(schedule: Schedule, ends: Iterable[str]) -> list[Link]:
    found: list[Link] = []
    waiting = list(ends)
    seen = set(waiting)
    while waiting:
        for driver in schedule.drivers(waiting.pop()):
            if driver.link is None:
                continue
            found.append(driver.link)
            if driver.link.predecessor not in seen:
                seen.add(driver.link.predecessor)
                waiting.append(driver.link.predecessor)
    return found


def _chain_of_least_float(schedule: Schedule, target: str) -> list[Link]:
    """The tightest links into ``target``, and what drives their predecessors."""
    floats = {
        link: total_float
        for link in schedule.network.links_into[target]
        if (total_float := schedule.total_float(link.predecessor, target)) is not None
        and schedule.is_binding(link, target)
    }
    if not floats:
        return []
    least = min(floats.values())
    tightest = [link for link, total_float in floats.items() if total_float == least]
    return tightest + _driving_links(schedule, {link.predecessor: None for link in tightest})


def _least_float(schedule: Schedule, target: str, codes: Iterable[str]) -> int | None:
    floats = (schedule.total_float(code, target) for code in codes)
    return min((each for each in floats if each is not None), default=None)

"""Questions around the critical path: what is nearly critical, what comes next, what if it took
no time, and why an activity is on it or not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from scheduling.activities import Link
from scheduling.change import Change
from scheduling.critical import able_to_lose, critical_path
from scheduling.drivers import Driver, DriverKind
from scheduling.progress import NOT_STARTED
from scheduling.rescheduling import reschedule
from scheduling.schedule import Schedule, Status
from scheduling.targets import PROJECT, is_project
from scheduling.variance import shift

NEAR_CRITICAL = 10
"""Working days of total float within which an activity is near-critical by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloatPath:
    """One chain towards a target, number 1 being the most critical (P6's multiple float paths).

    ``activities`` run from the first to the one that joins an earlier path by ``joins`` (None where
    it ends with the target, or by itself when that is the whole project). ``total_float`` is the
    least of them in working days, that of the target and of fixed events left out: they do not
    give way.
    """

    number: int
    activities: tuple[str, ...]
    joins: Link | None
    total_float: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why ``code`` is on the critical path to ``target``, or not.

    When it is critical, ``chain`` holds the driving links from it to the target. When it is not,
    ``chain`` runs along the links that hold most tightly to ``waits_at``, the first activity that
    does not wait for it, and ``arrives_later`` says what does drive that one. ``waits_at`` None
    means that all of the chain waits for it and ends before the target does, as only that of the
    whole project can. ``total_float`` None means that it does not lead to the target, or is done.
    """

    code: str
    target: str
    critical: bool
    total_float: int | None
    chain: tuple[Link, ...]
    waits_at: str | None = None
    arrives_later: tuple[Driver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """An activity of which the driving path and the lowest float say different things.

    ``critical``: it is on the path to ``target``. ``total_float`` is in signed working days of its
    calendar; None where it has none, although it is on the path.
    """

    code: str
    target: str
    critical: bool
    total_float: int | None


def near_critical(
    schedule: Schedule, target: str = PROJECT, within: int = NEAR_CRITICAL
) -> tuple[str, ...]:
    """The codes with 0 < total float to ``target`` <= ``within``, the least float first.

    Working days of each activity's own calendar. What is critical may be among them, where the
    path itself has float. UnknownCode when there is no such target. (GAO; P6 has a threshold for
    "critical" and leaves what comes next to a filter.)
    """
    floats = _floats(schedule, target)
    near = [code for code, total_float in floats.items() if 0 < total_float <= within]
    return tuple(
        sorted(near, key=lambda code: (floats[code], schedule.network.topology.rank_of(code)))
    )


def disagreements(
    schedule: Schedule, target: str = PROJECT, threshold: int | None = None
) -> tuple[Disagreement, ...]:
    """Where the chain of driving links and the lowest total float to ``target`` part.

    Lowest is a float of at most ``threshold`` working days (P6's "critical activities"), by default
    that of the critical path itself. In the order of the network; what is done and the target,
    which is on its path by definition, are left out. UnknownCode when there is no such target.
    (AACE 49R-06: the longest path and the lowest float are two answers.)
    """
    path = critical_path(schedule, target)
    on_path = frozenset(path.activities)
    least = path.total_float if threshold is None else threshold
    found = []
    for code in schedule.network.activities:
        total_float = schedule.total_float(code, target)
        critical = code in on_path
        lowest = total_float is not None and least is not None and total_float <= least
        done = schedule.status(code) is Status.DONE
        if critical != lowest and not done and code != target:
            found.append(
                Disagreement(code=code, target=target, critical=critical, total_float=total_float)
            )
    return tuple(found)


def float_paths(schedule: Schedule, target: str, count: int) -> tuple[FloatPath, ...]:
    """The first ``count`` chains towards ``target``, from the least total float on.

    The first ends with the target, or where the project does; each other joins an earlier one by
    the link with the least margin. Each activity with a float to the target is on one of them, so
    there may be fewer than ``count``. Floats are signed working days of each activity's own
    calendar. UnknownCode when there is no such target. (P6: multiple float paths, by total float.)
    """
    floats = _floats(schedule, target)
    paths: list[FloatPath] = []
    on_a_path: set[str] = set()
    while len(paths) < count:
        joint = _next_joint(schedule, floats, on_a_path, target)
        if joint is None:
            break
        last, link = joint
        codes = _back_from(schedule, last, floats, on_a_path)
        on_a_path.update(codes)
        paths.append(
            FloatPath(
                number=len(paths) + 1,
                activities=tuple(codes),
                joins=link,
                total_float=min(floats[code] for code in able_to_lose(schedule, codes, target)),
            )
        )
    return tuple(paths)


def _floats(schedule: Schedule, target: str) -> dict[str, int]:
    return {
        code: total_float
        for code in schedule.network.activities
        if (total_float := schedule.total_float(code, target)) is not None
    }


def _next_joint(
    schedule: Schedule, floats: dict[str, int], on_a_path: set[str], target: str
) -> tuple[str, Link | None] | None:
    """The activity of least float beside the paths found, and the link by which it joins them.

    A fixed event comes last: its float says nothing of the room of what leads to it.
    """
    joining = (
        (link.predecessor, link)
        for code in on_a_path
        for link in schedule.network.links_into[code]
        if link.predecessor in floats and link.predecessor not in on_a_path
    )
    ending = ((code, None) for code in _ends(schedule, floats, target) - on_a_path)

    def by_room(joint: tuple[str, Link | None]) -> tuple[bool, int, int, str]:
        code, link = joint
        margin = schedule.margin(link) if link else None
        return bool(schedule.network.activities[code].fixed), floats[code], margin or 0, code

    return min(chain(joining, ending), key=by_room, default=None)


def _ends(schedule: Schedule, floats: dict[str, int], target: str) -> set[str]:
    """Where a path may end by itself: at the target, or wherever the whole project does."""
    if not is_project(schedule.prepared, target):
        return {target} & floats.keys()
    return {code for code in floats if not schedule.network.links_out_of[code]}


def _back_from(schedule: Schedule, code: str, floats: dict[str, int], taken: set[str]) -> list[str]:
    """The chain of tightest links that ends with ``code``, outside the paths taken."""
    found = [code]
    while True:
        before = [
            (schedule.margin(link) or 0, floats[link.predecessor], link.predecessor)
            for link in schedule.network.links_into[found[-1]]
            if link.predecessor in floats and link.predecessor not in taken
        ]
        if not before:
            return found[::-1]
        found.append(min(before)[2])


def drag(schedule: Schedule, target: str, codes: Iterable[str] | None = None) -> dict[str, int]:
    """Working days that ``target`` would finish earlier if an activity took no more time.

    By recomputation, one pass for each of the unfinished activities of the critical path, or of
    ``codes``; fixed events stay. In working days of the calendar of the target, or of what ends the
    project; negative where an FF or SF link makes less work finish later. Empty when the target is
    cancelled; UnknownCode for what is not there. (Devaux; the textbook formula holds for FS only.)
    """
    asked = critical_path(schedule, target).activities if codes is None else codes
    end = _end(schedule, target)
    if end is None:
        return {}
    last, finish = end
    found = {}
    for code in asked:
        without = _end(reschedule(schedule, _without_work(schedule, code)), target)
        if without is not None and schedule.status(code) is not Status.DONE:
            found[code] = shift(schedule.calendar(last), without[1], finish, closing=True).working
    return found


def _end(schedule: Schedule, target: str) -> tuple[str, date] | None:
    """The activity with which ``target`` ends, and when; None where it is cancelled."""
    whole = is_project(schedule.prepared, target)
    last = next(schedule.finishing_last(), None) if whole else target
    finish = schedule.dates(last).finish if last else None
    return (last, finish) if last and finish else None


def _without_work(schedule: Schedule, code: str) -> Change:
    schedule.dates(code)
    activity = schedule.network.activities[code]
    progress = schedule.progress.get(code, NOT_STARTED)
    if activity.fixed or progress.finished:
        return Change()
    if not progress.started:
        return Change(activities=(replace(activity, duration=0),))
    return Change(progress={code: replace(progress, remaining=0, expected_finish=None)})


def explain(schedule: Schedule, code: str, target: str) -> Explanation:
    """Why ``code`` is critical to ``target``, or where it has to wait and what arrives later.

    Where two chains tie, the one that comes first in the order of the links is told. UnknownCode
    for an activity or a target that is not there. See :class:`Explanation`.
    """
    path = critical_path(schedule, target)
    total_float = schedule.total_float(code, target)
    if code in path.activities:
        return Explanation(
            code=code,
            target=target,
            critical=True,
            total_float=total_float,
            chain=tuple(_along(code, path.links)),
        )
    links = tuple(_to_where_it_waits(schedule, code, target))
    waits_at = links[-1].successor if links else None
    drivers = schedule.drivers(waits_at) if waits_at else ()
    waited_for = any(each.link == links[-1] for each in drivers)
    return Explanation(
        code=code,
        target=target,
        critical=False,
        total_float=total_float,
        chain=links,
        waits_at=None if waited_for else waits_at,
        arrives_later=() if waited_for else drivers,
    )


def _along(code: str, links: Iterable[Link]) -> Iterator[Link]:
    """The links of a path from ``code`` on; the first where it parts."""
    for link in links:
        if link.predecessor == code:
            yield link
            code = link.successor


def _to_where_it_waits(schedule: Schedule, code: str, target: str) -> Iterator[Link]:
    """Links from ``code`` towards ``target``, the tightest each time, up to one that has slack."""
    while True:
        onward = [
            (schedule.margin(link) or 0, number, link)
            for number, link in enumerate(schedule.network.links_out_of[code])
            if link.successor == target or schedule.total_float(link.successor, target) is not None
        ]
        if not onward:
            return
        link = min(onward, key=lambda each: each[:2])[2]
        yield link
        code = link.successor
        if Driver(kind=DriverKind.LINK, link=link) not in schedule.drivers(code):
            return

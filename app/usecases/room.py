"""How much room a milestone has before a target moves, as a word that people can keep.

The float itself is a number that stirs with every change; its word is a fact worth telling.
"""

from collections.abc import Mapping
from enum import StrEnum

from scheduling import Schedule, Status, critical_path, near_critical


class Room(StrEnum):
    """What a delay of a milestone does to the target."""

    CRITICAL = "critical"
    """It is on the critical path: the target moves."""
    SPENT = "spent"
    """It has no float left, though another chain sets the target's date."""
    NEAR_CRITICAL = "near-critical"
    """It has float, and no more than ``scheduling.NEAR_CRITICAL`` working days."""
    AMPLE = "ample"
    NONE = "none"
    """It is over, fixed from outside, or the target itself; or the target does not wait for it."""


def rooms(schedule: Schedule, target: str) -> Mapping[str, Room]:
    """The room of every activity before ``target`` moves."""
    path = frozenset(critical_path(schedule, target).activities)
    near = frozenset(near_critical(schedule, target))
    return {
        code: _room(schedule, code, target, critical=code in path, near=code in near)
        for code in schedule.network.activities
    }


def _room(schedule: Schedule, code: str, target: str, *, critical: bool, near: bool) -> Room:
    if code == target or schedule.status(code) in (Status.DONE, Status.CANCELLED):
        return Room.NONE
    if critical:
        return Room.CRITICAL
    total_float = schedule.total_float(code, target)
    if total_float is None or schedule.network.activities[code].fixed:
        return Room.NONE
    if near:
        return Room.NEAR_CRITICAL
    return Room.SPENT if total_float <= 0 else Room.AMPLE

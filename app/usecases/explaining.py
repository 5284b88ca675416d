"""Why a milestone stands where it stands, and why it is critical to a target or is not."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.usecases.sentences import floating, set_by
from app.usecases.wording import counted
from scheduling import (
    CriticalPath,
    Explanation,
    Link,
    Schedule,
    Status,
    critical_path,
    explain,
)

OVER = {Status.DONE: "is done", Status.CANCELLED: "is cancelled: its links pass through it"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a milestone is to one target. ``by_least_float``: no link sets the target's own date."""

    found: Explanation
    by_least_float: bool
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Why ``code`` stands where it stands: ``steps`` are the chain or chains that set its date.

    They end with ``code`` and are it alone where no link sets its date; ``links`` join them.
    """

    code: str
    message: str
    steps: tuple[str, ...]
    links: tuple[Link, ...]
    reasons: tuple[Reason, ...]


def explained(schedule: Schedule, code: str, targets: Iterable[str], *, undated: bool) -> Explained:
    """``code`` explained, and what it is to each of ``targets``."""
    path = critical_path(schedule, code)
    driven = not path.by_least_float
    return Explained(
        code=code,
        message=_date_words(schedule, code, undated=undated),
        steps=path.activities if driven else (code,),
        links=path.links if driven else (),
        reasons=tuple(_reason(schedule, code, target) for target in targets),
    )


def _date_words(schedule: Schedule, code: str, *, undated: bool) -> str:
    status = schedule.status(code)
    if status is Status.CANCELLED:
        return f"{code} {OVER[status]}"
    if undated:
        return f"{code} has no date: nobody has said one"
    finish = schedule.dates(code).finish
    if status is Status.DONE:
        return f"{code} was over on {finish}"
    return f"{code} finishes on {finish}, which is set by {set_by(schedule.drivers(code))}"


def _reason(schedule: Schedule, code: str, target: str) -> Reason:
    found, path = explain(schedule, code, target), critical_path(schedule, target)
    return Reason(
        found=found,
        by_least_float=path.by_least_float,
        message=_reason_words(schedule, found, path),
    )


def _reason_words(schedule: Schedule, found: Explanation, path: CriticalPath) -> str:
    code, target = found.code, found.target
    for each in (target, code):
        status = schedule.status(each) if each in schedule.network.activities else None
        if status in OVER:
            return f"{each} {OVER[status]}"
    if code == target:
        return _target_words(schedule, found)
    if found.critical:
        return _critical_words(found, path)
    if found.total_float is None:
        return f"{code} does not lead to {target}"
    if schedule.network.activities[code].fixed:
        return (
            f"{code} has a date given from outside the plan: it does not wait, and no link moves it"
        )
    return f"{_room_words(found, found.total_float)}: {_waiting_words(found)}"


def _target_words(schedule: Schedule, found: Explanation) -> str:
    drivers = schedule.drivers(found.target)
    return f"{found.target} is the target itself; its date is set by {set_by(drivers)}"


def _critical_words(found: Explanation, path: CriticalPath) -> str:
    code, target = found.code, found.target
    if not path.by_least_float:
        between = [link.successor for link in found.chain if link.successor != target]
        through = f" through {', '.join(between)}" if between else ""
        return f"{code} drives {target}{through}"
    room = "" if path.total_float is None else f": {floating(path.total_float)}"
    return (
        f"No link sets the date of {target}; {code} is on the chain with the least float to it"
        f"{room}"
    )


def _room_words(found: Explanation, total_float: int) -> str:
    if total_float < 0:
        return f"{found.code} is {counted(total_float, 'working')} too late for {found.target}"
    return f"{found.code} has {counted(total_float, 'working')} of float to {found.target}"


def _waiting_words(found: Explanation) -> str:
    if found.waits_at is not None:
        drivers = set_by(found.arrives_later)
        return f"{found.waits_at} does not wait for it, its date is set by {drivers}"
    if found.chain:
        return f"what waits for it ends with {found.chain[-1].successor}, before the plan does"
    return "nothing waits for it"

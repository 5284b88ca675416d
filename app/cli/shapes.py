"""The parts of JSON answers that several verbs share, under the names that documents use."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.cli.planned import Planned
from app.plan import BaselineDates, Revision, format_lag
from app.usecases.sentences import disagreement_words, finding_words, quality_words
from app.usecases.shifts import Shifts
from scheduling import (
    CriticalPath,
    Disagreement,
    Driver,
    Explanation,
    Finding,
    FindingKind,
    FloatPath,
    Link,
    QualityFinding,
    Schedule,
    Shift,
    Status,
)

Shape = dict[str, Any]


def link_shape(link: Link) -> Shape:
    return {
        "from": link.predecessor,
        "to": link.successor,
        "type": link.type.value,
        "lag": format_lag(link.lag, link.unit),
    }


def driver_shape(driver: Driver) -> Shape:
    return {"kind": driver.kind.value, "link": driver.link and link_shape(driver.link)}


def finding_shape(finding: Finding) -> Shape:
    return {
        "kind": finding.kind.value,
        "milestone": finding.activity,
        "link": finding.link and link_shape(finding.link),
        "days": finding.days,
        "message": finding_words(finding),
    }


def quality_shape(finding: QualityFinding) -> Shape:
    return {
        "check": finding.check.value,
        "milestones": list(finding.activities),
        "links": [link_shape(link) for link in finding.links],
        "value": finding.value,
        "message": quality_words(finding),
        "remedy": finding.remedy,
    }


def path_shape(path: CriticalPath) -> Shape:
    return {
        "target": path.target,
        "activities": list(path.activities),
        "links": [link_shape(link) for link in path.links],
        "by_least_float": path.by_least_float,
        "total_float": path.total_float,
    }


def float_path_shape(path: FloatPath) -> Shape:
    return {
        "number": path.number,
        "total_float": path.total_float,
        "milestones": list(path.activities),
        "joins": path.joins and link_shape(path.joins),
    }


def disagreement_shape(parted: Disagreement) -> Shape:
    return {
        "code": parted.code,
        "critical": parted.critical,
        "total_float": parted.total_float,
        "message": disagreement_words(parted),
    }


def explanation_shape(found: Explanation) -> Shape:
    return {
        "target": found.target,
        "critical": found.critical,
        "total_float": found.total_float,
        "chain": [link_shape(each) for each in found.chain],
        "waits_at": found.waits_at,
        "arrives_later": [driver_shape(each) for each in found.arrives_later],
    }


def out_of_sequence(found: Iterable[Finding]) -> list[Shape]:
    """The links that progress did not wait for."""
    return [
        link_shape(each.link)
        for each in found
        if each.link and each.kind is FindingKind.OUT_OF_SEQUENCE
    ]


def spoken_of(planned: Planned) -> Shape:
    """What an answer speaks of; ``revision`` is null for a document."""
    return {
        "plan": planned.plan.code,
        "revision": planned.revision,
        "data_date": planned.data_date,
    }


def milestone_shapes(planned: Planned, targets: tuple[str, ...]) -> Iterator[Shape]:
    """Every milestone in the order of the plan; floats speak of the first target.

    With several targets, ``targets`` holds what depends on each.
    """
    schedule = planned.schedule
    paths = [planned.path(target) for target in targets]
    critical = [frozenset(path.activities) for path in paths]
    least = paths[0].total_float
    for milestone in planned.plan.milestones:
        code = milestone.code
        floats = [
            _float_shape(schedule, code, target, critical=code in on_path)
            for target, on_path in zip(targets, critical, strict=True)
        ]
        total_float, signed = floats[0]["total_float"], schedule.signed_free_float(code)
        yield {
            "code": code,
            "title": milestone.title,
            **dates_shape(schedule, code),
            **floats[0],
            "free_float": None if signed is None else max(0, signed),
            "signed_free_float": signed,
            "lowest_float": total_float is not None and least is not None and total_float <= least,
            "drivers": [driver_shape(driver) for driver in schedule.drivers(code)],
            "undated": code in planned.undated,
            **({"targets": dict(zip(targets, floats, strict=True))} if len(targets) > 1 else {}),
        }


def _float_shape(schedule: Schedule, code: str, target: str, *, critical: bool) -> Shape:
    late = schedule.late(code, target)
    return {
        "late_start": late.start,
        "late_finish": late.finish,
        "total_float": late.total_float,
        "critical": critical,
    }


def dates_shape(schedule: Schedule, code: str) -> Shape:
    dates = schedule.dates(code)
    open_still = dates.status not in (Status.DONE, Status.CANCELLED)
    return {
        "status": dates.status.value,
        "start": dates.start,
        "finish": dates.finish,
        "early_start": schedule.early_start(code),
        "early_finish": dates.finish if open_still else None,
    }


def revision_shape(revision: Revision) -> Shape:
    return {
        "number": revision.number,
        "recorded_at": revision.recorded_at,
        "data_date": revision.data_date,
        "author": revision.author,
        "role": revision.role.value,
        "agency": revision.agency,
        "reason": revision.reason,
        "kind": revision.kind,
    }


def moved_shape(
    was: tuple[str, BaselineDates], now: tuple[str, BaselineDates], shifts: Shifts
) -> Shape:
    """Two named sets of dates of one milestone, and how far its start and finish moved."""
    return {
        was[0]: {"start": was[1].start, "finish": was[1].finish},
        now[0]: {"start": now[1].start, "finish": now[1].finish},
        "start": shift_shape(shifts.start),
        "finish": shift_shape(shifts.finish),
    }


def shift_shape(shift: Shift | None) -> Shape | None:
    return None if shift is None else {"working": shift.working, "calendar": shift.calendar}

"""The words of the pages, for readers who have never seen a project plan."""

from collections.abc import Iterator
from datetime import date

from app.plan.model import Certainty, Mark, Milestone, PlanLink
from app.plan.updates import BaselineDates
from app.usecases.plans import Standing
from app.usecases.room import Room
from app.usecases.wording import NO_DATE, counted, spoken_day, spoken_days, spoken_window
from scheduling import (
    Cause,
    Driver,
    DriverKind,
    FindingKind,
    LagUnit,
    Link,
    LinkType,
    Shift,
    Span,
    Status,
)

TO_COME = "day to be confirmed"
CERTAINTY = {
    Certainty.CONFIRMED: "confirmed",
    Certainty.STATED: "announced",
    Certainty.SUGGESTED: "suggested",
    Certainty.CONDITIONAL: "depends on a decision",
    Certainty.WISHED: "wished for",
}
MARK = {
    Mark.DOCUMENT: "said in the source document",
    Mark.SOURCED: "read at the source named",
    Mark.INFERRED: "inferred: no source says it",
}
ROOM = {
    Room.CRITICAL: "critical",
    Room.SPENT: "no room left",
    Room.NEAR_CRITICAL: "near-critical",
    Room.AMPLE: "has room",
    Room.NONE: "",
}
LINK = {
    LinkType.FS: ("can start", "is finished"),
    LinkType.SS: ("can start", "has started"),
    LinkType.FF: ("can finish", "is finished"),
    LinkType.SF: ("can finish", "has started"),
}
SET_BY = {
    DriverKind.DATA_DATE: "Nothing else holds it: it is the first day after the data date.",
    DriverKind.PLAN_START: "Nothing else holds it: the plan starts then.",
    DriverKind.NOT_BEFORE: "It was said not to start before then.",
    DriverKind.FINISH_NOT_BEFORE: "It was said not to finish before then.",
    DriverKind.WINDOW: "Only the period is known; the plan counts with the last day it allows.",
    DriverKind.FIXED: "The date is fixed from outside the plan.",
    DriverKind.ACTUAL: "This is what happened.",
}
FINDING = {
    FindingKind.DEADLINE_MISSED: "Forecast after the deadline",
    FindingKind.LINK_VIOLATED: "Stands earlier than what it waits for allows",
    FindingKind.PAST_WINDOW: "Forecast after the period that was named for it",
    FindingKind.AWAITING_REPORT: "Should be over, and nobody has reported it",
    FindingKind.OUT_OF_SEQUENCE: "Reported before what it waits for allowed it",
    FindingKind.CANCELLED_IN_CHAIN: "Cancelled, while others still wait for it",
}
"""Gravest first."""
CAUSE = {
    Cause.DRIFT: "days went by and nothing was reported",
    Cause.CALENDAR: "the working days changed",
    Cause.LOGIC: "the plan was changed",
    Cause.WINDOW: "a date was named",
    Cause.UPDATE: "progress was reported",
}


def when(standing: Standing, data_date: date) -> str:
    """The date of a milestone as one would say it on ``data_date``."""
    dates, status = standing.dates, standing.dates.status
    if status is Status.CANCELLED:
        return "cancelled"
    if dates.start is None or dates.finish is None:
        return NO_DATE
    if status is Status.NOT_STARTED and (window := open_window(standing)):
        spoken = spoken_window(window)
        return f"{spoken} ({TO_COME})" if window.first else spoken
    days = spoken_days(dates.start, dates.finish)
    if status is Status.IN_PROGRESS:
        return f"{days}, under way"
    late = status is Status.NOT_STARTED and dates.finish <= data_date
    return f"{days}, not yet reported" if late else days


def how_sure(standing: Standing) -> str:
    """Where the date comes from: progress, somebody's word, or the plan's own arithmetic."""
    status = standing.dates.status
    if status is Status.DONE:
        return "done"
    if status is Status.CANCELLED:
        return ""
    words = CERTAINTY[standing.milestone.certainty]
    dated = standing.milestone.fixed or open_window(standing)
    return words if dated or standing.undated else f"forecast, {words}"


def open_window(standing: Standing) -> Span | None:
    """The window that still stands for the date: nobody has named the day."""
    milestone, finish = standing.milestone, standing.dates.finish
    if milestone.fixed or milestone.window is None or finish is None:
        return None
    return milestone.window if finish <= milestone.window.last else None


def room_in_days(total_float: int | None) -> str:
    """Total float, said so that its sign is understood."""
    if total_float is None:
        return ""
    if total_float < 0:
        return f"{counted(total_float, 'working')} too late"
    return "none" if not total_float else counted(total_float, "working")


def dated(dates: BaselineDates) -> str:
    """The days from start to finish; nothing where there are none."""
    return spoken_days(dates.start or dates.finish, dates.finish) if dates.finish else ""


def moved(shift: Shift | None) -> str:
    """How far a date has moved against the approved plan."""
    if shift is None:
        return ""
    if not shift.calendar:
        return "as approved"
    return f"{counted(shift.calendar)} {'later' if shift.calendar > 0 else 'earlier'}"


def waits(link: PlanLink | Link, other: str) -> str:
    """``can start 84 calendar days after “…” has started``."""
    can, event = LINK[link.type]
    return f"{can} {_offset(link)} \u201c{other}\u201d {event}"


def by_how_much(days: int | None) -> str:
    """The days of a finding, where it is about days."""
    return f"by {counted(days)}" if days else ""


def set_by(drivers: tuple[Driver, ...], titles: dict[str, str]) -> Iterator[str]:
    """What sets the date, each as a sentence."""
    for driver in drivers:
        if driver.link is None:
            yield SET_BY[driver.kind]
        else:
            yield f"It {waits(driver.link, titles[driver.link.predecessor])}."


def demands(milestone: Milestone) -> Iterator[str]:
    """Dates that the plan demands of a milestone."""
    if milestone.deadline:
        yield f"Deadline: {spoken_day(milestone.deadline)}"
    if milestone.not_before:
        yield f"Not before {spoken_day(milestone.not_before)}"
    if milestone.finish_not_before:
        yield f"Not finished before {spoken_day(milestone.finish_not_before)}"


def _offset(link: PlanLink | Link) -> str:
    if not link.lag:
        return "after"
    unit = "calendar" if link.unit is LagUnit.CALENDAR_DAYS else "working"
    return f"{counted(link.lag, unit)} {'after' if link.lag > 0 else 'before'}"

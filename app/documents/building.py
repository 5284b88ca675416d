"""From entries that keep their rules to the plan's words, defaults filled in."""

from typing import Any, cast

from app.documents.draft import Draft
from app.documents.entries import (
    CalendarEntry,
    LinkEntry,
    MeetingEntry,
    MilestoneEntry,
    MilestoneFacts,
    PlanEntry,
)
from app.plan.model import Meeting, Milestone, Plan, PlanCalendar, PlanLink, default_uid
from scheduling import NOT_STARTED, Progress


def plan_of(draft: Draft) -> Plan:
    """The plan of a draft that was checked."""
    header = cast("PlanEntry", draft.header)  # a draft without one was refused
    return Plan(
        code=header.code,
        data_date=header.data_date,
        **header_facts(header),
        tracks=draft.tracks,
        calendars=tuple(calendar for _, calendar in draft.calendars),
        milestones=tuple(milestone for _, milestone, _ in draft.milestones),
        links=tuple(link for _, link in draft.links),
        progress={
            milestone.code: progress
            for _, milestone, progress in draft.milestones
            if progress != NOT_STARTED
        },
    )


def header_facts(header: PlanEntry) -> dict[str, Any]:
    """What ``header`` says of a plan as a whole, but for its code and data date."""
    return {
        "title": header.title or header.code,
        "description": header.description,
        "zone": header.zone,
        "start": header.start,
        "targets": tuple(header.targets),
        "window_assumption": header.assume,
        "progress_rule": header.progress,
        "rhythm": header.rhythm,
    }


def calendar_of(entry: CalendarEntry) -> PlanCalendar:
    """The calendar that an entry describes."""
    return PlanCalendar(
        code=entry.code,
        title=entry.title or entry.code,
        weekdays=frozenset(entry.weekdays),
        holidays={holiday.day: holiday.name for holiday in entry.holidays},
        working=frozenset(entry.working),
        source=entry.source,
    )


def milestone_of(entry: MilestoneFacts, header: PlanEntry | None) -> Milestone:
    """The milestone that an entry describes; ``header`` is None only in a refused document."""
    plan, zone = (header.code, header.zone) if header else ("", "UTC")
    return Milestone(
        code=entry.code,
        uid=entry.uid or default_uid(plan, entry.code),
        title=entry.title or entry.code,
        track=entry.track or "",
        owner=entry.owner,
        contributors=tuple(entry.contributors),
        certainty=entry.certainty,
        duration=entry.duration,
        optimistic=entry.optimistic,
        pessimistic=entry.pessimistic,
        calendar=entry.calendar,
        boundary=entry.boundary,
        fixed=entry.fixed,
        window=entry.window,
        not_before=entry.not_before,
        finish_not_before=entry.finish_not_before,
        deadline=entry.deadline,
        mark=entry.mark,
        source=entry.source,
        note=entry.note,
        url=entry.url,
        meeting=_meeting_of(entry.meeting, zone) if entry.meeting else None,
    )


def _meeting_of(entry: MeetingEntry, zone: str) -> Meeting:
    return Meeting(
        starts=entry.starts,
        ends=entry.ends,
        zone=entry.zone or zone,
        place=entry.place,
        join=entry.join,
    )


def progress_of_entry(entry: MilestoneEntry) -> Progress:
    """The progress that a milestone came with."""
    return Progress(
        actual_start=entry.actual_start,
        actual_finish=entry.actual_finish,
        remaining=entry.remaining,
        expected_finish=entry.expected_finish,
        cancelled=entry.cancelled,
    )


def link_of(entry: LinkEntry) -> PlanLink:
    """The link that an entry describes."""
    lag, unit = entry.lag
    return PlanLink(
        predecessor=entry.predecessor,
        successor=entry.successor,
        type=entry.type,
        lag=lag,
        unit=unit,
        mark=entry.mark,
        source=entry.source,
        note=entry.note,
    )

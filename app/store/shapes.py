"""The one translation between rows and the users' words, both ways, kind by kind."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from app.plan.model import Certainty, Mark, Meeting, Milestone, PlanCalendar, PlanLink, Rhythm
from app.plan.updates import Update
from app.store.links import id_at
from app.store.records import Header
from app.store.tables import CalendarRow, HeaderRow, LinkRow, MilestoneRow, UpdateRow
from scheduling import Boundary, LagUnit, LinkType, ProgressRule, Span, WindowAssumption

Values = dict[str, Any]

# words by their values: an enumeration is called at ten times the cost, and there are thousands
CERTAINTIES = {each.value: each for each in Certainty}
MARKS = {each.value: each for each in Mark}
BOUNDARIES = {each.value: each for each in Boundary}
LINK_TYPES = {each.value: each for each in LinkType}
LAG_UNITS = {each.value: each for each in LagUnit}


def header_values(header: Header) -> Values:
    return {
        "title": header.title,
        "description": header.description,
        "zone": header.zone,
        "start": header.start,
        "pinned": header.pinned,
        "targets": list(header.targets),
        "tracks": dict(header.tracks),
        "window_assumption": header.window_assumption.value,
        "progress_rule": header.progress_rule.value,
        "rhythm": header.rhythm.value,
    }


def header_of(row: HeaderRow) -> Header:
    return Header(
        title=row.title,
        description=row.description,
        zone=row.zone,
        start=row.start,
        pinned=row.pinned,
        targets=tuple(row.targets),
        tracks=row.tracks,
        window_assumption=WindowAssumption(row.window_assumption),
        progress_rule=ProgressRule(row.progress_rule),
        rhythm=Rhythm(row.rhythm),
    )


def milestone_values(milestone: Milestone) -> Values:
    return {
        "uid": milestone.uid,
        "code": milestone.code,
        "title": milestone.title,
        "track": milestone.track,
        "owner": milestone.owner,
        "contributors": list(milestone.contributors),
        "certainty": milestone.certainty.value,
        "duration": milestone.duration,
        "optimistic": milestone.optimistic,
        "pessimistic": milestone.pessimistic,
        "calendar": milestone.calendar,
        "boundary": milestone.boundary.value,
        **_span_values("fixed", milestone.fixed),
        **_span_values("window", milestone.window),
        "not_before": milestone.not_before,
        "finish_not_before": milestone.finish_not_before,
        "deadline": milestone.deadline,
        "mark": milestone.mark.value,
        "source": milestone.source,
        "note": milestone.note,
        "url": milestone.url,
        "meeting": asdict(milestone.meeting) if milestone.meeting else None,
    }


def milestone_of(row: MilestoneRow) -> Milestone:
    return Milestone(
        code=row.code,
        uid=row.uid,
        title=row.title,
        track=row.track,
        owner=row.owner,
        contributors=tuple(row.contributors),
        certainty=CERTAINTIES[row.certainty],
        duration=row.duration,
        optimistic=row.optimistic,
        pessimistic=row.pessimistic,
        calendar=row.calendar,
        boundary=BOUNDARIES[row.boundary],
        fixed=_span(row.fixed_first, row.fixed_last),
        window=_span(row.window_first, row.window_last),
        not_before=row.not_before,
        finish_not_before=row.finish_not_before,
        deadline=row.deadline,
        mark=MARKS[row.mark],
        source=row.source,
        note=row.note,
        url=row.url,
        meeting=Meeting(**row.meeting) if row.meeting else None,
    )


def link_values(link: PlanLink) -> Values:
    return {
        "predecessor": link.predecessor,
        "successor": link.successor,
        "type": link.type.value,
        "lag": link.lag,
        "unit": link.unit.value,
        "mark": link.mark.value,
        "source": link.source,
        "note": link.note,
    }


def link_of(row: LinkRow) -> PlanLink:
    return PlanLink(
        predecessor=row.predecessor,
        successor=row.successor,
        type=LINK_TYPES[row.type],
        lag=row.lag,
        unit=LAG_UNITS[row.unit],
        mark=MARKS[row.mark],
        source=row.source,
        note=row.note,
        id=id_at(row.position),
    )


def calendar_values(calendar: PlanCalendar) -> Values:
    return {
        "code": calendar.code,
        "title": calendar.title,
        "weekdays": sorted(calendar.weekdays),
        "holidays": {day.isoformat(): name for day, name in sorted(calendar.holidays.items())},
        "working": sorted(day.isoformat() for day in calendar.working),
        "source": calendar.source,
    }


def calendar_of(row: CalendarRow) -> PlanCalendar:
    return PlanCalendar(
        code=row.code,
        title=row.title,
        weekdays=frozenset(row.weekdays),
        holidays=_named_days(row.holidays),
        working=frozenset(map(date.fromisoformat, row.working)),
        source=row.source,
    )


def update_values(update: Update) -> Values:
    return {
        "milestone": update.milestone,
        "actual_start": update.actual_start,
        "actual_finish": update.actual_finish,
        "remaining": update.remaining,
        "expected_finish": update.expected_finish,
        **_span_values("fixed", update.fixed),
        **_span_values("window", update.window),
        "certainty": update.certainty.value if update.certainty else None,
        "cancelled": update.cancelled,
        "note": update.note,
        "source": update.source,
        "on_behalf_of": update.on_behalf_of,
        "takes_back": update.takes_back,
    }


def update_of(row: UpdateRow) -> Update:
    return Update(
        milestone=row.milestone,
        actual_start=row.actual_start,
        actual_finish=row.actual_finish,
        remaining=row.remaining,
        expected_finish=row.expected_finish,
        fixed=_span(row.fixed_first, row.fixed_last),
        window=_span(row.window_first, row.window_last),
        certainty=Certainty(row.certainty) if row.certainty else None,
        cancelled=row.cancelled,
        note=row.note,
        source=row.source,
        on_behalf_of=row.on_behalf_of,
        takes_back=row.takes_back,
    )


def _span_values(name: str, span: Span | None) -> Values:
    """A span is there when its last day is; "by" a day has no first one."""
    return {
        f"{name}_first": span.first if span else None,
        f"{name}_last": span.last if span else None,
    }


def _span(first: date | None, last: date | None) -> Span | None:
    return Span(first=first, last=last) if last else None


def _named_days(days: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in days.items()}

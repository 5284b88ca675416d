"""From a plan to a document: what a reader would assume anyway is left out."""

import json
from datetime import date

from pydantic import BaseModel

from app.documents.entries import LinkEntry, MilestoneEntry, MilestoneFacts, PlanEntry
from app.documents.fields import WEEKDAYS
from app.documents.parsing import Format
from app.documents.tables import Table
from app.documents.toml import toml_of
from app.plan.lags import format_lag
from app.plan.model import Meeting, Milestone, Plan, PlanCalendar, PlanLink, default_uid
from app.plan.spans import format_span
from scheduling import NOT_STARTED, Progress, Span


def write_plan(plan: Plan, format: Format) -> str:
    """The document that :func:`~app.documents.read_plan` reads back as ``plan``."""
    tables: Table = {
        "plan": plan_table(plan),
        "tracks": dict(plan.tracks),
        "calendars": [calendar_table(calendar) for calendar in plan.calendars],
        "milestones": [
            {**milestone_table(milestone, plan.code, plan.zone), **progress_table(progress)}
            for milestone in plan.milestones
            for progress in [plan.progress.get(milestone.code, NOT_STARTED)]
        ],
        "links": [link_table(link) for link in plan.links],
    }
    tables = {name: table for name, table in tables.items() if table}
    if format == "toml":
        return toml_of(tables)
    return json.dumps(tables, ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


def plan_table(plan: Plan) -> Table:
    """What is said of the plan as a whole."""
    return _told(
        PlanEntry,
        code=plan.code,
        title=_unless(plan.title, plan.code),
        description=plan.description,
        zone=plan.zone,
        data_date=plan.data_date,
        start=plan.start,
        targets=list(plan.targets),
        assume=plan.window_assumption,
        progress=plan.progress_rule,
        rhythm=plan.rhythm,
    )


def calendar_table(calendar: PlanCalendar) -> Table:
    """What is said of a calendar."""
    told = {
        "code": calendar.code,
        "title": _unless(calendar.title, calendar.code),
        "weekdays": [WEEKDAYS[weekday] for weekday in sorted(calendar.weekdays)],
        "holidays": [
            {"day": day, "name": name} if name else day
            for day, name in sorted(calendar.holidays.items())
        ],
        "working": sorted(calendar.working),
        "source": calendar.source,
    }
    return {key: value for key, value in told.items() if value}


def milestone_table(milestone: Milestone, plan: str, zone: str) -> Table:
    """What is said of a milestone in the plan whose code is ``plan`` and whose zone is ``zone``."""
    return _told(
        MilestoneFacts,
        code=milestone.code,
        title=_unless(milestone.title, milestone.code),
        uid=_unless(str(milestone.uid), str(default_uid(plan, milestone.code))),
        track=milestone.track or None,
        owner=milestone.owner,
        contributors=list(milestone.contributors),
        certainty=milestone.certainty,
        duration=milestone.duration,
        optimistic=milestone.optimistic,
        pessimistic=milestone.pessimistic,
        calendar=milestone.calendar,
        boundary=milestone.boundary,
        **_dates(milestone),
        mark=milestone.mark,
        source=milestone.source,
        note=milestone.note,
        url=milestone.url,
        meeting=_meeting(milestone.meeting, zone) if milestone.meeting else None,
    )


def _dates(milestone: Milestone) -> Table:
    return {
        "fixed": _span(milestone.fixed),
        "window": _span(milestone.window),
        "deadline": milestone.deadline,
        "not_before": milestone.not_before,
        "finish_not_before": milestone.finish_not_before,
    }


def progress_table(progress: Progress) -> Table:
    """What was reported of a milestone."""
    return _told(
        MilestoneEntry,
        actual_start=progress.actual_start,
        actual_finish=progress.actual_finish,
        remaining=progress.remaining,
        expected_finish=progress.expected_finish,
        cancelled=progress.cancelled,
    )


def _meeting(meeting: Meeting, zone: str) -> Table:
    told = {
        "starts": meeting.starts,
        "ends": meeting.ends,
        "zone": _unless(meeting.zone, zone),
        "place": meeting.place,
        "join": meeting.join,
    }
    return {key: value for key, value in told.items() if value}


def link_table(link: PlanLink) -> Table:
    """What is said of a link."""
    told = _told(
        LinkEntry,
        type=link.type,
        lag=(link.lag, link.unit),
        mark=link.mark,
        source=link.source,
        note=link.note,
    )
    if "lag" in told:
        told["lag"] = format_lag(link.lag, link.unit)
    return {"from": link.predecessor, "to": link.successor, **told}


def _span(span: Span | None) -> str | None:
    return None if span is None else format_span(span)


def _unless(value: str, assumed: str) -> str | None:
    return None if value == assumed else value


def _told(model: type[BaseModel], **values: object) -> Table:
    """The ``values`` that differ from what ``model`` assumes."""
    fields = model.model_fields
    return {key: value for key, value in values.items() if value != fields[key].default}

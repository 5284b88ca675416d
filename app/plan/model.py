"""The users' words as frozen data: what a plan holds at one revision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from scheduling import Boundary, LagUnit, LinkType, Progress, Span


class Certainty(StrEnum):
    """How sure a date is, surest first. Held, done and cancelled are progress, not certainty."""

    CONFIRMED = "confirmed"
    STATED = "stated"
    SUGGESTED = "suggested"
    CONDITIONAL = "conditional"
    WISHED = "wished"


class Mark(StrEnum):
    """Where a statement of the plan comes from."""

    DOCUMENT = "document"
    SOURCED = "sourced"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Clock time and place of an event: carried for the calendar, never part of the arithmetic.

    ``starts`` and ``ends`` are local wall-clock times in ``zone`` (IANA name) on the event's first
    day.
    """

    starts: str
    ends: str
    zone: str
    place: str = ""
    join: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCalendar:
    """A duty station's working time as explicit dates, with the source they came from.

    ``weekdays`` counts Monday as 0. ``holidays`` names each day off; ``working`` lists days worked
    although the week or a holiday says otherwise.
    """

    code: str
    title: str
    weekdays: frozenset[int]
    holidays: Mapping[date, str] = field(default_factory=dict)
    working: frozenset[date] = frozenset()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One node of the plan. Dates are inclusive; ``duration`` is in working days of ``calendar``."""

    code: str
    uid: UUID
    title: str
    track: str
    owner: str
    contributors: tuple[str, ...] = ()
    certainty: Certainty = Certainty.STATED
    duration: int = 0
    calendar: str = "every-day"
    boundary: Boundary = Boundary.FINISH
    fixed: Span | None = None
    window: Span | None = None
    not_before: date | None = None
    finish_not_before: date | None = None
    deadline: date | None = None
    mark: Mark = Mark.DOCUMENT
    source: str = ""
    note: str = ""
    url: str = ""
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLink:
    """A link with its provenance. ``lag`` is in ``unit``; working days of the predecessor's calendar."""

    predecessor: str
    successor: str
    type: LinkType = LinkType.FS
    lag: int = 0
    unit: LagUnit = LagUnit.WORKING_DAYS
    mark: Mark = Mark.DOCUMENT
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole plan at one revision: what a plan document holds, and what the store hands out."""

    code: str
    title: str
    zone: str
    data_date: date | None
    start: date | None = None
    targets: tuple[str, ...]
    milestones: tuple[Milestone, ...]
    links: tuple[PlanLink, ...]
    calendars: tuple[PlanCalendar, ...] = ()
    tracks: Mapping[str, str] = field(default_factory=dict)
    progress: Mapping[str, Progress] = field(default_factory=dict)
    description: str = ""

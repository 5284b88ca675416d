"""The users' words as frozen data: what a plan holds at one revision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from scheduling import (
    EVERY_DAY,
    Boundary,
    LagUnit,
    LinkType,
    Progress,
    ProgressRule,
    Span,
    WindowAssumption,
)

NAMESPACE = UUID("5f1c8d0e-6a53-4b57-9a3f-0d3f0a7c52be")
"""Of the uids that no author gave."""


def default_uid(plan: str, milestone: str) -> UUID:
    """The uid of a milestone that came without one: the same for the same codes, for ever."""
    return uuid5(NAMESPACE, f"{plan}/{milestone}")


class Certainty(StrEnum):
    """How sure a date is, surest first. Held, done and cancelled are progress, not certainty."""

    CONFIRMED = "confirmed"
    STATED = "stated"
    SUGGESTED = "suggested"
    CONDITIONAL = "conditional"
    WISHED = "wished"


class Rhythm(StrEnum):
    """When the data date of a plan that is not pinned moves by itself."""

    WEEKLY = "weekly"
    """Each Monday."""
    DAILY = "daily"


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
    """One node of the plan; dates are inclusive, ``duration`` in working days of ``calendar``.

    ``optimistic`` and ``pessimistic`` are the other two points of an estimate whose likeliest is
    ``duration``: they speak of risk, and no date follows from them.
    """

    code: str
    uid: UUID
    title: str
    track: str
    owner: str
    contributors: tuple[str, ...] = ()
    certainty: Certainty = Certainty.STATED
    duration: int = 0
    optimistic: int | None = None
    pessimistic: int | None = None
    calendar: str = EVERY_DAY.name
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

    @property
    def agencies(self) -> tuple[str, ...]:
        """Who may report on it: who answers for it, if somebody does, and who contributes."""
        return tuple(filter(None, (self.owner, *self.contributors)))

    @property
    def open_window(self) -> Span | None:
        """The window, unless a day is named beside it."""
        return None if self.fixed else self.window

    @property
    def estimated(self) -> bool:
        """Whether more is said of its duration than the likeliest one."""
        return self.optimistic is not None or self.pessimistic is not None

    @property
    def one_day(self) -> bool:
        """Whether it begins and ends on one day, so that one date says both."""
        return self.duration <= 1 and (self.fixed is None or self.fixed.first == self.fixed.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLink:
    """A link with its provenance; ``lag`` is in ``unit``, on the predecessor's calendar.

    ``id`` names it as long as the plan holds it, whatever else of it changes; 0 before it is kept.
    It says nothing, and so is no part of what makes two links equal.
    """

    predecessor: str
    successor: str
    type: LinkType = LinkType.FS
    lag: int = 0
    unit: LagUnit = LagUnit.WORKING_DAYS
    mark: Mark = Mark.DOCUMENT
    source: str = ""
    note: str = ""
    id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole plan at one revision: what a plan document holds, and what the store hands out.

    ``data_date`` or ``start`` is given. No ``targets`` means the whole plan (``project``).
    ``window_assumption`` and ``progress_rule`` choose how it is scheduled, ``rhythm`` when its data
    date moves by itself.
    """

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
    window_assumption: WindowAssumption = WindowAssumption.LAST
    progress_rule: ProgressRule = ProgressRule.RETAINED_LOGIC
    rhythm: Rhythm = Rhythm.WEEKLY

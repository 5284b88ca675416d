"""A plan document on its way to a plan: what could be read so far, each with its place."""

from dataclasses import dataclass, field

from app.documents.entries import PlanEntry
from app.plan.model import Milestone, PlanCalendar, PlanLink
from scheduling import Progress


@dataclass(slots=True, kw_only=True)
class Draft:
    """The parts that keep their own rules; whether they fit together is checked on this.

    ``broken_milestones`` and ``broken_calendars`` are the codes of parts that could not be read:
    naming them is no further fault.
    """

    header: PlanEntry | None = None
    tracks: dict[str, str] = field(default_factory=dict)
    calendars: list[tuple[str, PlanCalendar]] = field(default_factory=list)
    milestones: list[tuple[str, Milestone, Progress]] = field(default_factory=list)
    links: list[tuple[str, PlanLink]] = field(default_factory=list)
    broken_milestones: set[str] = field(default_factory=set)
    broken_calendars: set[str] = field(default_factory=set)

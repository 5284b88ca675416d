"""Plans by name, and what a plan says of itself as a whole."""

from datetime import date
from typing import Self

from pydantic import Field

from app.api.paging import Page
from app.api.schemas.shapes import Answer, Paged, RevisionShape, Shape, spoken_of
from app.documents.fields import WEEKDAYS
from app.plan import PlanCalendar, Rhythm
from app.store import PlanName
from app.usecases.reading import Reading
from scheduling import ProgressRule, WindowAssumption


class PlanNameShape(Shape):
    """A plan as a list shows it, with its newest revision."""

    code: str
    title: str
    revision: RevisionShape


class PlansAnswer(Paged):
    """Every plan, by code."""

    plans: tuple[PlanNameShape, ...]

    @classmethod
    def of(cls, listed: Page[PlanName]) -> Self:
        return cls(next=listed.next, plans=tuple(map(PlanNameShape.model_validate, listed.items)))


class HolidayShape(Shape):
    """A day off and what it is called."""

    day: date
    name: str


class CalendarShape(Shape):
    """A duty station's working time as explicit dates; `every-day` is always there."""

    code: str
    title: str
    weekdays: tuple[str, ...]
    holidays: tuple[HolidayShape, ...]
    working: tuple[date, ...] = Field(description="Days worked although the week says otherwise")
    source: str

    @classmethod
    def of(cls, calendar: PlanCalendar) -> Self:
        return cls(
            code=calendar.code,
            title=calendar.title,
            weekdays=tuple(WEEKDAYS[day] for day in sorted(calendar.weekdays)),
            holidays=tuple(
                HolidayShape(day=day, name=name) for day, name in sorted(calendar.holidays.items())
            ),
            working=tuple(sorted(calendar.working)),
            source=calendar.source,
        )


class PlanAnswer(Answer):
    """A plan as a whole; its milestones and links are asked for by themselves."""

    title: str
    description: str
    zone: str = Field(description="The time zone in which its days are counted")
    start: date | None = Field(description="The day before which nothing of it begins")
    targets: tuple[str, ...] = Field(description="Codes of the milestones that it works towards")
    tracks: dict[str, str] = Field(description="Titles of its tracks, by code")
    calendars: tuple[CalendarShape, ...]
    milestones: int = Field(description="How many milestones it has")
    links: int = Field(description="How many links it has")
    assume: WindowAssumption = Field(description="Which day of a window is assumed")
    progress: ProgressRule = Field(description="How progress out of sequence is taken")
    rhythm: Rhythm = Field(description="When its data date moves by itself, unless it is pinned")
    recorded: RevisionShape = Field(description="The revision that the answer speaks of")

    @classmethod
    def of(cls, reading: Reading) -> Self:
        plan = reading.plan
        return cls(
            **spoken_of(reading),
            title=plan.title,
            description=plan.description,
            zone=plan.zone,
            start=plan.start,
            targets=reading.targets,
            tracks=dict(plan.tracks),
            calendars=tuple(map(CalendarShape.of, plan.calendars)),
            milestones=len(plan.milestones),
            links=len(plan.links),
            assume=plan.window_assumption,
            progress=plan.progress_rule,
            rhythm=plan.rhythm,
            recorded=RevisionShape.model_validate(reading.revision),
        )

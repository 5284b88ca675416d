"""The shape of the documents: one strict model per table, and nothing beyond its keys."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from app.documents.fields import (
    WEEKDAYS,
    Address,
    BoundaryWord,
    CertaintyWord,
    Clock,
    Code,
    Day,
    Duration,
    Fixed,
    Flag,
    Held,
    Lag,
    Line,
    LinkTypeWord,
    MarkWord,
    ProgressWord,
    RhythmWord,
    Text,
    Title,
    Uid,
    Weekday,
    Window,
    WindowWord,
    Zone,
)
from app.errors import shown
from app.plan.limits import (
    MOST_CALENDARS,
    MOST_EXCEPTIONS,
    MOST_LINKS,
    MOST_MILESTONES,
    MOST_NAMES,
)
from app.plan.model import Certainty, Mark, Rhythm
from scheduling import EVERY_DAY, Boundary, LagUnit, LinkType, ProgressRule, WindowAssumption

NO_TEXT = re.compile("[\ud800-\udfff]")
MOST_KEYS = 64
"""More keys than any table has: a table with more is refused whole, not key by key."""


class Entry(BaseModel):
    """A table of a document. ``null`` says the same as leaving the key out."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _is_a_table(cls, value: Any) -> dict[str, Any]:
        return {key: item for key, item in table(value).items() if item is not None}


def table(value: object) -> dict[str, Any]:
    """``value`` as a table; ValueError when it is none that could be read."""
    if not isinstance(value, dict):
        raise ValueError("must be a table of keys and values")
    if len(value) > MOST_KEYS:
        raise ValueError(f"must not have more than {MOST_KEYS} keys")
    for key in value:
        if NO_TEXT.search(key):
            raise ValueError(f"has the key {shown(key)}, which is no text")
    return value


class PlanEntry(Entry):
    """The plan itself; ``data_date`` or ``start`` is needed."""

    code: Code
    title: Title | None = None
    description: Text = ""
    zone: Zone = "UTC"
    data_date: Day | None = None
    start: Day | None = None
    targets: Annotated[list[Code], Field(max_length=MOST_NAMES)] = []
    assume: WindowWord = WindowAssumption.LAST
    progress: ProgressWord = ProgressRule.RETAINED_LOGIC
    rhythm: RhythmWord = Rhythm.WEEKLY


class HolidayEntry(Entry):
    """A day off and what it is called."""

    day: Day
    name: Line = ""


def _with_day(value: object) -> object:
    return value if isinstance(value, dict) else {"day": value}


Holiday = Annotated[
    HolidayEntry,
    BeforeValidator(_with_day, json_schema_input_type=Day | HolidayEntry),
]


class CalendarEntry(Entry):
    """A working calendar as explicit dates; ``every-day`` is always there."""

    code: Code
    title: Title | None = None
    weekdays: Annotated[list[Weekday], Field(min_length=1, max_length=7)] = Field(
        default=[0, 1, 2, 3, 4], json_schema_extra={"default": list(WEEKDAYS[:5])}
    )
    holidays: Annotated[list[Holiday], Field(max_length=MOST_EXCEPTIONS)] = []
    working: Annotated[list[Day], Field(max_length=MOST_EXCEPTIONS)] = []
    source: Text = ""


class MeetingEntry(Entry):
    """Clock time and place of an event; ``zone`` is the plan's unless it is given."""

    starts: Clock
    ends: Clock
    zone: Zone | None = None
    place: Line = ""
    join: Address = ""


class MilestoneFacts(Entry):
    """A milestone as the plan describes it, whatever was reported of it."""

    code: Code
    title: Title | None = None
    uid: Uid | None = None
    track: Code | None = None
    owner: Line = ""
    contributors: Annotated[list[Line], Field(max_length=MOST_NAMES)] = []
    certainty: CertaintyWord = Certainty.STATED
    duration: Duration = 0
    optimistic: Duration | None = None
    pessimistic: Duration | None = None
    calendar: Code = EVERY_DAY.name
    boundary: BoundaryWord = Boundary.FINISH
    fixed: Fixed | None = None
    window: Window | None = None
    deadline: Day | None = None
    not_before: Day | None = None
    finish_not_before: Day | None = None
    mark: MarkWord = Mark.DOCUMENT
    source: Text = ""
    note: Text = ""
    url: Address = ""
    meeting: MeetingEntry | None = None


class MilestoneEntry(MilestoneFacts):
    """A milestone, with the progress it had when the plan was written down."""

    actual_start: Day | None = None
    actual_finish: Day | None = None
    remaining: Duration | None = None
    expected_finish: Day | None = None
    cancelled: Flag = False


class LinkEntry(Entry):
    """A link; a whole number as ``lag`` counts working days."""

    predecessor: Code = Field(alias="from")
    successor: Code = Field(alias="to")
    type: LinkTypeWord = LinkType.FS
    lag: Lag = Field(default=(0, LagUnit.WORKING_DAYS), json_schema_extra={"default": "0"})
    mark: MarkWord = Mark.DOCUMENT
    source: Text = ""
    note: Text = ""


class StatementEntry(Entry):
    """What is said of a milestone; what is left out, or null, says nothing."""

    held: Held | None = Field(
        default=None,
        description="The day on which it was held, or the first and the last: `A/B`; the same as "
        "`actual_start` and `actual_finish`",
        examples=["2021-08-31/2021-09-01"],
    )
    actual_start: Day | None = Field(default=None, description="The day it began")
    actual_finish: Day | None = Field(default=None, description="The day it was over")
    remaining: Duration | None = Field(
        default=None, description="Working days that it will still take after the data date"
    )
    expected_finish: Day | None = Field(
        default=None, description="The day it will be done, instead of `remaining`"
    )
    fixed: Fixed | None = Field(
        default=None,
        description="Its new date, set outside the plan: a day, or an interval `A/B`",
        examples=["2021-08-31"],
    )
    window: Window | None = Field(
        default=None,
        description="Its new date, known as a range: a month, a quarter, an interval, `../A`",
        examples=["2021-09"],
    )
    certainty: CertaintyWord | None = Field(default=None, description="How sure its date is now")
    cancelled: Flag | None = Field(
        default=None, description="True cancels it, false takes the cancellation back"
    )
    note: Text = Field(default="", description="A word to the reader")
    source: Text = Field(default="", description="Where this can be read")
    on_behalf_of: Line = Field(
        default="",
        description="For whom a planner speaks: who is responsible for it, or contributes to it",
    )

    @field_validator("actual_start", "actual_finish")
    @classmethod
    def _beside_held(cls, day: date | None, info: ValidationInfo) -> date | None:
        if day is not None and info.data.get("held") is not None:
            raise ValueError("must not be given beside held: that says both")
        return day

    @property
    def facts(self) -> dict[str, Any]:
        """The same by the names under which it is kept."""
        said = {name: getattr(self, name) for name in StatementEntry.model_fields}
        held = said.pop("held")
        return {**said, "actual_start": held.first, "actual_finish": held.last} if held else said


class UpdateEntry(StatementEntry):
    """One statement about one milestone."""

    milestone: Code = Field(description="Code of the milestone")


class HistoryEntry(UpdateEntry):
    """An update with the day on which it was said."""

    data_date: Day


class PlanDocument(Entry):
    """A plan document: the tables that it may hold."""

    plan: PlanEntry
    tracks: Annotated[dict[Code, Title], Field(max_length=MOST_NAMES)] = {}
    calendars: Annotated[list[CalendarEntry], Field(max_length=MOST_CALENDARS)] = []
    milestones: Annotated[list[MilestoneEntry], Field(max_length=MOST_MILESTONES)] = []
    links: Annotated[list[LinkEntry], Field(max_length=MOST_LINKS)] = []

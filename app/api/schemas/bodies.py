"""What may be sent: statements about milestones, read as strictly as plan documents are."""

from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from app.api.asked import LAST_REVISION
from app.documents.entries import Entry
from app.documents.fields import (
    CertaintyWord,
    Code,
    Day,
    Duration,
    Fixed,
    Flag,
    Line,
    Name,
    Text,
    Window,
)
from app.plan import Update

MOST_UPDATES = 1_000


def _whole(value: object) -> int:
    if type(value) is int and 1 <= value <= LAST_REVISION:
        return value
    raise ValueError(f"must be a whole number from 1 to {LAST_REVISION}")


Expected = Annotated[
    int,
    PlainValidator(_whole),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LAST_REVISION}),
]


UpdateId = Annotated[
    int,
    PlainValidator(_whole),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LAST_REVISION}),
]


class Said(Entry):
    """What is said of a milestone; what is left out, or null, says nothing."""

    actual_start: Day | None = Field(default=None, description="The day it began")
    actual_finish: Day | None = Field(default=None, description="The day it was held, or done")
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
    takes_back: UpdateId | None = Field(
        default=None,
        description="The id of an earlier update of the milestone that is taken back; beside it "
        "only a note, a source and on whose behalf",
    )
    on_behalf_of: Line = Field(
        default="", description="The owner for whom a planner speaks, who has no key"
    )

    def update(self, milestone: str) -> Update:
        """The statement, about ``milestone``."""
        said = {name: getattr(self, name) for name in Said.model_fields}
        return Update(milestone=milestone, **said)


class SaidOf(Said):
    """What is said of one milestone among several."""

    milestone: Code = Field(description="Code of the milestone")


class Entering(Entry):
    """How an update is entered."""

    data_date: Day | None = Field(
        default=None,
        description="The day of which it speaks, for planners who enter history; else today in "
        "the plan's time zone, or the day to which the plan is pinned",
    )
    reason: Line = Field(default="", description="Why, as the log of revisions shows it")
    preview: Flag = Field(default=False, description="Answer the receipt and keep nothing")
    expected_revision: Expected | None = Field(
        default=None,
        description="The same as `If-Match`, for those who cannot send it: the revision that the "
        "writer has read; if the plan has moved on, nothing is kept and the answer is 412",
    )


class UpdateBody(Entering, Said):
    """An update of the milestone in the address."""


class UpdatesBody(Entering):
    """Updates of one or several milestones, accepted as one revision, all or none."""

    updates: list[SaidOf] = Field(min_length=1, max_length=MOST_UPDATES)


class BaselineBody(Entry):
    """A baseline to be taken of the plan as it stands."""

    name: Name = Field(description="Its name, for good")
    approved_by: Line = Field(
        default="", description="Who approved the dates, if not the planner who takes them"
    )
    reason: Line = Field(default="", description="Why, as the log of revisions shows it")
    preview: Flag = Field(default=False, description="Answer what it would freeze, keep nothing")
    expected_revision: Expected | None = Field(
        default=None, description="The revision that the writer has read; 412 if it has moved on"
    )

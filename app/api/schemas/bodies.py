"""What may be sent: statements about milestones, read as strictly as plan documents are."""

from typing import Annotated

from pydantic import Field

from app.documents.entries import Entry, StatementEntry
from app.documents.fields import Code, Day, Flag, Line, Name, whole
from app.plan import Update
from app.plan.limits import LAST_NUMBER

MOST_UPDATES = 1_000


Number = Annotated[int, *whole(1, LAST_NUMBER)]


class Said(StatementEntry):
    """What is said of a milestone; what is left out, or null, says nothing."""

    takes_back: Number | None = Field(
        default=None,
        description="The id of an earlier update of the milestone that is taken back; beside it "
        "only a note, a source and on whose behalf",
    )

    def update(self, milestone: str) -> Update:
        """The statement, about ``milestone``."""
        return Update(milestone=milestone, takes_back=self.takes_back, **self.facts)


class SaidOf(Said):
    """What is said of one milestone among several."""

    milestone: Code = Field(description="Code of the milestone")


class Entering(Entry):
    """How an update is entered."""

    data_date: Day | None = Field(
        default=None,
        description="The day of which it speaks, for planners who enter history; else the day to "
        "which the plan is pinned, or today in its time zone, or the last that was spoken of if "
        "that is later",
    )
    reason: Line = Field(default="", description="Why, as the log of revisions shows it")
    preview: Flag = Field(default=False, description="Answer the receipt and keep nothing")
    expected_revision: Number | None = Field(
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
    expected_revision: Number | None = Field(
        default=None, description="The revision that the writer has read; 412 if it has moved on"
    )

"""What planners send to change a plan, or to ask what if."""

from typing import Annotated

from pydantic import Field

from app.api.schemas.bodies import Entering, Number
from app.documents import ChangeEntry, Proposal, UpdateEntry, update_of
from app.documents.changes import MOST_CHANGES, Patch, PatchOf
from app.documents.entries import Entry, LinkEntry, MilestoneFacts
from app.documents.fields import Day, Flag, Line, Name, Text

MilestoneNews = Annotated[Patch, PatchOf(MilestoneFacts, kept=frozenset({"code", "uid"}))]
LinkNews = Annotated[Patch, PatchOf(LinkEntry)]


class ChangesBody(Entering):
    """Changes in the order in which they are made; they are one revision, all of them or none."""

    changes: list[ChangeEntry] = Field(min_length=1, max_length=MOST_CHANGES)


class NewMilestoneBody(Entering):
    """A milestone to be added."""

    milestone: MilestoneFacts


class MilestoneBody(Entering):
    """New values of a milestone's keys."""

    milestone: MilestoneNews = Field(
        description="What is left out stays as it is; null is what is assumed of a new milestone"
    )


class NewLinkBody(Entering):
    """A link to be added."""

    link: LinkEntry


class LinkBody(Entering):
    """New values of a link's keys."""

    link: LinkNews = Field(
        description="What is left out stays as it is; null is what is assumed of a new link"
    )


class ArchivingBody(Entry):
    """How a plan is put away, or taken back into use."""

    reason: Line = Field(default="", description="Why, as the log of revisions shows it")
    preview: Flag = Field(default=False, description="Answer, and keep nothing")
    expected_revision: Number | None = Field(
        default=None, description="The revision that the writer has read; 412 if it has moved on"
    )


class WhatIfBody(Entry):
    """What would be done, and what would be said."""

    changes: list[ChangeEntry] = Field(
        default=[], max_length=MOST_CHANGES, description="Made in their order"
    )
    updates: list[UpdateEntry] = Field(
        default=[], max_length=MOST_CHANGES, description="What would be reported"
    )
    data_date: Day | None = Field(
        default=None, description="Status as of the close of this day; the plan's if left out"
    )

    @property
    def proposal(self) -> Proposal:
        """The same as the use cases know it."""
        return Proposal(
            changes=tuple(self.changes),
            updates=tuple(map(update_of, self.updates)),
            data_date=self.data_date,
        )


class ScenarioBody(WhatIfBody):
    """A what-if to be kept under a name."""

    name: Name = Field(description="A name that no other scenario of the plan has")
    note: Text = Field(default="", description="What it is for")
    preview: Flag = Field(default=False, description="Answer, and keep nothing")
    expected_revision: Number | None = Field(
        default=None, description="The revision that the writer has read; 412 if it has moved on"
    )


def change(verb: str, **said: object) -> ChangeEntry:
    """The one change that an address and its body make together."""
    return ChangeEntry.model_validate({verb: said})

"""What may be asked of how a plan came to stand as it does: against what, and what of it."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.asked import (
    MOST_TARGETS,
    TARGETS,
    Asked,
    AskedForecast,
    AskedPage,
    AskedTargetsPage,
    QueryFlag,
    RevisionNumber,
)
from app.api.counting import UpTo
from app.documents.fields import CertaintyWord, Code, Line, one_of
from app.usecases.reading import AsOf
from app.usecases.slippage import Wanted
from app.usecases.trend import Pace
from app.usecases.variance import Comparison
from app.usecases.why import Grouping

MOST_DAYS = 100_000

Days = Annotated[int, UpTo(MOST_DAYS)]


ComparisonWord = Annotated[Comparison, *one_of(Comparison)]
PaceWord = Annotated[Pace, *one_of(Pace)]
GroupingWord = Annotated[Grouping, *one_of(Grouping)]

BASELINE = Field(
    default=None,
    description="Name of the baseline; if it is left out, the last one that had been taken by then",
)
SINCE = Field(
    default=None, description="Compare with the plan as it stood at this revision instead"
)


class AskedListing(Asked):
    """Which milestones of a comparison are listed."""

    track: list[Code] = Field(
        default=[], max_length=MOST_TARGETS, description="Only of this track; may be repeated"
    )
    owner: list[Line] = Field(
        default=[], max_length=MOST_TARGETS, description="Only of this owner; may be repeated"
    )
    certainty: list[CertaintyWord] = Field(
        default=[], max_length=MOST_TARGETS, description="Only so sure; may be repeated"
    )
    comparison: list[ComparisonWord] = Field(
        default=[], max_length=MOST_TARGETS, description="Only in this state; may be repeated"
    )
    threshold: Days = Field(
        default=0,
        description="Leave out what moved by fewer calendar days; what is new, dropped, cancelled "
        "or undated stays",
    )
    leading: QueryFlag = Field(
        default=False, description="Only what leads to one of the targets, then or now"
    )

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            tracks=frozenset(self.track),
            owners=frozenset(self.owner),
            certainties=frozenset(self.certainty),
            comparisons=frozenset(self.comparison),
            threshold=self.threshold,
            leading=self.leading,
        )


class AskedSlippage(AskedListing, AskedTargetsPage):
    """A forecast, what it is compared with, and which milestones are listed."""

    baseline: Line | None = BASELINE
    since: RevisionNumber | None = SINCE

    @property
    def compared_with(self) -> AsOf | None:
        return None if self.since is None else AsOf(revision=self.since)


class AskedBaselines(AskedListing, AskedPage):
    """Two baselines are compared: to which targets, and which milestones are listed."""

    target: list[Code] = TARGETS


class AskedWhy(AskedForecast):
    """Which targets moved, since when, and how what moved them is added up."""

    target: list[Code] = Field(
        default=[],
        max_length=MOST_TARGETS,
        description="Milestone whose move is accounted for; may be repeated; the plan's own "
        "targets if it is left out",
    )
    baseline: Line | None = BASELINE
    since: RevisionNumber | None = SINCE
    by: GroupingWord = Field(
        default=Grouping.UPDATE, description="By what the charges are added up in `groups`"
    )
    but_for: QueryFlag = Field(
        default=False,
        description="Also how much later each target is than without each change, which does not "
        "sum",
    )


class AskedTrend(AskedForecast):
    """Whose forecasts are followed, from where, at what pace."""

    milestone: list[Code] = Field(
        default=[],
        max_length=MOST_TARGETS,
        description="Milestone to follow; may be repeated; the plan's targets if it is left out",
    )
    since: RevisionNumber = Field(default=1, description="The revision to begin with")
    by: PaceWord = Field(
        default=Pace.REVISION, description="At each revision, or at the end of each month"
    )


Followed = Annotated[AskedTrend, Query()]
Contrasted = Annotated[AskedBaselines, Query()]
Compared = Annotated[AskedSlippage, Query()]
AccountedFor = Annotated[AskedWhy, Query()]

"""What may be asked of a plan: its code, a milestone's, and which state of it is meant."""

from typing import Annotated, cast, get_args

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from app.api.counting import UpTo
from app.documents import Format
from app.documents.fields import Code, Day, Line, Name
from app.plan.limits import LAST_NUMBER
from app.store import Part
from app.usecases.reading import AsOf

MOST_TARGETS = 50
USUAL_PAGE = 200
LONGEST_PAGE = 1_000
RevisionNumber = Annotated[int, UpTo(LAST_NUMBER, least=1)]


def _flagged(value: object) -> bool:
    if value in ("true", "false"):
        return value == "true"
    raise ValueError("must be true or false")


QueryFlag = Annotated[bool, PlainValidator(_flagged), WithJsonSchema({"type": "boolean"})]


def _formatted(value: object) -> Format:
    for format in get_args(Format):
        if value == format:
            return cast(Format, format)
    raise ValueError("must be json or toml")


FormatName = Annotated[
    Format,
    PlainValidator(_formatted),
    WithJsonSchema({"type": "string", "enum": list(get_args(Format))}),
]
PlanCode = Annotated[Code, Path(description="Code of the plan", examples=["imrf-2022"])]
MilestoneCode = Annotated[Code, Path(description="Code of the milestone", examples=["rr-africa"])]
BaselineName = Annotated[Line, Path(description="Name of the baseline", examples=["seed"])]
OtherBaseline = Annotated[
    Line, Path(description="Name of the baseline that is compared with it", examples=["seed"])
]
Number = Annotated[RevisionNumber, Path(description="Number of the revision", examples=[3])]
Before = Annotated[RevisionNumber, Path(description="The revision compared with", examples=[1])]
LinkId = Annotated[RevisionNumber, Path(description="Id of the link", examples=[2])]
ScenarioName = Annotated[Line, Path(description="Name of the scenario", examples=["two readings"])]


TARGETS: list[Code] = Field(
    default=[],
    max_length=MOST_TARGETS,
    description="Milestone to which floats are measured, or `project` for the whole plan; may "
    "be repeated; the plan's own targets if it is left out",
)


class Asked(BaseModel):
    """The parameters of a question; one that is not known is refused, so that no typo is lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AskedPart(Asked):
    """How much of a list is meant."""

    limit: Annotated[int, UpTo(LONGEST_PAGE, least=1)] = Field(
        default=USUAL_PAGE, description="How many at most; `next` in the answer leads on"
    )


class AskedPage(AskedPart):
    """Which part of a list is meant."""

    after: Annotated[int, UpTo(LAST_NUMBER)] = Field(
        default=0, description="Only what stands after this place, as `next` names it"
    )

    @property
    def part(self) -> Part:
        """What is read of the list: one more than is told shows whether more follow."""
        return Part(after=self.after, most=self.limit + 1)


class AskedForecast(Asked):
    """Which state of the plan is meant; nothing said means how it stands now."""

    revision: RevisionNumber | None = Field(
        default=None, description="The plan as it stood at this revision"
    )
    known_on: Day | None = Field(
        default=None,
        description="What was known on this day: the last revision whose data date is not later",
    )
    data_date: Day | None = Field(
        default=None,
        description="Status as of the close of this day: what becomes of that revision if nothing "
        "more is reported until then",
    )

    @property
    def as_of(self) -> AsOf:
        return AsOf(revision=self.revision, known_on=self.known_on, data_date=self.data_date)


class AskedTargets(AskedForecast):
    """A forecast with the targets to which floats and paths are measured."""

    target: list[Code] = TARGETS


class AskedForecastPage(AskedForecast, AskedPage):
    """A part of what there is in a forecast."""


class AskedTargetsPage(AskedTargets, AskedPage):
    """A part of what there is in a forecast with its targets."""


class AskedFindings(AskedTargetsPage):
    """A forecast with its targets, and the baseline that it is checked against."""

    baseline: Line | None = Field(
        default=None,
        description="Name of the baseline; the last that was taken by then if it is left out",
    )


class AskedImport(Asked):
    """What is done with a plan at once."""

    baseline: Name | None = Field(
        default=None, description="Freeze its dates as the baseline of this name"
    )
    preview: QueryFlag = Field(default=False, description="Answer, and keep nothing")


class AskedPlans(AskedPart):
    """Which plans are listed."""

    after: Code = Field(
        default="", description="Only those whose codes come after this one, as `next` names it"
    )

    archived: QueryFlag = Field(default=False, description="Those that were put away instead")


class AskedDocument(AskedForecast):
    """A plan document of a state of the plan."""

    format: FormatName = Field(default="json", description="`json` or `toml`")


class AskedOutlook(AskedTargets):
    """Of what a scenario is made: its own revision if nothing is said, or a later state."""

    present: QueryFlag = Field(
        default=False, description="The plan as it stands now, not the scenario's own revision"
    )


class AskedRemoval(Asked):
    """How something is removed from a plan."""

    data_date: Day | None = Field(default=None, description="The day of which the change speaks")
    reason: Line = Field(default="", description="Why, as the log of revisions shows it")
    preview: QueryFlag = Field(default=False, description="Answer, and keep nothing")
    expected_revision: RevisionNumber | None = Field(
        default=None, description="The revision that the writer has read; 412 if it has moved on"
    )


class AskedMilestoneRemoval(AskedRemoval):
    """How a milestone is removed."""

    with_links: QueryFlag = Field(
        default=False, description="Remove the links that hang on it as well"
    )


Removal = Annotated[AskedRemoval, Query()]
MilestoneRemoval = Annotated[AskedMilestoneRemoval, Query()]
Listed = Annotated[AskedPlans, Query()]
Written = Annotated[AskedDocument, Query()]
Seen = Annotated[AskedOutlook, Query()]
Import = Annotated[AskedImport, Query()]
Paged = Annotated[AskedPage, Query()]
ForecastPage = Annotated[AskedForecastPage, Query()]
TargetsPage = Annotated[AskedTargetsPage, Query()]
Forecast = Annotated[AskedForecast, Query()]
Targets = Annotated[AskedTargets, Query()]
Checked = Annotated[AskedFindings, Query()]

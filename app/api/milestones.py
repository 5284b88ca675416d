"""Milestones, with their dates and floats at any revision and data date."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import MilestoneCode, PlanCode, Targets, TargetsPage
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.explanations import ExplanationAnswer
from app.api.schemas.milestones import MilestoneAnswer, MilestonesAnswer
from app.api.strict import StrictRoute
from app.usecases.explaining import explained
from app.usecases.plans import timeline
from app.usecases.reading import read

router = APIRouter(
    prefix="/plans/{plan}/milestones",
    tags=["milestones"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("", summary="List the milestones")
def list_milestones(database: Stored, plan: PlanCode, asked: TargetsPage) -> MilestonesAnswer:
    """Every milestone: what it is, what was reported, its dates, drivers and floats."""
    with database.read() as store:
        found = timeline(store, plan, asked.as_of, targets=tuple(asked.target))
        listed = page(database, asked, found.standings, found.reading.revision)
        return MilestonesAnswer.of(found, listed)


@router.get("/{code}", summary="Show a milestone")
def show_milestone(
    database: Stored, plan: PlanCode, code: MilestoneCode, asked: Targets
) -> MilestoneAnswer:
    """One milestone: what it is, what was reported, its dates, drivers and floats."""
    with database.read() as store:
        found = timeline(store, plan, asked.as_of, targets=tuple(asked.target))
        return MilestoneAnswer.of(found, code)


@router.get("/{code}/explanation", summary="Explain a milestone")
def explain_milestone(
    database: Stored, plan: PlanCode, code: MilestoneCode, asked: Targets
) -> ExplanationAnswer:
    """What sets its date, and why it is critical to each target, or what arrives later."""
    with database.read() as store:
        reading = read(store, plan, asked.as_of)
        found = explained(
            reading.schedule,
            reading.milestone(code).code,
            reading.targets_among(asked.target),
            undated=code in reading.undated,
        )
        return ExplanationAnswer.of(reading, found)

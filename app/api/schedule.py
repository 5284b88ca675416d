"""The schedule: dates and floats of every milestone, and what to look at in it."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import Forecast, PlanCode, Targets
from app.api.refusals import refusals
from app.api.schemas.findings import FindingsAnswer
from app.api.schemas.milestones import ScheduleAnswer
from app.api.strict import StrictRoute
from app.usecases.plans import timeline
from app.usecases.reading import read

router = APIRouter(
    prefix="/plans/{plan}",
    tags=["schedule"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("/schedule", summary="Show the schedule")
def show_schedule(database: Stored, plan: PlanCode, asked: Targets) -> ScheduleAnswer:
    """Dates, drivers and floats of every milestone, and nothing else of it."""
    with database.read() as store:
        return ScheduleAnswer.of(
            timeline(store, plan, asked.as_of, targets=tuple(asked.target)),
        )


@router.get("/findings", summary="List the findings")
def list_findings(database: Stored, plan: PlanCode, asked: Forecast) -> FindingsAnswer:
    """What a planner has to look at: violated links, missed windows and deadlines …"""
    with database.read() as store:
        return FindingsAnswer.of(read(store, plan, asked.as_of))

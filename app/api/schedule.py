"""The schedule: dates and floats of every milestone, and what to look at in it."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import Checked, PlanCode, TargetsPage
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.findings import FindingsAnswer
from app.api.schemas.milestones import ScheduleAnswer
from app.api.strict import StrictRoute
from app.usecases.findings import findings
from app.usecases.plans import timeline
from scheduling import Finding, QualityFinding

router = APIRouter(
    prefix="/plans/{plan}",
    tags=["schedule"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("/schedule", summary="Show the schedule")
def show_schedule(database: Stored, plan: PlanCode, asked: TargetsPage) -> ScheduleAnswer:
    """Dates, drivers and floats of every milestone, and nothing else of it."""
    with database.read() as store:
        found = timeline(store, plan, asked.as_of, targets=tuple(asked.target))
        listed = page(database, asked, found.standings, found.reading.revision)
        return ScheduleAnswer.of(found, listed)


@router.get("/findings", summary="List the findings")
def list_findings(database: Stored, plan: PlanCode, asked: Checked) -> FindingsAnswer:
    """What a planner has to look at, and what quality checks find, each with its remedy.

    Violated links, missed windows and deadlines, and the checks after DCMA's 14.
    """
    with database.read() as store:
        found = findings(
            store, plan, asked.as_of, targets=tuple(asked.target), baseline=asked.baseline
        )
        every: tuple[Finding | QualityFinding, ...] = (*found.found, *found.quality)
        name = found.baseline.name if found.baseline else None
        listed = page(database, asked, every, found.reading.revision, baseline=name)
        return FindingsAnswer.of(found, listed)

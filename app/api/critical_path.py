"""Critical paths to any target."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import PlanCode, Targets
from app.api.refusals import refusals
from app.api.schemas.critical_path import CriticalPathAnswer
from app.api.strict import StrictRoute
from app.usecases.critical_path import path_to
from app.usecases.reading import read

router = APIRouter(
    prefix="/plans/{plan}/critical-path",
    tags=["critical path"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("", summary="Show the critical paths")
def show_critical_path(database: Stored, plan: PlanCode, asked: Targets) -> CriticalPathAnswer:
    """The chain of driving links that ends at each target, with dates, floats and drivers."""
    with database.read() as store:
        reading = read(store, plan, asked.as_of)
        targets = tuple(map(reading.target, asked.target)) or reading.targets
        paths = tuple(path_to(reading, target) for target in dict.fromkeys(targets))
        return CriticalPathAnswer.of(reading, paths)

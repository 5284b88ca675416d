"""Critical paths to any target."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.access import Stored
from app.api.asked import AskedTargets, PlanCode, QueryFlag
from app.api.counting import UpTo
from app.api.refusals import refusals
from app.api.schemas.critical_path import CriticalPathAnswer
from app.api.strict import StrictRoute
from app.usecases.critical_path import path_to
from app.usecases.reading import read
from app.usecases.surroundings import MOST_NEAR, MOST_PATHS, Wanted
from scheduling import NEAR_CRITICAL

router = APIRouter(
    prefix="/plans/{plan}/critical-path",
    tags=["critical path"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


class AskedPaths(AskedTargets):
    """Targets, and how much of what lies around their critical paths."""

    near: Annotated[int, UpTo(MOST_NEAR)] = Field(
        default=NEAR_CRITICAL,
        description="Working days of total float up to which one is near-critical",
    )
    float_paths: Annotated[int, UpTo(MOST_PATHS)] = Field(
        default=0, description="How many chains of least float are told, the critical one included"
    )
    drag: QueryFlag = Field(
        default=False, description="Whether drag is worked out: the plan is scheduled for each step"
    )

    @property
    def wanted(self) -> Wanted:
        return Wanted(near=self.near, float_paths=self.float_paths, drag=self.drag)


@router.get("", summary="Show the critical paths")
def show_critical_path(
    database: Stored, plan: PlanCode, asked: Annotated[AskedPaths, Query()]
) -> CriticalPathAnswer:
    """The chain of driving links that ends at each target, with dates, floats and drivers.

    Around it: what is near-critical, the next chains, drag, and where zero float says otherwise.
    """
    with database.read() as store:
        reading = read(store, plan, asked.as_of)
        targets = reading.targets_among(asked.target)
        paths = (path_to(reading, target, asked.wanted) for target in targets)
        return CriticalPathAnswer.of(reading, tuple(paths))

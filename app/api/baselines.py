"""Baselines: approved, named, frozen dates."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import BaselineName, Paged, PlanCode
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.baselines import BaselineAnswer, BaselinesAnswer
from app.api.strict import StrictRoute
from app.errors import NotFound
from app.usecases.plans import baselines

router = APIRouter(
    prefix="/plans/{plan}/baselines",
    tags=["baselines"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("", summary="List the baselines")
def list_baselines(database: Stored, plan: PlanCode, asked: Paged) -> BaselinesAnswer:
    """All baselines, in the order in which they were taken."""
    with database.read() as store:
        return BaselinesAnswer.of(plan, page(database, asked, baselines(store, plan)))


@router.get("/{name}", summary="Show a baseline")
def show_baseline(database: Stored, plan: PlanCode, name: BaselineName) -> BaselineAnswer:
    """The dates that a baseline froze."""
    with database.read() as store:
        for baseline in baselines(store, plan):
            if baseline.name == name:
                return BaselineAnswer.of(plan, baseline)
    raise NotFound("baseline", name)

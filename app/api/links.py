"""Links between milestones."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import Forecast, PlanCode
from app.api.refusals import refusals
from app.api.schemas.links import LinksAnswer
from app.api.strict import StrictRoute
from app.usecases.reading import read

router = APIRouter(
    prefix="/plans/{plan}/links",
    tags=["links"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("", summary="List the links")
def list_links(database: Stored, plan: PlanCode, asked: Forecast) -> LinksAnswer:
    """Every link with its type, lag and source, and whether it sets a date."""
    with database.read() as store:
        return LinksAnswer.of(read(store, plan, asked.as_of))

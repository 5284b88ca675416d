"""Links between milestones."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import Forecast, ForecastPage, LinkId, PlanCode
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.links import LinkAnswer, LinksAnswer
from app.api.strict import StrictRoute
from app.errors import NotFound
from app.usecases.reading import read

router = APIRouter(
    prefix="/plans/{plan}/links",
    tags=["links"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("", summary="List the links")
def list_links(database: Stored, plan: PlanCode, asked: ForecastPage) -> LinksAnswer:
    """Every link with its type, lag and source, and whether it sets a date."""
    with database.read() as store:
        reading = read(store, plan, asked.as_of)
        listed = page(database, asked, reading.plan.links, reading.revision)
        return LinksAnswer.of(reading, listed)


@router.get("/{link}", summary="Show a link")
def show_link(database: Stored, plan: PlanCode, link: LinkId, asked: Forecast) -> LinkAnswer:
    """One link, by the id that it keeps over all revisions."""
    with database.read() as store:
        reading = read(store, plan, asked.as_of)
        for each in reading.plan.links:
            if each.id == link:
                return LinkAnswer.of(reading, each)
    raise NotFound("link", str(link))

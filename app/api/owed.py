"""What an agency owes."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from app.api.access import Stored
from app.api.asked import AskedForecastPage, PlanCode
from app.api.counting import UpTo
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.owed import OwedAnswer
from app.api.strict import StrictRoute
from app.documents.fields import Title
from app.usecases.owed import DUE_DAYS, LONGEST, SILENT_DAYS, owed

Days = Annotated[int, UpTo(LONGEST)]
AgencyName = Annotated[Title, Path(description="An owner or contributor", examples=["ECA"])]


class AskedOwed(AskedForecastPage):
    """A forecast, and what counts as due and as silent."""

    due_days: Days = Field(default=DUE_DAYS, description="Days ahead within which something is due")
    silence_days: Days = Field(
        default=SILENT_DAYS, description="Days without a word after which one is asked for"
    )


router = APIRouter(
    prefix="/plans/{plan}/agencies/{agency:path}",
    tags=["updates"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("/owed", summary="List what an agency owes")
def list_owed(
    database: Stored, plan: PlanCode, agency: AgencyName, asked: Annotated[AskedOwed, Query()]
) -> OwedAnswer:
    """Its milestones that are overdue, due soon, or of which nothing was heard for long.

    Seen from the plan's data date, or from a later day with `data_date`.
    """
    with database.read() as store:
        found = owed(
            store,
            plan,
            agency,
            asked.as_of,
            due_days=asked.due_days,
            silence_days=asked.silence_days,
        )
        listed = page(database, asked, found.milestones, found.reading.revision)
        return OwedAnswer.of(found, listed)

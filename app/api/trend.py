"""How forecasts moved over time."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import PlanCode
from app.api.asked_since import Followed
from app.api.refusals import refusals
from app.api.schemas.trend import TrendAnswer
from app.api.strict import StrictRoute
from app.usecases.trend import trend

router = APIRouter(
    prefix="/plans/{plan}/trend",
    tags=["slippage"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("", summary="Show how forecasts moved")
def show_trend(database: Stored, plan: PlanCode, asked: Followed) -> TrendAnswer:
    """The forecast finish of some milestones at each revision, or at the end of each month.

    At the end of a month a plan stood as the last revision whose data date is not later had it.
    """
    with database.read() as store:
        found = trend(
            store,
            plan,
            asked.milestone,
            since=asked.since,
            until=asked.as_of,
            pace=asked.by,
        )
        return TrendAnswer.of(found)

"""Why targets moved, and through whom."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import PlanCode
from app.api.asked_since import AccountedFor
from app.api.refusals import refusals
from app.api.schemas.why import WhyAnswer
from app.api.strict import StrictRoute
from app.usecases.why import why_each

router = APIRouter(
    prefix="/plans/{plan}/why",
    tags=["slippage"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("", summary="Show why targets moved")
def show_why(database: Stored, plan: PlanCode, asked: AccountedFor) -> WhyAnswer:
    """Each accepted change since a baseline or a revision, charged with what it moved.

    Charges are taken in the order of acceptance, drift of unreported work apart, and sum exactly.
    """
    with database.read() as store:
        accounts = why_each(
            store,
            plan,
            asked.target,
            baseline=asked.baseline,
            since=asked.since,
            until=asked.as_of,
            but_for_each=asked.but_for,
        )
        return WhyAnswer.of(accounts, asked.by)

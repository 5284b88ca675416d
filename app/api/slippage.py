"""What has slipped against a baseline or an earlier revision."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import PlanCode
from app.api.asked_since import Compared
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.slippage import SlippageAnswer
from app.api.strict import StrictRoute
from app.usecases.slippage import slippage

router = APIRouter(
    prefix="/plans/{plan}/slippage",
    tags=["slippage"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("", summary="Show what has slipped")
def show_slippage(database: Stored, plan: PlanCode, asked: Compared) -> SlippageAnswer:
    """Every milestone's forecast against a baseline, or against an earlier revision.

    How much of a move was caused by the milestone itself and how much arrived through links, the
    float that it used, and what became critical to each target.
    """
    with database.read() as store:
        found = slippage(
            store,
            plan,
            baseline=asked.baseline,
            since=asked.compared_with,
            as_of=asked.as_of,
            targets=asked.target,
            wanted=asked.wanted,
        )
        at = found.reading.revision
        listed = page(database, asked, found.variances, at, baseline=found.before.baseline)
        return SlippageAnswer.of(found, listed)

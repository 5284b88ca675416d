"""What has slipped against a baseline or an earlier revision."""

from fastapi import APIRouter

from app.api.access import Stored
from app.api.asked import Compared, PlanCode
from app.api.refusals import refusals
from app.api.schemas.slippage import SlippageAnswer
from app.api.strict import StrictRoute
from app.errors import Problem, Refused
from app.usecases.reading import AsOf
from app.usecases.slippage import movement, slippage

router = APIRouter(
    prefix="/plans/{plan}/slippage",
    tags=["slippage"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("", summary="Show what has slipped")
def show_slippage(database: Stored, plan: PlanCode, asked: Compared) -> SlippageAnswer:
    """Every milestone's forecast against a baseline, or against an earlier revision."""
    if asked.since is not None and asked.baseline is not None:
        raise Refused([Problem("since", "must not be given beside baseline: say one of them")])
    with database.read() as store:
        if asked.since is not None:
            since = AsOf(revision=asked.since)
            moved = movement(store, plan, since=since, until=asked.as_of)
            return SlippageAnswer.of(moved, baseline=None)
        slipped = slippage(store, plan, baseline=asked.baseline, as_of=asked.as_of)
        return SlippageAnswer.of(slipped, baseline=slipped.baseline.name)

"""What if: changes and reports that nobody has made, and what they would do."""

from fastapi import APIRouter

from app.api.access import Stored, Writer
from app.api.asked import PlanCode, Targets
from app.api.refusals import refusals
from app.api.schemas.comparisons import ComparisonAnswer
from app.api.schemas.edits import WhatIfBody
from app.api.strict import StrictRoute
from app.usecases.whatif import what_if

router = APIRouter(
    prefix="/plans/{plan}/what-if",
    tags=["what if"],
    route_class=StrictRoute,
    responses=refusals(400, 401, 404, 409, 413, 415, 422),
)


@router.post("", summary="Ask what if")
def ask_what_if(
    database: Stored,
    writer: Writer,  # noqa: ARG001 - any key may ask; nobody asks without one
    plan: PlanCode,
    asked: Targets,
    body: WhatIfBody,
) -> ComparisonAnswer:
    """What changes and reports would do to any state of the plan; nothing of it is kept.

    Dates, floats, critical paths, findings and quality checks, before and after.
    """
    with database.read() as store:
        answer = what_if(store, plan, body.proposal, asked.as_of, targets=asked.target)
        return ComparisonAnswer.comparing(answer)

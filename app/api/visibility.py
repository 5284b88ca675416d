"""Who sees a plan: everybody, or who holds a key."""

from fastapi import APIRouter, Response
from pydantic import Field

from app.api.access import Now, Stored, Writer
from app.api.asked import PlanCode
from app.api.expecting import DemandedMatch, tell_revision
from app.api.refusals import refusals
from app.api.schemas.plans import PlanAnswer
from app.api.strict import StrictRoute
from app.documents.entries import Entry
from app.documents.fields import Flag, Line
from app.usecases.showing import show

router = APIRouter(
    prefix="/plans/{plan}",
    tags=["plans"],
    route_class=StrictRoute,
    responses=refusals(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 503),
)


class VisibilityBody(Entry):
    """Who is to see the plan."""

    private: Flag = Field(description="Whether it is shown to who holds a key only")
    reason: Line = Field(default="", description="Why, as the log of revisions shows it")


@router.put("/visibility", summary="Make a plan public or private")
def set_visibility(
    database: Stored,
    writer: Writer,
    now: Now,
    plan: PlanCode,
    expected: DemandedMatch,
    body: VisibilityBody,
    response: Response,
) -> PlanAnswer:
    """Without a key a private plan is not there: not in lists, on pages or in public feeds."""
    with database.write() as store:
        reading = show(
            store, plan, writer, now, private=body.private, expected=expected, reason=body.reason
        )
        answer = PlanAnswer.of(reading)
    tell_revision(response, reading.revision.number)
    return answer

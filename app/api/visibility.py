"""Who sees a plan: everybody, or who holds a key."""

from fastapi import APIRouter, Response
from pydantic import Field

from app.api.asked import PlanCode
from app.api.expecting import IfMatch
from app.api.once import Given, Write
from app.api.placing import standing_at
from app.api.refusals import refusals
from app.api.schemas.plans import PlanAnswer
from app.api.strict import StrictRoute
from app.documents.entries import Entry
from app.documents.fields import Flag, Line
from app.store import Store
from app.usecases.visibility import show

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


@router.put("/visibility", summary="Make a plan public or private", response_model=PlanAnswer)
def set_visibility(
    write: Write, plan: PlanCode, expected: IfMatch, body: VisibilityBody
) -> Response:
    """Without a key a private plan is not there: not in lists, on pages or in public feeds."""
    read = expected.demanded()

    def act(store: Store) -> Given:
        reading = show(
            store,
            plan,
            write.author,
            write.now,
            private=body.private,
            expected=read,
            reason=body.reason,
        )
        stands = standing_at(reading.revision.number)
        return Given(answer=PlanAnswer.of(reading), headers=stands)

    return write.once(act)

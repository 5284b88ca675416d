"""Plans: which there are, a plan as a whole, a new one from a plan document."""

from contextlib import nullcontext
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from app.api.access import Stored
from app.api.asked import Forecast, Import, Listed, PlanCode
from app.api.once import Given, Write
from app.api.paging import page
from app.api.placing import made_at, standing_at
from app.api.refusals import refusals
from app.api.schemas.plans import PlanAnswer, PlansAnswer
from app.api.strict import JSON, StrictRoute, media_type
from app.documents import Format, read_plan
from app.store import Store
from app.usecases.importing import import_plan
from app.usecases.plans import plans
from app.usecases.reading import read

TOML = "application/toml"
FORMATS: dict[str, Format] = {JSON: "json", TOML: "toml"}

router = APIRouter(tags=["plans"], route_class=StrictRoute)


async def document(request: Request) -> tuple[bytes, Format]:
    """The plan document that was sent, and its format."""
    format = FORMATS.get(media_type(request))
    if format is None:
        raise HTTPException(status_code=415, detail=f"the body must be {JSON} or {TOML}")
    return await request.body(), format


Document = Annotated[tuple[bytes, Format], Depends(document)]
DOCUMENTED = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": {"$ref": "#/components/schemas/PlanDocument"}},
            TOML: {"schema": {"type": "string", "description": "The same keys as TOML"}},
        },
    }
}


@router.get("/plans", summary="List the plans", responses=refusals(422))
def list_plans(database: Stored, asked: Listed) -> PlansAnswer:
    """The plans in use, or those that were archived, by code, with their newest revisions."""
    with database.read() as store:
        found = plans(store, archived=asked.archived)
        return PlansAnswer.of(page(database, asked, found, place=lambda each: each.code))


@router.post(
    "/plans",
    summary="Import a plan",
    status_code=201,
    response_model=PlanAnswer,
    responses={
        200: {"model": PlanAnswer, "description": "A preview: nothing was kept"},
        **refusals(400, 401, 403, 413, 415, 422),
    },
    openapi_extra=DOCUMENTED,
)
def create_plan(write: Write, asked: Import, document: Document) -> Response:
    """A plan document becomes revision 1 of a new plan; a planner's key is needed.

    A data date in the document pins the plan to that day until somebody moves it.
    """
    text, format = document
    plan = read_plan(text, format)

    def act(store: Store) -> Given:
        with store.trying() if asked.preview else nullcontext():
            import_plan(store, plan, write.author, write.now, baseline=asked.baseline)
            reading = read(store, plan.code)
        headers = made_at(plan.code)
        if not asked.preview:
            headers |= standing_at(reading.revision.number)
        return Given(answer=PlanAnswer.of(reading), status=201, headers=headers)

    return write.once(act, preview=asked.preview)


@router.get("/plans/{plan}", summary="Show a plan", responses=refusals(404, 422))
def show_plan(database: Stored, plan: PlanCode, asked: Forecast) -> PlanAnswer:
    """A plan as a whole: its title, targets, tracks and calendars, at any revision."""
    with database.read() as store:
        return PlanAnswer.of(read(store, plan, asked.as_of))

"""A plan as a plan document, at any revision."""

from dataclasses import replace

from fastapi import APIRouter, Response

from app.api.access import Stored
from app.api.asked import PlanCode, Written
from app.api.refusals import refusals
from app.api.strict import JSON, StrictRoute
from app.documents import Format, write_plan
from app.usecases.reading import read

TYPES: dict[Format, str] = {"json": JSON, "toml": "application/toml"}

router = APIRouter(
    prefix="/plans/{plan}/document",
    tags=["plans"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)
DOCUMENT = {
    JSON: {"schema": {"$ref": "#/components/schemas/PlanDocument"}},
    "application/toml": {"schema": {"type": "string", "description": "The same keys as TOML"}},
}


@router.get(
    "",
    summary="Write a plan document",
    response_class=Response,
    responses={200: {"description": "The document", "content": DOCUMENT}},
)
def write_document(database: Stored, plan: PlanCode, asked: Written) -> Response:
    """The plan with its progress, as it can be imported under another code or reviewed.

    Its data date is that of the revision, or the one that was asked for.
    """
    with database.read() as store:
        reading = read(store, plan, asked.as_of)
        text = write_plan(replace(reading.plan, data_date=reading.data_date), asked.format)
    return Response(text, media_type=TYPES[asked.format])

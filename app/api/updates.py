"""Updates: what agencies, and planners for them, say of milestones; each answered by a receipt."""

from typing import Any

from fastapi import APIRouter, Response

from app.api.access import Stored
from app.api.asked import Forecast, ForecastPage, MilestoneCode, PlanCode
from app.api.expecting import Expected, IfMatch
from app.api.once import Given, Write, Writing
from app.api.paging import page
from app.api.placing import left_at
from app.api.refusals import refusals
from app.api.schemas.bodies import UpdateBody
from app.api.schemas.receipts import ReceiptAnswer
from app.api.schemas.revisions import UpdatesAnswer
from app.api.sent import CSV, Sent, SentUpdates
from app.api.strict import JSON, StrictRoute
from app.documents import updates_csv
from app.store import Store
from app.usecases.plans import updates
from app.usecases.reading import find, seen_from
from app.usecases.report import report

router = APIRouter(
    prefix="/plans/{plan}",
    tags=["updates"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)
REFUSED: dict[int | str, dict[str, Any]] = {
    200: {"model": ReceiptAnswer, "description": "A preview: nothing was kept"},
    **refusals(400, 401, 403, 409, 412, 413, 415, 503),
}
DOCUMENTED = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": {"$ref": "#/components/schemas/UpdatesBody"}},
            CSV: {"schema": {"type": "string", "description": "A header of the same fields, rows"}},
        },
    }
}


@router.get("/updates", summary="List the updates")
def list_updates(database: Stored, plan: PlanCode, asked: ForecastPage) -> UpdatesAnswer:
    """What was said of all milestones, oldest first."""
    with database.read() as store:
        at = find(store, plan, asked.as_of).revision
        said = updates(store, plan, as_of=asked.as_of, part=asked.part)
        listed = page(database, asked, said, at, begins=asked.after)
        return UpdatesAnswer.of(plan, at, seen_from(at, asked.as_of), listed)


@router.get("/milestones/{code}/updates", summary="List a milestone's updates")
def list_milestone_updates(
    database: Stored, plan: PlanCode, code: MilestoneCode, asked: ForecastPage
) -> UpdatesAnswer:
    """What was said of one milestone, oldest first."""
    with database.read() as store:
        at = find(store, plan, asked.as_of).revision
        said = updates(store, plan, code, asked.as_of, asked.part)
        listed = page(database, asked, said, at, begins=asked.after)
        return UpdatesAnswer.of(plan, at, seen_from(at, asked.as_of), listed)


@router.get(
    "/updates.csv",
    summary="Export the updates",
    response_class=Response,
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}},
)
def export_updates(database: Stored, plan: PlanCode, asked: Forecast) -> Response:
    """What was said of all milestones as a table for spreadsheets, oldest first.

    The columns in which updates may be sent, and who said them when. No cell is a formula: a text
    that begins like one stands behind an apostrophe.
    """
    with database.read() as store:
        said = updates(store, plan, as_of=asked.as_of)
    return Response(updates_csv(said), media_type=f"{CSV}; charset=utf-8")


@router.post(
    "/milestones/{code}/updates",
    summary="Report on a milestone",
    status_code=201,
    response_model=ReceiptAnswer,
    responses=REFUSED,
)
def report_on_milestone(
    write: Write, plan: PlanCode, code: MilestoneCode, body: UpdateBody, expected: IfMatch
) -> Response:
    """Held, begun, three more weeks, a new date: by the milestone's agency or a planner.

    `takes_back` takes back an earlier update: what it said does not count any more, and dates that
    it gave fall back to what stood before, unless something later has replaced them.
    """
    held = [0] if body.held else []
    sent = Sent(updates=[body.update(code)], held=held, entering=body)
    return _report(write, plan, sent, expected)


@router.post(
    "/updates",
    summary="Report on several milestones",
    status_code=201,
    response_model=ReceiptAnswer,
    responses=REFUSED,
    openapi_extra=DOCUMENTED,
)
def report_on_milestones(
    write: Write, plan: PlanCode, sent: SentUpdates, expected: IfMatch
) -> Response:
    """Several statements at once: they make one revision, all of them or none.

    As JSON, or as a table (`text/csv`) under a header of field names, one row each: of what is
    wrong there every row and column is named.
    """
    return _report(write, plan, sent, expected)


def _report(write: Writing, plan: str, sent: Sent, expected: Expected) -> Response:
    entering = sent.entering

    def act(store: Store) -> Given:
        with sent.as_sent():
            receipt = report(
                store,
                plan,
                sent.updates,
                write.author,
                write.now,
                data_date=entering.data_date,
                expected=expected.or_in_body(entering.expected_revision),
                reason=entering.reason,
                preview=entering.preview,
            )
        return Given(answer=ReceiptAnswer.of(receipt), status=201, headers=left_at(receipt))

    return write.once(act, preview=entering.preview)

"""Updates: what agencies, and planners for them, say of milestones; each answered by a receipt."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Response

from app.api.access import Now, Stored, Writer
from app.api.asked import MilestoneCode, PlanCode, State
from app.api.refusals import refusals
from app.api.schemas.bodies import Entering, UpdateBody, UpdatesBody
from app.api.schemas.receipts import ReceiptAnswer
from app.api.schemas.revisions import UpdatesAnswer
from app.api.strict import StrictRoute
from app.plan import Author, Update
from app.store import Store
from app.usecases.accepting import expect
from app.usecases.plans import updates
from app.usecases.reading import find
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


@router.get("/updates", summary="List the updates")
def list_updates(database: Stored, plan: PlanCode, asked: State) -> UpdatesAnswer:
    """What was said of all milestones, oldest first."""
    with database.read() as store:
        at = find(store, plan, asked.as_of).revision
        return UpdatesAnswer.of(plan, at, updates(store, plan, as_of=asked.as_of))


@router.get("/milestones/{code}/updates", summary="List a milestone's updates")
def list_milestone_updates(
    database: Stored, plan: PlanCode, code: MilestoneCode, asked: State
) -> UpdatesAnswer:
    """What was said of one milestone, oldest first."""
    with database.read() as store:
        at = find(store, plan, asked.as_of).revision
        return UpdatesAnswer.of(plan, at, updates(store, plan, code, asked.as_of))


@router.post(
    "/milestones/{code}/updates",
    summary="Report on a milestone",
    status_code=201,
    responses=REFUSED,
)
def report_on_milestone(
    database: Stored,
    now: Now,
    writer: Writer,
    plan: PlanCode,
    code: MilestoneCode,
    body: UpdateBody,
    response: Response,
) -> ReceiptAnswer:
    """Held, started, three more weeks, a new date: by the milestone's agency or a planner."""
    with database.write() as store:
        answer = _report(store, plan, [body.update(code)], writer, now, body)
    return _answered(answer, response)


@router.post("/updates", summary="Report on several milestones", status_code=201, responses=REFUSED)
def report_on_milestones(
    database: Stored,
    now: Now,
    writer: Writer,
    plan: PlanCode,
    body: UpdatesBody,
    response: Response,
) -> ReceiptAnswer:
    """Several statements at once: they make one revision, all of them or none."""
    said = [each.update(each.milestone) for each in body.updates]
    with database.write() as store:
        answer = _report(store, plan, said, writer, now, body)
    return _answered(answer, response)


def _report(
    store: Store,
    plan: str,
    said: list[Update],
    writer: Author,
    now: datetime,
    entering: Entering,
) -> ReceiptAnswer:
    expect(store, plan, entering.expected_revision)
    receipt = report(
        store,
        plan,
        said,
        writer,
        now,
        data_date=entering.data_date,
        reason=entering.reason,
        preview=entering.preview,
    )
    return ReceiptAnswer.of(receipt)


def _answered(answer: ReceiptAnswer, response: Response) -> ReceiptAnswer:
    if not answer.kept:
        response.status_code = 200
    return answer

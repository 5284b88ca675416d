"""Baselines: approved, named, frozen dates."""

from typing import Any

from fastapi import APIRouter, Response

from app.api.access import Stored
from app.api.asked import BaselineName, ForecastPage, OtherBaseline, PlanCode
from app.api.asked_since import Contrasted
from app.api.expecting import IfMatch
from app.api.once import Given, Write
from app.api.paging import page
from app.api.placing import made_at, standing_at
from app.api.refusals import refusals
from app.api.schemas.baselines import BaselineAnswer, BaselinesAnswer
from app.api.schemas.bodies import BaselineBody
from app.api.schemas.slippage import SlippageAnswer
from app.api.strict import StrictRoute
from app.store import Store
from app.usecases.baselines import baseline, baselines, between_baselines, take
from app.usecases.reading import seen_from

router = APIRouter(
    prefix="/plans/{plan}/baselines",
    tags=["baselines"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)
TAKEN: dict[int | str, dict[str, Any]] = {
    200: {"model": BaselineAnswer, "description": "A preview: nothing was kept"},
    **refusals(400, 401, 403, 409, 412, 413, 415, 503),
}


@router.get("", summary="List the baselines")
def list_baselines(database: Stored, plan: PlanCode, asked: ForecastPage) -> BaselinesAnswer:
    """The baselines that had been taken by then, the last one first: it is compared with unasked.

    None is ever changed or deleted.
    """
    with database.read() as store:
        found = baselines(store, plan, asked.as_of)
        listed = page(database, asked, found.baselines, found.revision)
        day = seen_from(found.revision, asked.as_of)
        return BaselinesAnswer.of(plan, found.revision, day, listed)


@router.post(
    "", summary="Take a baseline", status_code=201, response_model=BaselineAnswer, responses=TAKEN
)
def take_baseline(write: Write, plan: PlanCode, expected: IfMatch, body: BaselineBody) -> Response:
    """Freeze the dates as they stand under a name, for good; a revision that changes nothing else.

    `approved_by` says who approved them, if not the planner who takes them.
    """

    def act(store: Store) -> Given:
        taken = take(
            store,
            plan,
            body.name,
            write.author,
            write.now,
            approved_by=body.approved_by,
            reason=body.reason,
            expected=expected.or_in_body(body.expected_revision),
            preview=body.preview,
        )
        stands = taken.revision - 1 if body.preview else taken.revision
        headers = {**standing_at(stands), **made_at(plan, "baselines", body.name)}
        return Given(answer=BaselineAnswer.of(plan, taken), status=201, headers=headers)

    return write.once(act, preview=body.preview)


@router.get("/{name}", summary="Show a baseline")
def show_baseline(database: Stored, plan: PlanCode, name: BaselineName) -> BaselineAnswer:
    """The dates that a baseline froze."""
    with database.read() as store:
        return BaselineAnswer.of(plan, baseline(store, plan, name))


@router.get("/{name}/diff/{other}", summary="Compare two baselines")
def compare_baselines(
    database: Stored,
    plan: PlanCode,
    name: BaselineName,
    other: OtherBaseline,
    asked: Contrasted,
) -> SlippageAnswer:
    """What `other` froze against what `name` did, whichever is older, the worst first."""
    with database.read() as store:
        found = between_baselines(
            store, plan, name, other, targets=asked.target, wanted=asked.wanted
        )
        return SlippageAnswer.of(found, page(database, asked, found.variances))

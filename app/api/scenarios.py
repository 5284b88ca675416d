"""Scenarios: what-ifs under a name, beside the plan until a planner accepts them."""

from typing import Any

from fastapi import APIRouter, Response

from app.api.access import Stored
from app.api.asked import ForecastPage, PlanCode, ScenarioName, Seen
from app.api.expecting import IfMatch
from app.api.once import Given, Write
from app.api.paging import page
from app.api.placing import made_at
from app.api.refusals import refusals
from app.api.schemas.bodies import Entering
from app.api.schemas.comparisons import ComparisonAnswer
from app.api.schemas.edits import ScenarioBody
from app.api.schemas.scenarios import OutlookAnswer, ScenariosAnswer
from app.api.single import compared
from app.api.strict import StrictRoute
from app.store import Store
from app.usecases.accepting import expect
from app.usecases.reading import find, seen_from
from app.usecases.scenarios import accept_scenario as accept
from app.usecases.scenarios import discard, outlook, save, scenarios

router = APIRouter(
    prefix="/plans/{plan}/scenarios",
    tags=["what if"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)
WRITTEN = refusals(400, 401, 403, 409, 412, 413, 415, 503)
KEPT: dict[int | str, dict[str, Any]] = {
    200: {"model": OutlookAnswer, "description": "A preview: nothing was kept"},
    **WRITTEN,
}
ACCEPTED: dict[int | str, dict[str, Any]] = {
    200: {"model": ComparisonAnswer, "description": "A preview: nothing was kept"},
    **WRITTEN,
}


@router.get("", summary="List the scenarios")
def list_scenarios(database: Stored, plan: PlanCode, asked: ForecastPage) -> ScenariosAnswer:
    """Those saved by then, in the order in which they were; accepted ones name their revision."""
    with database.read() as store:
        at = find(store, plan, asked.as_of).revision
        found = scenarios(store, plan, asked.as_of)
        listed = page(database, asked, found, place=lambda each: each.id)
        return ScenariosAnswer.of(plan, at, seen_from(at, asked.as_of), listed)


@router.post(
    "", summary="Save a scenario", status_code=201, response_model=OutlookAnswer, responses=KEPT
)
def save_scenario(write: Write, plan: PlanCode, expected: IfMatch, body: ScenarioBody) -> Response:
    """Keep a what-if of the plan's newest revision; nothing of it reaches plan or feeds.

    Who says which revision was read, is told if that is no longer the newest: what came since would
    not be seen as a conflict when the scenario is accepted.
    """

    def act(store: Store) -> Given:
        expect(store, plan, expected.or_in_body(body.expected_revision))
        kept = save(
            store,
            plan,
            body.name,
            body.proposal,
            write.author,
            write.now,
            note=body.note,
            preview=body.preview,
        )
        place = made_at(plan, "scenarios", body.name)
        return Given(answer=OutlookAnswer.of(plan, kept), status=201, headers=place)

    return write.once(act, preview=body.preview)


@router.get("/{name}", summary="Show a scenario")
def show_scenario(
    database: Stored, plan: PlanCode, name: ScenarioName, asked: Seen
) -> OutlookAnswer:
    """What it does to its own revision, or to a later state of the plan, with what conflicts."""
    with database.read() as store:
        found = outlook(store, plan, name, asked.as_of, present=asked.present, targets=asked.target)
        return OutlookAnswer.of(plan, found)


@router.post(
    "/{name}/acceptance",
    summary="Accept a scenario",
    status_code=201,
    response_model=ComparisonAnswer,
    responses=ACCEPTED,
)
def accept_scenario(
    write: Write, plan: PlanCode, name: ScenarioName, expected: IfMatch, body: Entering
) -> Response:
    """Make it the plan's next revision, its reports updates by the planner who accepts it.

    If the plan has moved on since, only what conflicts is in the way: the answer is 409 and names
    both statements, key by key.
    """

    def act(store: Store) -> Given:
        expect(store, plan, expected.or_in_body(body.expected_revision))
        made = accept(
            store,
            plan,
            name,
            write.author,
            write.now,
            data_date=body.data_date,
            reason=body.reason,
            preview=body.preview,
        )
        return compared(made, status=201)

    return write.once(act, preview=body.preview)


@router.delete("/{name}", summary="Discard a scenario", status_code=204, responses=WRITTEN)
def discard_scenario(
    write: Write, plan: PlanCode, name: ScenarioName, expected: IfMatch
) -> Response:
    """Forget it; one that was accepted is part of the plan's history and stays."""

    def act(store: Store) -> Given:
        expect(store, plan, expected.revision)
        discard(store, plan, name, write.author)
        return Given(status=204)

    return write.once(act)

"""Changes that planners make to what a plan holds: many at once, or one milestone or link."""

from typing import Any

from fastapi import APIRouter, Response

from app.api.access import Now, Stored, Writer
from app.api.asked import LinkId, MilestoneCode, MilestoneRemoval, PlanCode, Removal
from app.api.placing import made_at
from app.api.refusals import refusals
from app.api.schemas.comparisons import ComparisonAnswer
from app.api.schemas.edits import (
    ChangesBody,
    LinkBody,
    MilestoneBody,
    NewLinkBody,
    NewMilestoneBody,
    change,
)
from app.api.single import link_in, make_alone, milestone_in
from app.api.strict import StrictRoute
from app.documents import Fate, Subject, table_of
from app.usecases.accepting import expect
from app.usecases.comparing import Comparison
from app.usecases.editing import edit

router = APIRouter(
    prefix="/plans/{plan}",
    route_class=StrictRoute,
    responses=refusals(401, 403, 404, 409, 412, 422, 503),
)
SENT = refusals(400, 413, 415)
MADE: dict[int | str, dict[str, Any]] = {
    200: {"model": ComparisonAnswer, "description": "A preview: nothing was kept"},
    **SENT,
}


@router.post(
    "/changes", tags=["changes"], summary="Change the plan", status_code=201, responses=MADE
)
def change_plan(
    database: Stored,
    now: Now,
    writer: Writer,
    plan: PlanCode,
    body: ChangesBody,
    response: Response,
) -> ComparisonAnswer:
    """Add, change, rename and remove what the plan holds: one revision, all of it or nothing.

    Each change is a verb and what it is about, in the keys of a plan document.
    """
    with database.write() as store:
        expect(store, plan, body.expected_revision)
        made = edit(
            store,
            plan,
            body.changes,
            writer,
            now,
            data_date=body.data_date,
            reason=body.reason,
            preview=body.preview,
        )
    if body.preview:
        response.status_code = 200
    return ComparisonAnswer.comparing(made)


@router.post(
    "/milestones",
    tags=["milestones"],
    summary="Add a milestone",
    status_code=201,
    responses=MADE,
)
def add_milestone(
    database: Stored,
    now: Now,
    writer: Writer,
    plan: PlanCode,
    body: NewMilestoneBody,
    response: Response,
) -> ComparisonAnswer:
    """A milestone that hangs on nothing yet: links to and from it are changes of their own."""
    added = change("add_milestone", **table_of(body.milestone))
    with database.write() as store:
        made = make_alone(store, plan, added, writer, now, body, noun="milestone")
    made_at(response, plan, "milestones", body.milestone.code, preview=body.preview)
    return ComparisonAnswer.comparing(made)


@router.patch(
    "/milestones/{code}", tags=["milestones"], summary="Change a milestone", responses=SENT
)
def change_milestone(
    database: Stored,
    now: Now,
    writer: Writer,
    plan: PlanCode,
    code: MilestoneCode,
    body: MilestoneBody,
) -> ComparisonAnswer:
    """New values of a milestone's keys; what was reported of it is said by updates."""
    changed = change("set_milestone", code=code, **table_of(body.milestone))
    with database.write() as store:
        milestone_in(store, plan, code)
        made = make_alone(store, plan, changed, writer, now, body, noun="milestone")
    return ComparisonAnswer.comparing(made)


@router.delete("/milestones/{code}", tags=["milestones"], summary="Remove a milestone")
def remove_milestone(
    database: Stored,
    now: Now,
    writer: Writer,
    plan: PlanCode,
    code: MilestoneCode,
    asked: MilestoneRemoval,
) -> ComparisonAnswer:
    """Refused while links hang on it, unless they go as well; a target is no target first."""
    removed = change("remove_milestone", code=code, with_links=asked.with_links)
    with database.write() as store:
        milestone_in(store, plan, code)
        made = make_alone(store, plan, removed, writer, now, asked, noun="milestone")
    return ComparisonAnswer.comparing(made)


@router.post("/links", tags=["links"], summary="Add a link", status_code=201, responses=MADE)
def add_link(
    database: Stored,
    now: Now,
    writer: Writer,
    plan: PlanCode,
    body: NewLinkBody,
    response: Response,
) -> ComparisonAnswer:
    """A link between two milestones; one pair may have several."""
    added = change("add_link", **table_of(body.link))
    with database.write() as store:
        made = make_alone(store, plan, added, writer, now, body, noun="link")
    made_at(response, plan, "links", _added_link(made), preview=body.preview)
    return ComparisonAnswer.comparing(made)


@router.patch("/links/{link}", tags=["links"], summary="Change a link", responses=SENT)
def change_link(
    database: Stored, now: Now, writer: Writer, plan: PlanCode, link: LinkId, body: LinkBody
) -> ComparisonAnswer:
    """New values of a link's keys; it keeps its id, also between other ends."""
    changed = change("set_link", id=link, **table_of(body.link))
    with database.write() as store:
        link_in(store, plan, link)
        made = make_alone(store, plan, changed, writer, now, body, noun="link")
    return ComparisonAnswer.comparing(made)


@router.delete("/links/{link}", tags=["links"], summary="Remove a link")
def remove_link(
    database: Stored, now: Now, writer: Writer, plan: PlanCode, link: LinkId, asked: Removal
) -> ComparisonAnswer:
    """Its id is not given to another link."""
    removed = change("remove_link", id=link)
    with database.write() as store:
        link_in(store, plan, link)
        made = make_alone(store, plan, removed, writer, now, asked, noun="link")
    return ComparisonAnswer.comparing(made)


def _added_link(made: Comparison) -> str:
    return next(
        each.name
        for each in made.differences
        if each.subject is Subject.LINK and each.fate is Fate.ADDED
    )

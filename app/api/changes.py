"""Changes that planners make to what a plan holds: many at once, or one milestone or link.

What is there already is changed and removed by who says which revision was read (``If-Match``).
"""

from typing import Any

from fastapi import APIRouter, Response

from app.api.asked import LinkId, MilestoneCode, MilestoneRemoval, PlanCode, Removal
from app.api.expecting import IfMatch
from app.api.once import Given, Write
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
from app.api.single import compared, link_in, make_alone, milestone_in
from app.api.strict import StrictRoute
from app.documents import Fate, Subject, table_of
from app.store import Store
from app.usecases.accepting import expect
from app.usecases.comparing import Comparison
from app.usecases.editing import edit

router = APIRouter(
    prefix="/plans/{plan}",
    route_class=StrictRoute,
    responses=refusals(401, 403, 404, 409, 412, 422, 503),
)
REMOVED = refusals(428)
SENT = refusals(400, 413, 415, 428)
MADE: dict[int | str, dict[str, Any]] = {
    200: {"model": ComparisonAnswer, "description": "A preview: nothing was kept"},
    **refusals(400, 413, 415),
}


@router.post(
    "/changes",
    tags=["changes"],
    summary="Change the plan",
    status_code=201,
    response_model=ComparisonAnswer,
    responses=MADE,
)
def change_plan(write: Write, plan: PlanCode, expected: IfMatch, body: ChangesBody) -> Response:
    """Add, change, rename and remove what the plan holds: one revision, all of it or nothing.

    Each change is a verb and what it is about, in the keys of a plan document.
    """

    def act(store: Store) -> Given:
        expect(store, plan, expected.or_in_body(body.expected_revision))
        made = edit(
            store,
            plan,
            body.changes,
            write.author,
            write.now,
            data_date=body.data_date,
            reason=body.reason,
            preview=body.preview,
        )
        return compared(made, status=201)

    return write.once(act, preview=body.preview)


@router.post(
    "/milestones",
    tags=["milestones"],
    summary="Add a milestone",
    status_code=201,
    response_model=ComparisonAnswer,
    responses=MADE,
)
def add_milestone(
    write: Write, plan: PlanCode, expected: IfMatch, body: NewMilestoneBody
) -> Response:
    """A milestone that hangs on nothing yet: links to and from it are changes of their own."""
    added = change("add_milestone", **table_of(body.milestone))
    read = expected.or_in_body(body.expected_revision)

    def act(store: Store) -> Given:
        made = make_alone(store, plan, added, write, read, body, noun="milestone")
        place = made_at(plan, "milestones", body.milestone.code)
        return compared(made, status=201, **place)

    return write.once(act, preview=body.preview)


@router.patch(
    "/milestones/{code}",
    tags=["milestones"],
    summary="Change a milestone",
    response_model=ComparisonAnswer,
    responses=SENT,
)
def change_milestone(
    write: Write, plan: PlanCode, code: MilestoneCode, expected: IfMatch, body: MilestoneBody
) -> Response:
    """New values of a milestone's keys; what was reported of it is said by updates."""
    changed = change("set_milestone", code=code, **table_of(body.milestone))
    read = expected.demanded(body.expected_revision)

    def act(store: Store) -> Given:
        milestone_in(store, plan, code)
        return compared(make_alone(store, plan, changed, write, read, body, noun="milestone"))

    return write.once(act, preview=body.preview)


@router.delete(
    "/milestones/{code}",
    tags=["milestones"],
    summary="Remove a milestone",
    response_model=ComparisonAnswer,
    responses=REMOVED,
)
def remove_milestone(
    write: Write, plan: PlanCode, code: MilestoneCode, expected: IfMatch, asked: MilestoneRemoval
) -> Response:
    """Refused while links hang on it, unless they go as well; a target is no target first."""
    removed = change("remove_milestone", code=code, with_links=asked.with_links)
    read = expected.demanded(asked.expected_revision)

    def act(store: Store) -> Given:
        milestone_in(store, plan, code)
        return compared(make_alone(store, plan, removed, write, read, asked, noun="milestone"))

    return write.once(act, preview=asked.preview)


@router.post(
    "/links",
    tags=["links"],
    summary="Add a link",
    status_code=201,
    response_model=ComparisonAnswer,
    responses=MADE,
)
def add_link(write: Write, plan: PlanCode, expected: IfMatch, body: NewLinkBody) -> Response:
    """A link between two milestones; one pair may have several."""
    added = change("add_link", **table_of(body.link))
    read = expected.or_in_body(body.expected_revision)

    def act(store: Store) -> Given:
        made = make_alone(store, plan, added, write, read, body, noun="link")
        return compared(made, status=201, **made_at(plan, "links", _added_link(made)))

    return write.once(act, preview=body.preview)


@router.patch(
    "/links/{link}",
    tags=["links"],
    summary="Change a link",
    response_model=ComparisonAnswer,
    responses=SENT,
)
def change_link(
    write: Write, plan: PlanCode, link: LinkId, expected: IfMatch, body: LinkBody
) -> Response:
    """New values of a link's keys; it keeps its id, also between other ends."""
    changed = change("set_link", id=link, **table_of(body.link))
    read = expected.demanded(body.expected_revision)

    def act(store: Store) -> Given:
        link_in(store, plan, link)
        return compared(make_alone(store, plan, changed, write, read, body, noun="link"))

    return write.once(act, preview=body.preview)


@router.delete(
    "/links/{link}",
    tags=["links"],
    summary="Remove a link",
    response_model=ComparisonAnswer,
    responses=REMOVED,
)
def remove_link(
    write: Write, plan: PlanCode, link: LinkId, expected: IfMatch, asked: Removal
) -> Response:
    """Its id is not given to another link."""
    removed = change("remove_link", id=link)
    read = expected.demanded(asked.expected_revision)

    def act(store: Store) -> Given:
        link_in(store, plan, link)
        return compared(make_alone(store, plan, removed, write, read, asked, noun="link"))

    return write.once(act, preview=asked.preview)


def _added_link(made: Comparison) -> str:
    return next(
        each.name
        for each in made.differences
        if each.subject is Subject.LINK and each.fate is Fate.ADDED
    )

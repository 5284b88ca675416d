"""Plans that are put away, and taken back into use."""

from fastapi import APIRouter, Response

from app.api.asked import PlanCode
from app.api.expecting import Expected, IfMatch
from app.api.once import Given, Write, Writing
from app.api.placing import standing_at
from app.api.refusals import refusals
from app.api.schemas.edits import ArchivingBody
from app.api.schemas.plans import PlanAnswer
from app.api.strict import StrictRoute
from app.store import Store
from app.usecases.accepting import expect
from app.usecases.archiving import archive

router = APIRouter(
    prefix="/plans/{plan}",
    tags=["plans"],
    route_class=StrictRoute,
    responses=refusals(400, 401, 403, 404, 409, 412, 413, 415, 422, 503),
)


@router.post("/archive", summary="Archive a plan", response_model=PlanAnswer)
def archive_plan(write: Write, plan: PlanCode, expected: IfMatch, body: ArchivingBody) -> Response:
    """Put it away: it is no longer listed and does not change; reads and feeds go on as before."""
    return _archived(write, plan, expected, body, restore=False)


@router.post("/restore", summary="Restore a plan", response_model=PlanAnswer)
def restore_plan(write: Write, plan: PlanCode, expected: IfMatch, body: ArchivingBody) -> Response:
    """Take an archived plan back into use."""
    return _archived(write, plan, expected, body, restore=True)


def _archived(
    write: Writing, plan: str, expected: Expected, body: ArchivingBody, *, restore: bool
) -> Response:
    def act(store: Store) -> Given:
        expect(store, plan, expected.or_in_body(body.expected_revision))
        reading = archive(
            store,
            plan,
            write.author,
            write.now,
            restore=restore,
            reason=body.reason,
            preview=body.preview,
        )
        number = reading.revision.number
        stands = standing_at(number - 1 if body.preview else number)
        return Given(answer=PlanAnswer.of(reading), headers=stands)

    return write.once(act, preview=body.preview)

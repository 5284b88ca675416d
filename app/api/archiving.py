"""Plans that are put away, and taken back into use."""

from datetime import datetime

from fastapi import APIRouter

from app.api.access import Door, Now, Stored, Writer
from app.api.asked import PlanCode
from app.api.refusals import refusals
from app.api.schemas.edits import ArchivingBody
from app.api.schemas.plans import PlanAnswer
from app.api.strict import StrictRoute
from app.plan import Author
from app.usecases.accepting import expect
from app.usecases.archiving import archive

router = APIRouter(
    prefix="/plans/{plan}",
    tags=["plans"],
    route_class=StrictRoute,
    responses=refusals(400, 401, 403, 404, 409, 412, 413, 415, 422, 503),
)


@router.post("/archive", summary="Archive a plan")
def archive_plan(
    database: Stored, now: Now, writer: Writer, plan: PlanCode, body: ArchivingBody
) -> PlanAnswer:
    """Put it away: it is no longer listed and does not change; reads and feeds go on as before."""
    return _archived(database, now, writer, plan, body, restore=False)


@router.post("/restore", summary="Restore a plan")
def restore_plan(
    database: Stored, now: Now, writer: Writer, plan: PlanCode, body: ArchivingBody
) -> PlanAnswer:
    """Take an archived plan back into use."""
    return _archived(database, now, writer, plan, body, restore=True)


def _archived(
    database: Door,
    now: datetime,
    writer: Author,
    plan: str,
    body: ArchivingBody,
    *,
    restore: bool,
) -> PlanAnswer:
    with database.write() as store:
        expect(store, plan, body.expected_revision)
        reading = archive(
            store,
            plan,
            writer,
            now,
            restore=restore,
            reason=body.reason,
            preview=body.preview,
        )
        return PlanAnswer.of(reading)

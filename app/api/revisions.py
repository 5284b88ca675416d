"""The log of a plan: who changed what, when and why."""

from fastapi import APIRouter

from app.api.access import Stored, Writer
from app.api.asked import Before, ForecastPage, Number, PlanCode
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.differences import DifferencesAnswer
from app.api.schemas.revisions import EntryAnswer, RevisionAnswer, RevisionsAnswer
from app.api.strict import StrictRoute
from app.usecases.accepting import check_planner
from app.usecases.difference import difference, recorded_in
from app.usecases.logged import entry_of
from app.usecases.plans import revisions
from app.usecases.reading import find, seen_from

router = APIRouter(
    prefix="/plans/{plan}/revisions",
    tags=["revisions"],
    route_class=StrictRoute,
    responses=refusals(404, 422),
)


@router.get("", summary="List the revisions")
def list_revisions(database: Stored, plan: PlanCode, asked: ForecastPage) -> RevisionsAnswer:
    """Every accepted change up to the state asked for, oldest first."""
    with database.read() as store:
        at = find(store, plan, asked.as_of).revision
        found = revisions(store, plan, asked.as_of, asked.part)
        listed = page(database, asked, found, at, begins=asked.after)
        return RevisionsAnswer.of(plan, at, seen_from(at, asked.as_of), listed)


@router.get("/{number}", summary="Show a revision")
def show_revision(database: Stored, plan: PlanCode, number: Number) -> RevisionAnswer:
    """One accepted change: what was said in it, and key by key what it changed of the plan."""
    with database.read() as store:
        return RevisionAnswer.of(plan, recorded_in(store, plan, number))


@router.get(
    "/{number}/entry", summary="Show a revision's entry in the log", responses=refusals(401, 403)
)
def show_entry(database: Stored, reader: Writer, plan: PlanCode, number: Number) -> EntryAnswer:
    """As it was written, for planners: with which key, and every row before and after it."""
    check_planner(reader, "read the log")
    with database.look() as store:
        return EntryAnswer.of(plan, entry_of(store, plan, number))


@router.get("/{before}/diff/{number}", summary="Compare two revisions")
def compare_revisions(
    database: Stored, plan: PlanCode, before: Before, number: Number
) -> DifferencesAnswer:
    """What revision `number` holds otherwise than revision `before`, whichever is older."""
    with database.read() as store:
        return DifferencesAnswer.of(difference(store, plan, before, number))

"""One change by itself: what it is about is in the address, and its problems name it as it is."""

import re
from datetime import datetime

from app.api.asked import AskedRemoval
from app.api.schemas.bodies import Entering
from app.documents import ChangeEntry
from app.errors import DocumentError, NotFound, Problem, Refused
from app.plan import Author, Milestone, PlanLink
from app.store import Store
from app.usecases.accepting import expect
from app.usecases.comparing import Comparison
from app.usecases.editing import edit
from app.usecases.reading import read


def make_alone(
    store: Store,
    plan: str,
    change: ChangeEntry,
    writer: Author,
    now: datetime,
    entering: Entering | AskedRemoval,
    *,
    noun: str,
) -> Comparison:
    """Make ``change`` of a ``noun`` the plan's next revision."""
    expect(store, plan, entering.expected_revision)
    try:
        return edit(
            store,
            plan,
            [change],
            writer,
            now,
            data_date=entering.data_date,
            reason=entering.reason,
            preview=entering.preview,
        )
    except Refused as error:
        if not isinstance(error, DocumentError) and error.problems[0].place != "changes":
            raise
        said = re.compile(rf"^changes(\[0\]\.{change.verb})?")
        raise type(error)(
            [Problem(said.sub(noun, each.place, count=1), each.message) for each in error.problems]
        ) from error


def milestone_in(store: Store, plan: str, code: str) -> Milestone:
    """The milestone ``code`` as the plan stands, or NotFound."""
    return read(store, plan).milestone(code)


def link_in(store: Store, plan: str, link_id: int) -> PlanLink:
    """The link as the plan stands, or NotFound."""
    for link in read(store, plan).plan.links:
        if link.id == link_id:
            return link
    raise NotFound("link", str(link_id))

"""One change by itself: what it is about is in the address, and its problems name it as it is."""

import re

from app.api.asked import AskedRemoval
from app.api.once import Given, Writing
from app.api.placing import left_at
from app.api.schemas.bodies import Entering
from app.api.schemas.comparisons import ComparisonAnswer
from app.documents import ChangeEntry
from app.errors import ChangesError, NotFound, Problem, Refused
from app.plan import Milestone, PlanLink
from app.store import Store
from app.usecases.accepting import expect
from app.usecases.comparing import Comparison
from app.usecases.editing import edit
from app.usecases.reading import read


def make_alone(
    store: Store,
    plan: str,
    change: ChangeEntry,
    write: Writing,
    expected: int | None,
    entering: Entering | AskedRemoval,
    *,
    noun: str,
) -> Comparison:
    """Make ``change`` of a ``noun`` the plan's next revision."""
    expect(store, plan, expected)
    try:
        return edit(
            store,
            plan,
            [change],
            write.author,
            write.now,
            data_date=entering.data_date,
            reason=entering.reason,
            preview=entering.preview,
        )
    except Refused as error:
        if not isinstance(error, ChangesError) and error.problems[0].place != "changes":
            raise
        said = re.compile(rf"^changes(\[0\]\.{change.verb})?")
        raise type(error)(
            [Problem(said.sub(noun, each.place, count=1), each.message) for each in error.problems]
        ) from error


def compared(made: Comparison, *, status: int = 200, **place: str) -> Given:
    """The answer to a change."""
    headers = {**left_at(made.receipt), **place}
    return Given(answer=ComparisonAnswer.comparing(made), status=status, headers=headers)


def milestone_in(store: Store, plan: str, code: str) -> Milestone:
    """The milestone ``code`` as the plan stands, or NotFound."""
    return read(store, plan).milestone(code)


def link_in(store: Store, plan: str, link_id: int) -> PlanLink:
    """The link as the plan stands, or NotFound."""
    for link in read(store, plan).plan.links:
        if link.id == link_id:
            return link
    raise NotFound("link", str(link_id))

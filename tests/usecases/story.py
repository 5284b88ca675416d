"""What was said of the small plan from August to September 2021, as four revisions after the seed.

2  9 August     ECA moves the review to 31 August; nobody reports the draft, which drifts.
3  20 August    The draft: 12 days left, says IOM. Clearance is now six days' work, says a planner.
4  1 September  In one report: the review is held, the draft will be done by 10 September.
"""

from dataclasses import replace
from datetime import date

from app.plan import Update
from app.store import Database
from app.usecases.accepting import accept
from app.usecases.report import report
from scheduling import Span
from tests.plans import NOW, PLANNER
from tests.store.test_changes import statement

AUGUST, LATE_AUGUST, SEPTEMBER = date(2021, 8, 9), date(2021, 8, 20), date(2021, 9, 1)
REVIEW_DAYS = Span(first=date(2021, 8, 31), last=date(2021, 9, 1))


def tell(database: Database) -> None:
    """Revisions 2 to 5."""
    with database.write() as store:
        said = [Update(milestone="review", window=REVIEW_DAYS, note="the host", on_behalf_of="ECA")]
        report(store, "small", said, PLANNER, NOW, data_date=AUGUST)
    with database.write() as store:
        said = [Update(milestone="draft", remaining=12, source="mail", on_behalf_of="IOM")]
        report(store, "small", said, PLANNER, NOW, data_date=LATE_AUGUST)
    with database.write() as store:
        held = store.hold("small")
        assert held.plan is not None
        milestones = tuple(
            replace(each, duration=6) if each.code == "clear" else each
            for each in held.plan.milestones
        )
        accept(store, held, replace(held.plan, milestones=milestones), statement(LATE_AUGUST))
    with database.write() as store:
        said = [
            Update(
                milestone="review",
                actual_start=date(2021, 8, 31),
                actual_finish=SEPTEMBER,
                on_behalf_of="ECA",
            ),
            Update(milestone="draft", expected_finish=date(2021, 9, 10), on_behalf_of="IOM"),
        ]
        report(store, "small", said, PLANNER, NOW, data_date=SEPTEMBER)

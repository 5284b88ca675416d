"""What was said can be taken back: by a later statement, which can be taken back itself."""

from datetime import date
from typing import Any

import pytest

from app.errors import Contradicted, Forbidden, NotFound, PlannerError, Refused
from app.plan import Author, Certainty, Role, Update
from app.store import Database
from app.usecases.importing import import_plan
from app.usecases.reading import AsOf, read
from app.usecases.receipts import Receipt
from app.usecases.report import report
from scheduling import Progress, Span
from tests.plans import ECA, NOW, PLANNER, SEEDED, small_plan

AUGUST = Span(first=date(2021, 8, 31), last=date(2021, 8, 31))
SEPTEMBER = Span(first=date(2021, 9, 1), last=date(2021, 9, 30))
JULY = Span(first=date(2021, 7, 1), last=date(2021, 7, 31))
AUC = Author(name="AUC focal point", role=Role.AGENCY, agency="AUC")
STARTED = Update(milestone="review", actual_start=date(2021, 5, 4), remaining=3)
OVER = Update(milestone="review", actual_finish=date(2021, 5, 5))
HELD = Update(milestone="review", actual_start=date(2021, 5, 4), actual_finish=date(2021, 5, 5))


@pytest.fixture
def seeded(database: Database) -> Database:
    with database.write() as store:
        import_plan(store, small_plan(), PLANNER, NOW, baseline="seed")
    return database


def said(database: Database, *updates: Update, by: Author = ECA, **how: Any) -> Receipt:
    with database.write() as store:
        return report(store, "small", updates, by, NOW, **how)


def back(number: int, **facts: Any) -> Update:
    return Update(milestone="review", takes_back=number, **facts)


def newest(database: Database) -> int:
    with database.read() as store:
        return store.updates(store.find("small"))[-1].id


def stands(database: Database, revision: int | None = None) -> tuple[Any, ...]:
    """The progress, window, date and certainty of the review."""
    with database.read() as store:
        plan = read(store, "small", AsOf(revision=revision)).plan
    review = plan.milestones[0]
    return plan.progress.get("review"), review.window, review.fixed, review.certainty


BEFORE = (None, JULY, None, Certainty.STATED)


def test_progress_taken_back_was_never_made(seeded: Database) -> None:
    said(seeded, HELD)
    receipt = said(seeded, back(newest(seeded), note="It was another meeting"))
    assert stands(seeded) == BEFORE
    assert stands(seeded, 2) == (
        Progress(actual_start=date(2021, 5, 4), actual_finish=date(2021, 5, 5)),
        JULY,
        None,
        Certainty.STATED,
    )
    assert receipt.revision.number == 3
    assert "review" in [move.code for move in receipt.moved]


def test_a_date_falls_back_to_what_stood_before(seeded: Database) -> None:
    said(seeded, Update(milestone="review", fixed=AUGUST, certainty=Certainty.CONFIRMED))
    first = newest(seeded)
    said(seeded, Update(milestone="review", window=SEPTEMBER))
    second = newest(seeded)
    said(seeded, back(first))
    assert stands(seeded) == (None, SEPTEMBER, None, Certainty.STATED)
    said(seeded, back(second))
    assert stands(seeded) == BEFORE


def test_taking_back_can_be_taken_back(seeded: Database) -> None:
    said(seeded, Update(milestone="review", fixed=AUGUST))
    said(seeded, back(newest(seeded)))
    assert stands(seeded) == BEFORE
    said(seeded, back(newest(seeded)))
    assert stands(seeded) == (None, None, AUGUST, Certainty.STATED)


def test_a_preview_of_taking_back_keeps_nothing(seeded: Database) -> None:
    said(seeded, HELD)
    before = stands(seeded)
    receipt = said(seeded, back(newest(seeded)), preview=True)
    assert (receipt.kept, stands(seeded)) == (False, before)


def test_a_correction_is_one_revision(seeded: Database) -> None:
    said(seeded, Update(milestone="review", fixed=AUGUST))
    wrong = newest(seeded)
    said(seeded, back(wrong), Update(milestone="review", window=SEPTEMBER))
    assert stands(seeded) == (None, SEPTEMBER, None, Certainty.STATED)


def refusal(database: Database, *updates: Update, **how: Any) -> tuple[type[Exception], str]:
    with pytest.raises(PlannerError) as refused:
        said(database, *updates, **how)
    return type(refused.value), str(refused.value)


def test_what_cannot_be_taken_back(seeded: Database) -> None:
    said(seeded, STARTED)
    started = newest(seeded)
    said(seeded, OVER)
    said(seeded, Update(milestone="review", note="by the AUC"), by=AUC)
    foreign = newest(seeded)
    said(seeded, Update(milestone="draft", remaining=2), by=PLANNER)
    other = newest(seeded)
    assert refusal(seeded, back(9_999)) == (NotFound, "there is no update '9999'")
    assert refusal(seeded, back(other)) == (
        Refused,
        "takes_back: is not an update of review",
    )
    assert refusal(seeded, back(foreign)) == (
        Forbidden,
        "ECA may not take back what AUC focal point said",
    )
    assert refusal(seeded, back(foreign), back(foreign)) == (
        Refused,
        "takes_back: takes one update back twice",
    )
    assert refusal(seeded, back(foreign, remaining=3), by=PLANNER) == (
        Refused,
        "remaining: must not be given beside takes_back: say it in an update of its own",
    )
    kind, told = refusal(seeded, back(started))
    assert (kind, told) == (Contradicted, "actual_finish: needs actual_start: say when it began")
    said(seeded, back(foreign), by=PLANNER)
    assert refusal(seeded, back(foreign), by=AUC) == (
        Contradicted,
        f"takes_back: update {foreign} has been taken back already",
    )


def test_a_contradiction_names_the_earlier_statement(seeded: Database) -> None:
    said(seeded, Update(milestone="review", cancelled=True, note="The venue is lost"))
    with pytest.raises(Contradicted) as refused:
        said(seeded, HELD, by=AUC)
    earlier = refused.value.earlier["actual_start"]
    assert earlier.update.note == "The venue is lost"
    assert (earlier.id, earlier.revision.number, earlier.revision.agency) == (
        newest(seeded),
        2,
        "ECA",
    )
    assert earlier.revision.data_date == SEEDED

"""A new date for what is over, or will not happen, contradicts what was said: both are named."""

from datetime import date

import pytest

from app.errors import Contradicted
from app.plan import Update
from app.store import Database
from app.usecases.report import report
from scheduling import Span
from tests.plans import NOW, PLANNER

AUTUMN = Span(first=date(2021, 9, 1), last=date(2021, 9, 30))
HELD = Update(
    milestone="review", actual_start=date(2021, 5, 4), actual_finish=date(2021, 5, 5), note="here"
)
CANCELLED = Update(milestone="review", cancelled=True)
OVER = "the milestone was finished on 2021-05-05"
GONE = "the milestone was cancelled: say cancelled = false to restore it"


def said(database: Database, *updates: Update) -> None:
    with database.write() as store:
        report(store, "small", updates, PLANNER, NOW)


def newest(database: Database) -> int:
    with database.read() as store:
        return store.updates(store.find("small"))[-1].id


def moved(*, window: Span | None = None, fixed: Span | None = None) -> Update:
    return Update(milestone="review", window=window, fixed=fixed)


@pytest.mark.parametrize(
    ("earlier", "later", "field", "rule"),
    [
        (HELD, moved(window=AUTUMN), "window", OVER),
        (HELD, moved(window=Span(first=None, last=date(2021, 5, 4))), "window", OVER),
        (HELD, moved(fixed=Span.of(date(2021, 5, 6))), "fixed", OVER),
        (CANCELLED, moved(window=AUTUMN), "window", GONE),
        (CANCELLED, moved(fixed=AUTUMN), "fixed", GONE),
    ],
)
def test_a_new_date_for_what_has_none_ahead(
    seeded: Database, earlier: Update, later: Update, field: str, rule: str
) -> None:
    said(seeded, earlier)
    with pytest.raises(Contradicted) as refused:
        said(seeded, Update(milestone="draft", note="x"), later)
    place = f"updates[1] (review).{field}"
    assert [str(each) for each in refused.value.problems] == [f"{place}: {rule}"]
    assert {where: each.update for where, each in refused.value.earlier.items()} == {place: earlier}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (HELD, moved(fixed=Span.of(date(2021, 5, 5)))),
        (HELD, moved(window=Span(first=None, last=date(2021, 5, 31)))),
        (HELD, Update(milestone="review", window=AUTUMN, actual_finish=date(2021, 5, 4))),
        (CANCELLED, Update(milestone="review", window=AUTUMN, cancelled=False)),
    ],
)
def test_a_date_that_goes_with_what_was_said(
    seeded: Database, earlier: Update, later: Update
) -> None:
    said(seeded, earlier)
    said(seeded, later)


@pytest.mark.parametrize("earlier", [HELD, CANCELLED])
def test_what_is_taken_back_at_once_is_not_contradicted(seeded: Database, earlier: Update) -> None:
    said(seeded, earlier)
    back = Update(milestone="review", takes_back=newest(seeded))
    said(seeded, back, moved(window=AUTUMN))

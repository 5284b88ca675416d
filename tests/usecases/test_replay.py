from datetime import date

import pytest

from app.errors import Contradicted, Forbidden, Refused
from app.plan import Update
from app.store import Database
from app.usecases.plans import revisions, updates
from app.usecases.reading import AsOf, read
from app.usecases.replay import replay
from scheduling import Span
from tests.plans import ECA, NOW, PLANNER, SEEDED, small_plan

JUNE, JULY = date(2021, 6, 24), date(2021, 8, 9)
HISTORY = (
    (JUNE, Update(milestone="review", fixed=Span(first=date(2021, 7, 12), last=date(2021, 7, 13)))),
    (JUNE, Update(milestone="draft", remaining=5)),
    (JULY, Update(milestone="review", fixed=Span(first=date(2021, 8, 31), last=date(2021, 9, 1)))),
)


def test_each_day_is_one_revision(seeded: Database) -> None:
    with seeded.write() as store:
        made = replay(store, "small", HISTORY, PLANNER, NOW)
    assert [(each.number, each.data_date, each.reason) for each in made] == [
        (2, JUNE, "history"),
        (3, JULY, "history"),
    ]
    with seeded.read() as store:
        assert revisions(store, "small")[1:] == made
        assert [each.revision.number for each in updates(store, "small")] == [1, 2, 2, 3]
        finishes = [
            read(store, "small", AsOf(known_on=day)).dates("review").finish
            for day in (SEEDED, JUNE, JULY)
        ]
    assert finishes == [date(2021, 7, 31), date(2021, 7, 13), date(2021, 9, 1)]


def test_all_of_it_is_kept_or_none(seeded: Database) -> None:
    wrong = (JULY, Update(milestone="draft", actual_finish=date(2021, 5, 2)))

    def write() -> None:
        with seeded.write() as store:
            replay(store, "small", (*HISTORY, wrong), PLANNER, NOW)

    with pytest.raises(Contradicted):
        write()
    with seeded.read() as store:
        assert read(store, "small").plan == small_plan()


def test_history_goes_forward(seeded: Database) -> None:
    with seeded.write() as store, pytest.raises(Refused, match="data_date: must not be before"):
        replay(store, "small", reversed(HISTORY), PLANNER, NOW)


def test_an_agency_may_not_enter_history(seeded: Database) -> None:
    with seeded.write() as store, pytest.raises(Forbidden, match="may not enter history"):
        replay(store, "small", HISTORY, ECA, NOW)

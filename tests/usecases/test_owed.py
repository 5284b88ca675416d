"""What an agency is to report on."""

from datetime import date

import pytest

from app.errors import NotFound
from app.plan import Update
from app.store import Database
from app.usecases.importing import import_plan
from app.usecases.owed import owed
from app.usecases.reading import AsOf
from app.usecases.report import report
from tests.plans import ECA, NOW, PLANNER, small_plan

Told = tuple[str, date | None, str, int]


@pytest.fixture
def seeded(database: Database) -> Database:
    with database.write() as store:
        import_plan(store, small_plan(), PLANNER, NOW)
    return database


def asked(database: Database, agency: str, day: date, **how: int) -> list[Told]:
    """Code, last day in time, what is asked, days without a word."""
    with database.read() as store:
        found = owed(store, "small", agency, AsOf(data_date=day), **how)
    return [
        (
            each.milestone.code,
            each.due_on,
            " ".join(word for word in ("due", "overdue", "silent") if getattr(each, word)),
            each.silent_days,
        )
        for each in found.milestones
    ]


JULY = date(2021, 7, 31)


@pytest.mark.parametrize(
    ("agency", "day", "expected"),
    [
        ("ECA", date(2021, 5, 5), []),
        ("ECA", date(2021, 6, 4), [("review", JULY, "silent", 30)]),
        ("ECA", date(2021, 7, 16), [("review", JULY, "silent", 72)]),
        ("ECA", date(2021, 7, 17), [("review", JULY, "due silent", 73)]),
        ("ECA", date(2021, 7, 30), [("review", JULY, "due silent", 86)]),
        ("ECA", JULY, [("review", JULY, "overdue silent", 87)]),
        ("AUC", JULY, [("review", JULY, "overdue silent", 87)]),
    ],
)
def test_what_is_due_overdue_or_silent(
    seeded: Database, agency: str, day: date, expected: list[Told]
) -> None:
    assert asked(seeded, agency, day) == expected


def test_the_days_are_chosen_by_who_asks(seeded: Database) -> None:
    day = date(2021, 7, 1)
    assert asked(seeded, "ECA", day, due_days=30, silence_days=60) == [("review", JULY, "due", 57)]
    assert asked(seeded, "ECA", day, due_days=29, silence_days=58) == []


def test_a_word_ends_the_silence_and_a_report_the_debt(seeded: Database) -> None:
    said = Update(milestone="review", note="invitations are out")
    with seeded.write() as store:
        report(store, "small", [said], PLANNER, NOW, data_date=date(2021, 6, 20))
    assert asked(seeded, "ECA", date(2021, 7, 10)) == []
    held = Update(milestone="review", actual_start=JULY, actual_finish=JULY)
    with seeded.write() as store:
        report(store, "small", [held], PLANNER, NOW, data_date=date(2021, 8, 1))
    assert asked(seeded, "ECA", date(2021, 12, 1)) == []


def test_how_long_it_will_still_take_replaces_the_date_that_it_had(seeded: Database) -> None:
    begun = Update(
        milestone="review", actual_start=date(2021, 7, 28), expected_finish=date(2021, 8, 20)
    )
    with seeded.write() as store:
        report(store, "small", [begun], PLANNER, NOW, data_date=date(2021, 7, 30))
    august = date(2021, 8, 20)
    assert asked(seeded, "ECA", date(2021, 8, 10)) == [("review", august, "due", 11)]
    assert asked(seeded, "ECA", august) == [("review", august, "overdue", 21)]


def test_who_has_no_part_in_the_plan_is_not_known(seeded: Database) -> None:
    assert ECA.agency == "ECA"
    with pytest.raises(NotFound, match="there is no agency 'WHO'"):
        asked(seeded, "WHO", JULY)

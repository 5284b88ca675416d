"""The data date that moves by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest

from app.plan import Revision, Rhythm
from app.store import Database
from app.usecases.importing import import_plan
from app.usecases.moving import last_monday, move_data_dates
from tests.plans import NOW, PLANNER, SEEDED, small_plan, uid

SUNDAY = datetime(2021, 8, 9, 3, 59, tzinfo=UTC)
"""Still Sunday in New York."""
MONDAY = SUNDAY + timedelta(minutes=1)


@pytest.fixture
def living(database: Database) -> Database:
    """A plan that is not pinned."""
    with database.write() as store:
        import_plan(store, small_plan(data_date=None, start=SEEDED), PLANNER, NOW, baseline="seed")
    return database


def moved(database: Database, now: datetime) -> list[tuple[str, Revision]]:
    return list(move_data_dates(database, now))


def test_on_monday_in_the_plans_zone_it_moves_once(living: Database) -> None:
    assert [each.data_date for _, each in moved(living, SUNDAY)] == [date(2021, 8, 2)]
    assert moved(living, SUNDAY) == []
    ((plan, revision),) = moved(living, MONDAY)
    assert (plan, revision) == (
        "small",
        replace(
            revision,
            number=3,
            recorded_at=MONDAY,
            data_date=date(2021, 8, 9),
            author="calendar",
            reason="the week of 2021-08-09 has begun",
            kind="data-date",
        ),
    )
    assert moved(living, MONDAY + timedelta(days=6)) == []
    assert [each.data_date for _, each in moved(living, MONDAY + timedelta(days=9))] == [
        date(2021, 8, 16)
    ]


def test_what_drifts_is_told_once_with_its_cause(living: Database) -> None:
    moved(living, MONDAY)
    with living.read() as store:
        told = store.published(store.find("small").plan_id)
    draft = told[uid("draft")]
    assert (draft.number, draft.sequence, draft.data_date) == (2, 1, date(2021, 8, 9))
    assert draft.cause.endswith("because nothing was reported by 9 Aug 2021")
    assert told[uid("forum")].sequence == 0


def test_where_the_plan_says_so_it_moves_each_day(database: Database) -> None:
    daily = small_plan(data_date=None, start=SEEDED, rhythm=Rhythm.DAILY)
    with database.write() as store:
        import_plan(store, daily, PLANNER, NOW)
    assert moved(database, NOW) == []
    told = [revision for _, revision in moved(database, SUNDAY)]
    assert [(each.data_date, each.reason) for each in told] == [
        (date(2021, 8, 8), "the day 2021-08-08 has begun")
    ]
    assert moved(database, SUNDAY) == []
    assert [each.data_date for _, each in moved(database, MONDAY)] == [date(2021, 8, 9)]


def test_a_plan_that_nobody_has_to_move_is_not_held(living: Database, url: str) -> None:
    """A look waits for no writer, and keeps none waiting."""
    moved(living, MONDAY)
    other = Database(url, patience=0.2)
    with living.write() as store:
        store.hold("small")
        assert moved(other, MONDAY) == []
    other.close()


def test_a_pinned_plan_stays(database: Database) -> None:
    with database.write() as store:
        import_plan(store, small_plan(), PLANNER, NOW)
    assert moved(database, MONDAY) == []


def test_whichever_of_several_wins_it_moves_once(living: Database, url: str) -> None:
    won: list[tuple[str, Revision]] = []
    together = Barrier(6)

    def race() -> None:
        own = Database(url)
        together.wait()
        won.extend(moved(own, MONDAY))
        own.close()

    racers = [Thread(target=race) for _ in range(6)]
    for each in racers:
        each.start()
    for each in racers:
        each.join()
    assert [revision.number for _, revision in won] == [2]
    with living.read() as store:
        assert store.publication(store.find("small").plan_id) == 2


@pytest.mark.parametrize(
    ("day", "monday"),
    [("2021-08-09", "2021-08-09"), ("2021-08-15", "2021-08-09"), ("2024-02-29", "2024-02-26")],
)
def test_the_last_monday(day: str, monday: str) -> None:
    assert last_monday(date.fromisoformat(day)) == date.fromisoformat(monday)

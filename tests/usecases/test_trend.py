from datetime import date

import pytest

from app.errors import NotFound, Refused
from app.plan.recoding import recoded
from app.store import Database
from app.usecases.accepting import accept
from app.usecases.difference import recorded_in
from app.usecases.reading import AsOf, read
from app.usecases.trend import Pace, Trend, trend
from tests.store.queries import counted
from tests.store.test_changes import statement
from tests.usecases.story import AUGUST, LATE_AUGUST, SEPTEMBER, tell

SEED = date(2021, 5, 5)


def told(found: Trend, code: str) -> list[date | None]:
    (line,) = (each for each in found.lines if each.milestone.code == code)
    return list(line.finishes)


def points(found: Trend) -> list[tuple[int, date]]:
    return [(each.revision.number, each.day) for each in found.points]


def test_the_forecast_at_each_revision_is_that_of_the_revision(seeded: Database) -> None:
    tell(seeded)
    with seeded.read() as store:
        found = trend(store, "small")
        each_by_itself = [
            read(store, "small", AsOf(revision=number)).dates("launch").finish
            for number in range(1, 6)
        ]
    assert points(found) == [
        (1, SEED),
        (2, AUGUST),
        (3, LATE_AUGUST),
        (4, LATE_AUGUST),
        (5, SEPTEMBER),
    ]
    assert told(found, "launch") == each_by_itself
    assert [each.milestone.code for each in found.lines] == ["launch", "forum"]


def test_the_forecast_at_the_end_of_each_month_as_it_was_known(seeded: Database) -> None:
    tell(seeded)
    with seeded.read() as store:
        found = trend(store, "small", ["launch"], pace=Pace.MONTH)
    assert points(found) == [
        (1, date(2021, 5, 31)),
        (1, date(2021, 6, 30)),
        (1, date(2021, 7, 31)),
        (4, date(2021, 8, 31)),
        (5, SEPTEMBER),
    ]
    assert told(found, "launch") == [
        date(2021, 8, 6),
        date(2021, 8, 6),
        date(2021, 8, 6),
        date(2021, 9, 15),
        date(2021, 9, 20),
    ]


def test_a_look_ahead_is_one_more_point(seeded: Database) -> None:
    tell(seeded)
    ahead = AsOf(revision=2, data_date=date(2021, 10, 1))
    with seeded.read() as store:
        found = trend(store, "small", ["launch"], since=2, until=ahead)
        then = read(store, "small", ahead).dates("launch").finish
    assert points(found) == [(2, AUGUST), (2, date(2021, 10, 1))]
    assert told(found, "launch")[-1] == then


def test_a_milestone_is_followed_through_its_names(seeded: Database) -> None:
    with seeded.write() as store:
        held = store.hold("small")
        assert held.plan is not None
        accept(store, held, recoded(held.plan, {"launch": "out"}), statement(AUGUST))
    with seeded.read() as store:
        found = trend(store, "small", ["out"])
    assert told(found, "out")[0] == date(2021, 8, 6)


def test_what_cannot_be_followed(seeded: Database) -> None:
    with seeded.read() as store:
        with pytest.raises(NotFound):
            trend(store, "small", ["nobody"])
        with pytest.raises(Refused, match="since: must not be after revision 1"):
            trend(store, "small", since=2)


def test_as_many_queries_for_one_revision_as_for_many(seeded: Database) -> None:
    with seeded.read() as store, counted(seeded) as few:
        trend(store, "small")
    tell(seeded)
    with seeded.read() as store, counted(seeded) as many:
        trend(store, "small")
    with seeded.read() as store, counted(seeded) as recorded:
        recorded_in(store, "small", 5)
    assert (len(few), len(many), len(recorded)) == (7, 7, 14)


def test_a_revision_tells_who_what_and_what_differs(seeded: Database) -> None:
    tell(seeded)
    with seeded.read() as store:
        found, first = recorded_in(store, "small", 2), recorded_in(store, "small", 1)
    assert (found.revision.number, found.revision.author) == (2, "Secretariat")
    assert [each.update.milestone for each in found.updates] == ["review"]
    assert [
        (each.name, [(field.field, field.before, field.after) for field in each.fields])
        for each in found.differences
    ] == [("review", [("window", "2021-07", "2021-08-31/2021-09-01")])]
    assert first.differences == ()

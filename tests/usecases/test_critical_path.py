from datetime import date

import pytest

from app.errors import NotFound
from app.store import Database
from app.usecases.critical_path import critical_path
from app.usecases.reading import AsOf
from scheduling import PROJECT, DriverKind
from tests.plans import LINKS


def test_each_step_has_its_dates_float_and_drivers(seeded: Database) -> None:
    with seeded.read() as store:
        path = critical_path(store, "small")
    assert (path.target, path.by_least_float, path.total_float) == ("launch", False, 145)
    assert [
        (each.milestone.code, each.dates.start, each.dates.finish, each.late.total_float)
        for each in path.steps
    ] == [
        ("review", date(2021, 7, 30), date(2021, 7, 31), 205),
        ("draft", date(2021, 5, 3), date(2021, 8, 2), 145),
        ("clear", date(2021, 8, 3), date(2021, 8, 9), 145),
        ("launch", date(2021, 8, 9), date(2021, 8, 9), 203),
    ]
    assert [[driver.kind for driver in each.drivers] for each in path.steps] == [
        [DriverKind.WINDOW],
        [DriverKind.LINK],
        [DriverKind.LINK],
        [DriverKind.LINK],
    ]


def test_links_keep_where_they_come_from(seeded: Database) -> None:
    with seeded.read() as store:
        assert critical_path(store, "small", "launch").links == LINKS[:3]


def test_to_a_fixed_target_it_is_the_chain_of_least_float(seeded: Database) -> None:
    with seeded.read() as store:
        path = critical_path(store, "small", "forum")
    assert (path.by_least_float, path.total_float, path.links) == (True, 135, LINKS)


def test_the_whole_plan_is_a_target(seeded: Database) -> None:
    with seeded.read() as store:
        path = critical_path(store, "small", PROJECT)
    assert [each.milestone.code for each in path.steps] == ["forum"]


def test_a_path_is_asked_for_on_any_day(seeded: Database) -> None:
    with seeded.read() as store:
        path = critical_path(store, "small", as_of=AsOf(data_date=date(2021, 9, 1)))
    assert [each.milestone.code for each in path.steps] == ["draft", "clear", "launch"]


def test_an_unknown_target_is_not_found(seeded: Database) -> None:
    with seeded.read() as store, pytest.raises(NotFound, match="milestone 'nobody'"):
        critical_path(store, "small", "nobody")

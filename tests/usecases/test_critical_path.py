from datetime import date
from itertools import pairwise

import pytest

from app.errors import NotFound, Refused
from app.store import Database, Store
from app.usecases.critical_path import Path, path_to
from app.usecases.reading import NOW, AsOf, read
from app.usecases.surroundings import Wanted, surroundings
from scheduling import PROJECT, Activity, DriverKind, Link, Network, schedule
from scheduling import critical_path as engine_path
from tests.plans import LINKS, SEEDED
from tests.store.queries import counted


def path_in(store: Store, target: str | None = None, as_of: AsOf = NOW) -> Path:
    reading = read(store, "small", as_of)
    return path_to(reading, reading.target(target))


def test_each_step_has_its_dates_float_and_drivers(seeded: Database) -> None:
    with seeded.read() as store:
        path = path_in(store)
    assert (path.target, path.by_least_float, path.total_float) == ("launch", False, 146)
    assert [
        (each.milestone.code, each.dates.start, each.dates.finish, each.late.total_float)
        for each in path.steps
    ] == [
        ("review", date(2021, 7, 30), date(2021, 7, 31), 205),
        ("draft", date(2021, 5, 3), date(2021, 7, 30), 146),
        ("clear", date(2021, 8, 2), date(2021, 8, 6), 146),
        ("launch", date(2021, 8, 6), date(2021, 8, 6), 206),
    ]
    assert [[driver.kind for driver in each.drivers] for each in path.steps] == [
        [DriverKind.WINDOW],
        [DriverKind.LINK],
        [DriverKind.LINK],
        [DriverKind.LINK],
    ]


def test_links_keep_where_they_come_from(seeded: Database) -> None:
    with seeded.read() as store:
        assert path_in(store, "launch").links == LINKS[:3]


def test_to_a_fixed_target_it_is_the_chain_of_least_float(seeded: Database) -> None:
    with seeded.read() as store:
        path = path_in(store, "forum")
    assert (path.by_least_float, path.total_float, path.links) == (True, 136, LINKS)


def test_the_whole_plan_is_a_target(seeded: Database) -> None:
    with seeded.read() as store:
        path = path_in(store, PROJECT)
    assert [each.milestone.code for each in path.steps] == ["forum"]


def test_a_path_is_asked_for_on_any_day(seeded: Database) -> None:
    with seeded.read() as store:
        path = path_in(store, as_of=AsOf(data_date=date(2021, 9, 1)))
    assert [each.milestone.code for each in path.steps] == ["draft", "clear", "launch"]


def test_an_unknown_target_is_not_found(seeded: Database) -> None:
    with seeded.read() as store, pytest.raises(NotFound, match="milestone 'nobody'"):
        path_in(store, "nobody")


def test_what_lies_around_a_path(seeded: Database) -> None:
    """review sets the finish of draft alone: what draft takes does not move launch."""
    wanted = Wanted(near=136, float_paths=2, drag=True)
    with seeded.read() as store:
        reading = read(store, "small")
        path, bare = (path_to(reading, "forum", each) for each in (wanted, Wanted()))
    assert [each.milestone.code for each in path.near_critical] == ["draft", "clear"]
    assert [(each.total_float, each.activities) for each in path.float_paths] == [
        (136, ("review", "draft", "clear", "launch", "forum"))
    ]
    assert [(each.milestone.code, each.drag) for each in path.steps] == [
        ("review", 0),
        ("draft", 0),
        ("clear", 0),
        ("launch", 0),
        ("forum", 0),
    ]
    assert [(each.code, each.critical, each.total_float) for each in path.disagreements] == [
        ("review", True, 191),
        ("launch", True, 192),
    ]
    assert (bare.near_critical, bare.float_paths) == ((), ())
    assert {each.drag for each in bare.steps} == {None}


def test_drag_of_a_long_path_in_a_large_plan_is_refused() -> None:
    codes = [f"m{number}" for number in range(708)]
    network = Network.of(
        [Activity(code=code, duration=1) for code in codes],
        [Link(predecessor=before, successor=after) for before, after in pairwise(codes)],
    )
    result = schedule(network, data_date=SEEDED)
    path = engine_path(result, codes[-1])
    rule = "is too much work for the 708 milestones on the path to m707 in a plan of 708"
    with pytest.raises(Refused, match=f"drag: {rule}"):
        surroundings(result, path, Wanted(drag=True))


def test_a_path_is_read_with_the_plan_and_nothing_more(seeded: Database) -> None:
    with counted(seeded) as sent, seeded.read() as store:
        path_in(store)
    assert len(sent) == 1 + 5  # the revision, and the plan at it
    with counted(seeded) as sent, seeded.read() as store:
        path_in(store, "forum")
    assert len(sent) == 1

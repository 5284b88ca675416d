from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.errors import Forbidden, NotFound, Refused
from app.plan import BaselineDates, PlanLink, Update
from app.store import Database
from app.usecases.baselines import baselines
from app.usecases.importing import import_plan
from app.usecases.plans import updates
from app.usecases.reading import read
from tests.plans import ECA, FORUM, NOW, PLANNER, SEEDED, small_plan


def test_a_plan_is_read_as_it_was_imported(seeded: Database) -> None:
    with seeded.read() as store:
        assert read(store, "small").plan == small_plan()


def test_its_progress_is_testimony(seeded: Database) -> None:
    with seeded.read() as store:
        assert [(each.revision.number, each.update) for each in updates(store, "small")] == [
            (1, Update(milestone="draft", actual_start=date(2021, 5, 3), remaining=9))
        ]


def test_its_forecast_is_frozen_as_the_baseline_asked_for(seeded: Database) -> None:
    with seeded.read() as store:
        (baseline,) = baselines(store, "small").baselines
    assert baseline.dates == {
        "review": BaselineDates(start=date(2021, 7, 30), finish=date(2021, 7, 31)),
        "draft": BaselineDates(start=date(2021, 5, 3), finish=date(2021, 7, 30)),
        "clear": BaselineDates(start=date(2021, 8, 2), finish=date(2021, 8, 6)),
        "launch": BaselineDates(start=date(2021, 8, 6), finish=date(2021, 8, 6)),
        "forum": BaselineDates(start=date(2022, 5, 10), finish=date(2022, 5, 13)),
    }
    assert (baseline.name, baseline.revision, baseline.data_date, baseline.approved_by) == (
        "seed",
        1,
        SEEDED,
        "Secretariat",
    )


def test_a_second_import_of_the_code_is_refused(seeded: Database) -> None:
    with seeded.write() as store, pytest.raises(Refused, match="there is a plan 'small' already"):
        import_plan(store, small_plan(), PLANNER, NOW)


def test_a_plan_without_a_data_date_speaks_of_today_in_its_zone(database: Database) -> None:
    late_evening = datetime(2021, 5, 6, 1, 0, tzinfo=UTC)
    plan = small_plan(data_date=None, start=date(2021, 5, 1), progress={})
    with database.write() as store:
        revision = import_plan(store, plan, PLANNER, late_evening)
    assert revision.data_date == date(2021, 5, 5)


def test_an_agency_may_not_import(database: Database) -> None:
    with database.write() as store, pytest.raises(Forbidden, match="may not import a plan"):
        import_plan(store, small_plan(), ECA, NOW)


def test_a_plan_that_cannot_be_scheduled_is_refused_and_not_kept(database: Database) -> None:
    back = PlanLink(predecessor="clear", successor="draft")
    plan = small_plan(links=(*small_plan().links, back))

    def write() -> None:
        with database.write() as store:
            import_plan(store, plan, PLANNER, NOW)

    with pytest.raises(Refused, match="links: form a cycle: clear → draft → clear"):
        write()
    with database.read() as store, pytest.raises(NotFound):
        read(store, "small")


def test_two_milestones_of_one_uid_are_refused(database: Database) -> None:
    twin = replace(FORUM, code="twin")
    plan = small_plan(milestones=(*small_plan().milestones, twin))
    with database.write() as store, pytest.raises(Refused, match=r"twin\.uid: is the uid of"):
        import_plan(store, plan, PLANNER, NOW)

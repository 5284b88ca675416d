"""The duty-station calendars are what the holiday library gives, with the stated corrections."""

from datetime import date
from importlib.metadata import version

import pytest

from seed import imrf_2022
from seed.make_calendars import NEW_YORK, RECIPES, RELEASE, TARGET, Recipe, days_off, render

PLAN = imrf_2022()
BY_CODE = {calendar.code: calendar for calendar in PLAN.calendars}


def test_the_library_is_the_release_that_the_plan_names() -> None:
    assert version("holidays") == RELEASE


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.code)
def test_a_calendar_holds_the_days_of_the_library(recipe: Recipe) -> None:
    calendar = BY_CODE[recipe.code]
    assert dict(calendar.holidays) == days_off(recipe)
    assert f"holidays {RELEASE}, {recipe.country}" in calendar.source


def test_the_file_is_written_by_the_script() -> None:
    assert TARGET.read_text(encoding="utf-8") == render()


def test_every_calendar_is_used() -> None:
    used = {milestone.calendar for milestone in PLAN.milestones} - {"every-day"}
    assert used == set(BY_CODE)


def test_headquarters_in_2020_is_the_circular() -> None:
    """ST/IC/2019/23, read at https://ask.un.org/faq/112514."""
    circular = {
        date(2020, 1, 1): "New Year's Day",
        date(2020, 4, 10): "Good Friday",
        date(2020, 5, 25): "Memorial Day",
        date(2020, 5, 26): "Eid al-Fitr (observed)",
        date(2020, 7, 3): "Independence Day (observed)",
        date(2020, 7, 31): "Eid al-Adha",
        date(2020, 9, 7): "Labor Day",
        date(2020, 11, 26): "Thanksgiving Day",
        date(2020, 12, 25): "Christmas Day",
    }
    assert {d: name for d, name in days_off(NEW_YORK).items() if d.year == 2020} == circular


def test_no_milestone_of_one_day_is_fixed_on_a_day_off() -> None:
    on_a_day_off = {
        milestone.code
        for milestone in PLAN.milestones
        if milestone.fixed
        and milestone.calendar in BY_CODE
        and {milestone.fixed.first, milestone.fixed.last}
        & set(BY_CODE[milestone.calendar].holidays)
    }
    assert on_a_day_off == set()

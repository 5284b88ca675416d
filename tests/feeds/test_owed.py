"""What an agency is still to report, as a calendar of its own."""

from datetime import date

import icalendar

from app.feeds.owed import owed_uid
from app.plan import Update
from tests.feeds.story import Story
from tests.feeds.test_golden import PLAIN, moments, read_back
from tests.plans import uid

OWED = "/feeds/public/awkward/owed/ECA.ics"


def owed(story: Story) -> dict[str, icalendar.Event]:
    return read_back(story.client.get(OWED, headers=PLAIN).content)


def test_what_is_open_stands_on_the_last_day_on_which_it_is_in_time(told: Story) -> None:
    event = owed(told)[str(owed_uid(uid("review")))]
    assert moments(event) == (date(2021, 7, 31), date(2021, 8, 1))
    assert str(event["SUMMARY"]) == "To report: Regional review; Africa, Addis Ababa"
    first, *_, last = str(event["DESCRIPTION"]).splitlines()
    assert first == "To report: held, done, begun, or a new date."
    assert last == "In the plan: https://plan.example.org/plans/awkward/milestones/review"


def test_what_is_reported_is_gone_and_what_is_another_s_was_never_there(told: Story) -> None:
    before = owed(told)
    assert str(owed_uid(uid("held"))) not in before
    assert str(owed_uid(uid("launch"))) not in before
    told.say(date(2021, 5, 6), Update(milestone="review", cancelled=True))
    assert set(before) - set(owed(told)) == {str(owed_uid(uid("review")))}

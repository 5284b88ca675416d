"""What an agency is still to report, and of what news are due, as a calendar of its own."""

from datetime import date, datetime
from email.utils import parsedate_to_datetime

import httpx
import icalendar
import pytest

from app.feeds.owed import news_uid, owed_uid
from app.plan import Update
from app.plan.recoding import recoded
from app.usecases.scopes import FeedScope, Kind
from app.usecases.subscribing import subscribe
from tests.feeds.story import FEED, MOVED, Story
from tests.feeds.test_golden import PLAIN, moments, read_back
from tests.plans import PLANNER, uid

NEWS = str(news_uid(uid("review"), 30))
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
    gone = {str(owed_uid(uid("review"))), NEWS}
    assert set(before) - set(owed(told)) == gone


NOTE = Update(milestone="review", note="preparations go on")
JULY = date(2021, 7, 1)


def polled(told: Story, path: str = OWED) -> httpx.Response:
    answer: httpx.Response = told.client.get(path, headers=PLAIN)
    assert answer.status_code == 200
    return answer


def test_news_are_due_some_days_after_the_last_or_the_beginning(told: Story) -> None:
    event = owed(told)[NEWS]
    assert moments(event) == (date(2021, 6, 4), date(2021, 6, 5))
    assert str(event["SUMMARY"]) == "News due: Regional review; Africa, Addis Ababa (none yet)"
    first, second, third, *_ = str(event["DESCRIPTION"]).splitlines()
    assert first == "To say: how it stands; a note is enough."
    assert second == "No news since 5 May 2021; asked for after 30 calendar days without any."
    assert third == "Now: in July 2021 (announced; day to be confirmed)"


def test_a_word_that_moves_no_date_moves_the_day_of_news_and_nothing_else(told: Story) -> None:
    plan, before, report = polled(told, FEED), polled(told), owed(told)
    told.say(JULY, NOTE)
    after, event = polled(told), owed(told)[NEWS]
    assert moments(event) == (date(2021, 7, 31), date(2021, 8, 1))
    assert str(event["SUMMARY"]).endswith("(last 1 Jul 2021)")
    assert (event.sequence, event.LAST_MODIFIED > report[NEWS].LAST_MODIFIED) == (1, True)
    asked = str(owed_uid(uid("review")))
    assert owed(told)[asked].to_ical() == report[asked].to_ical()
    assert after.headers["etag"] != before.headers["etag"]
    assert parsed(after) > parsed(before)
    unmoved = polled(told, FEED)
    assert (unmoved.headers["etag"], unmoved.content) == (plan.headers["etag"], plan.content)


def test_a_second_word_of_the_day_and_a_day_that_passes_change_nothing(told: Story) -> None:
    told.say(JULY, NOTE)
    before = polled(told)
    told.say(JULY, Update(milestone="review", note="the venue is found"))
    told.say(date(2021, 7, 20), Update(milestone="cofacs", note="still asked"))
    held = {**PLAIN, "if-none-match": before.headers["etag"]}
    assert told.client.get(OWED, headers=held).status_code == 200
    assert polled(told).content == before.content


def test_a_move_and_news_at_once_are_told_once(told: Story) -> None:
    told.say(*MOVED)
    event = owed(told)[NEWS]
    assert (event.sequence, moments(event)[0]) == (2, date(2021, 7, 24))


def test_news_are_told_later_than_all_before_when_the_clock_was_set_back(told: Story) -> None:
    before = polled(told)
    told.now = told.now.replace(year=2020)
    told.say(JULY, NOTE)
    assert (parsed(polled(told)) - parsed(before)).total_seconds() == 1


def test_a_new_code_takes_no_news_away(told: Story) -> None:
    told.say(JULY, NOTE)
    told.change(JULY, recoded(told.plan(), {"review": "africa"}))
    assert moments(owed(told)[NEWS])[0] == date(2021, 7, 31)


@pytest.mark.parametrize("days", [1, 60, 3650])
def test_a_private_feed_says_after_how_many_days(told: Story, days: int) -> None:
    scope = FeedScope(plan="awkward", kind=Kind.OWED, names=("ECA",), silence_days=days)
    with told.database.write() as store:
        made = subscribe(store, scope, PLANNER, told.now, label="Desk officer")
    event = read_back(polled(told, made.path).content)[str(news_uid(uid("review"), days))]
    assert (moments(event)[0] - date(2021, 5, 5)).days == days
    assert NEWS in owed(told)


def parsed(answer: httpx.Response) -> datetime:
    return parsedate_to_datetime(answer.headers["last-modified"])

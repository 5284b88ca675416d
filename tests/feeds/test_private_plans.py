"""A plan that turns private: nothing of it is told, and no calendar is emptied without a word."""

from datetime import timedelta

import pytest

from app.feeds.notice import SHOWN
from app.usecases.scopes import FeedScope
from app.usecases.subscribing import subscribe
from app.usecases.visibility import show
from tests.feeds.story import FEED, Story
from tests.feeds.test_subscriptions import by_the_clock
from tests.plans import PLANNER

TITLE = b"SUMMARY:This calendar is no longer public\r\n"


@pytest.fixture
def told(told: Story) -> Story:
    """The story, told by a door that looks at the story's clock."""
    return by_the_clock(told)


def turn(told: Story, *, private: bool) -> None:
    with told.database.write() as store:
        show(store, "awkward", PLANNER, told.now, private=private)


def test_for_thirty_days_its_public_addresses_say_so_and_nothing_else(told: Story) -> None:
    before = told.client.get(FEED)
    told.now += timedelta(days=2)
    turn(told, private=True)
    held = {"if-none-match": before.headers["etag"]}
    answer = told.client.get(FEED, headers=held)
    assert (answer.status_code, answer.content.count(b"BEGIN:VEVENT")) == (200, 1)
    assert TITLE in answer.content
    assert b"awkward" not in answer.content
    assert answer.headers["cache-control"] == "public, max-age=300, must-revalidate"
    since = {"if-modified-since": before.headers["last-modified"]}
    assert told.client.get(FEED, headers=since).status_code == 200
    known = {"if-none-match": answer.headers["etag"]}
    assert told.client.get(FEED, headers=known).status_code == 304
    nowhere = told.client.get("/feeds/public/awkward/milestone/never-was.ics")
    assert nowhere.content == answer.content
    told.now += SHOWN
    assert told.client.get(FEED).status_code == 200
    told.now += timedelta(seconds=1)
    assert told.client.get(FEED).status_code == 404


def test_made_public_again_it_is_told_again(told: Story) -> None:
    before = told.client.get(FEED)
    told.now += timedelta(days=2)
    turn(told, private=True)
    told.client.get(FEED)
    told.now += timedelta(days=1)
    turn(told, private=False)
    assert told.client.get(FEED).content == before.content


def test_what_was_public_for_less_than_a_day_is_as_if_it_never_was(told: Story) -> None:
    told.now += timedelta(hours=23)
    turn(told, private=True)
    never = told.client.get("/feeds/public/nothing/plan.ics")
    answer = told.client.get(FEED)
    assert (answer.status_code, answer.content) == (404, never.content)
    assert answer.headers == never.headers


def test_its_private_feeds_go_on(told: Story) -> None:
    public = told.client.get(FEED).content
    with told.database.write() as store:
        path = subscribe(store, FeedScope(plan="awkward"), PLANNER, told.now, label="desk").path
    told.now += timedelta(days=2)
    turn(told, private=True)
    assert told.client.get(path).content == public

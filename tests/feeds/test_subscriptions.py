"""Private feeds: what an address opens, what it tells once it has ended, where it never shows."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from app.errors import Forbidden, NotFound, Refused
from app.feeds.documents import Documents
from app.feeds.grants import Grants
from app.feeds.routes import PATHS, Feeds
from app.store.subscriptions import Subscription
from app.usecases.scopes import FeedScope, Kind
from app.usecases.subscribing import NewSubscription, revoke, subscribe, subscriptions
from tests.databases import rows
from tests.feeds.story import BASE, FEED, MOVED, Story
from tests.plans import ECA, NOW, PLANNER, uid

PRIVATE = "private, max-age=300, must-revalidate"


@pytest.fixture
def told(told: Story) -> Story:
    """The story, told by a door that looks at the story's clock."""
    return by_the_clock(told)


def by_the_clock(told: Story) -> Story:
    def seconds() -> float:
        return (told.now - NOW).total_seconds()

    feeds = Feeds(
        Grants(told.database, now=lambda: told.now, seconds=seconds),
        Documents(told.database, BASE),
    )
    app = Starlette(routes=[Route(path, endpoint=feeds) for path in PATHS.values()])
    told.client = TestClient(app)
    return told


def given(told: Story, kind: Kind = Kind.PLAN, *names: str) -> NewSubscription:
    scope = FeedScope(plan="awkward", kind=kind, names=names)
    with told.database.write() as store:
        return subscribe(store, scope, PLANNER, told.now, label="Desk officer")


def ended(told: Story, made: NewSubscription) -> None:
    with told.database.write() as store:
        revoke(store, made.subscription.id, PLANNER, told.now)


def kept(told: Story) -> tuple[Subscription, ...]:
    with told.database.read() as store:
        return subscriptions(store, PLANNER)


def test_a_token_is_192_random_bits_shown_once(told: Story) -> None:
    made = given(told)
    assert re.fullmatch(r"imrfcal_[A-Za-z0-9_-]{32}", made.token)
    assert made.token not in repr(made)
    assert kept(told) == (
        Subscription(
            id=1,
            plan="awkward",
            kind="plan",
            names=(),
            label="Desk officer",
            created_by="Secretariat",
            created_at=NOW,
        ),
    )


def test_a_private_feed_is_the_public_one_in_no_shared_cache(told: Story) -> None:
    private, public = told.client.get(given(told).path), told.client.get(FEED)
    assert private.content == public.content
    assert private.headers == {**public.headers, "cache-control": PRIVATE}
    tag = {"if-none-match": private.headers["etag"]}
    again = told.client.get(given(told).path, headers=tag)
    assert (again.status_code, again.headers["cache-control"]) == (304, PRIVATE)


@pytest.mark.parametrize(
    ("kind", "names", "shown"),
    [
        (Kind.SELECTION, ("forum", "held"), {"forum", "held"}),
        (Kind.SELECTION, ("youth",), set()),
        (Kind.MILESTONE, ("launch",), {"launch", "clear", "forum"}),
        (Kind.AGENCY, ("IOM",), {"review", "draft", "clear", "briefing", "held", "quiet"}),
        (Kind.AGENCY, ("ECA",), {"review"}),
        (Kind.TRACK, ("forum",), {"forum"}),
        (Kind.CRITICAL, (), {"cofacs", "forum"}),
    ],
)
def test_a_scope_shows_what_it_says(
    told: Story, kind: Kind, names: tuple[str, ...], shown: set[str]
) -> None:
    assert set(told.events(given(told, kind, *names).path)) == shown


def test_a_selection_knows_its_milestones_by_uid(told: Story) -> None:
    made = given(told, Kind.SELECTION, "held", "forum", "held")
    assert made.subscription.names == tuple(sorted({str(uid("held")), str(uid("forum"))}))


def test_every_token_opens_its_own_scope(told: Story) -> None:
    one, other = given(told, Kind.AGENCY, "ECA"), given(told, Kind.TRACK, "forum")
    assert set(told.events(one.path)) == {"review"}
    assert set(told.events(other.path)) == {"forum"}
    tag = {"if-none-match": told.client.get(one.path).headers["etag"]}
    assert told.client.get(other.path, headers=tag).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/imrfcal_.ics",
        f"/feeds/imrfcal_{'A' * 32}.ics",
        f"/feeds/imrfcal_{'A' * 32}",
        f"/feeds/imrfcal_{'é' * 32}.ics",
        f"/feeds/imrfkey_{'A' * 32}.ics",
        f"/feeds/{'A' * 5000}.ics",
    ],
)
def test_an_unknown_token_is_404(told: Story, path: str) -> None:
    assert told.client.get(path).status_code == 404


def test_an_ended_feed_tells_so_for_thirty_days_and_then_is_gone(told: Story) -> None:
    made = given(told)
    before = told.client.get(made.path)
    told.now += timedelta(days=1)
    ended(told, made)
    after = told.client.get(made.path, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.content.count(b"BEGIN:VEVENT") == 1
    assert b"SUMMARY:This calendar link has ended\r\n" in after.content
    assert b"DTSTART;VALUE=DATE:20210506\r\n" in after.content
    since = {"if-modified-since": before.headers["last-modified"]}
    assert told.client.get(made.path, headers=since).status_code == 200
    tag = {"if-none-match": after.headers["etag"]}
    assert told.client.get(made.path, headers=tag).status_code == 304
    told.now += timedelta(days=30)
    assert told.client.get(made.path).status_code == 200
    told.now += timedelta(seconds=1)
    assert told.client.get(made.path).status_code == 410


def test_ending_twice_keeps_the_first_instant(told: Story) -> None:
    made = given(told)
    ended(told, made)
    first = kept(told)
    told.now += timedelta(days=3)
    ended(told, made)
    assert kept(told) == first


def test_a_poll_writes_nothing_and_is_remembered_until_it_is_kept(told: Story) -> None:
    made, idle = given(told), given(told)
    told.client.get(made.path)
    told.now += timedelta(minutes=7)
    told.client.get(made.path)
    assert [each.used_at for each in kept(told)] == [None, None]
    uses = told.database.polls.take_uses()
    assert uses == {made.subscription.id: told.now}
    assert told.database.polls.take_uses() == {}
    with told.database.write() as store:
        store.subscriptions.keep_uses(uses)
        store.subscriptions.keep_uses({made.subscription.id: NOW, idle.subscription.id: NOW})
    assert [each.used_at for each in kept(told)] == [told.now, NOW]


def test_tokens_reach_neither_database_nor_log(
    told: Story, caplog: pytest.LogCaptureFixture, chosen_url: str
) -> None:
    made = given(told)
    with caplog.at_level(logging.DEBUG):
        told.client.get(made.path)
        before = rows(chosen_url)
        with told.database.write() as store:
            store._session.connection().exec_driver_sql("DROP TABLE subscriptions")
        assert told.client.get(made.path).status_code == 200
    assert not [row for row in before if made.token in row]
    ours = [each for each in caplog.records if not each.name.startswith(("httpx", "httpcore"))]
    assert [each.getMessage() for each in ours if each.levelno >= logging.ERROR] == [
        "a private feed: the database does not answer"
    ]
    assert not [each for each in ours if made.token in str(each.__dict__)]


def test_only_planners_make_list_and_end_feeds(told: Story) -> None:
    with told.database.write() as store:
        for attempt in (
            lambda: subscribe(store, FeedScope(plan="awkward"), ECA, NOW, label="x"),
            lambda: subscriptions(store, ECA),
            lambda: revoke(store, 1, ECA, NOW),
        ):
            with pytest.raises(Forbidden):
                attempt()


@pytest.mark.parametrize(
    ("scope", "error"),
    [
        (FeedScope(plan="other"), NotFound),
        (FeedScope(plan="awkward", kind=Kind.AGENCY, names=("XYZ",)), NotFound),
        (FeedScope(plan="awkward", kind=Kind.TRACK, names=("XYZ",)), NotFound),
        (FeedScope(plan="awkward", kind=Kind.MILESTONE, names=("XYZ",)), NotFound),
        (FeedScope(plan="awkward", kind=Kind.SELECTION, names=("forum", "XYZ")), NotFound),
        (FeedScope(plan="awkward", kind=Kind.SELECTION), Refused),
        (FeedScope(plan="awkward", kind=Kind.AGENCY), Refused),
        (FeedScope(plan="awkward", kind=Kind.PLAN, names=("forum",)), Refused),
        (FeedScope(plan="awkward", kind=Kind.PLAN, silence_days=30), Refused),
        (FeedScope(plan="awkward", kind=Kind.OWED, names=("ECA",), silence_days=0), Refused),
    ],
)
def test_a_feed_of_nothing_is_refused(
    told: Story, scope: FeedScope, error: type[Exception]
) -> None:
    with told.database.write() as store, pytest.raises(error):
        subscribe(store, scope, PLANNER, datetime(2021, 5, 5, tzinfo=UTC), label="x")
    assert kept(told) == ()


def test_a_moved_milestone_reaches_a_private_feed(told: Story) -> None:
    made = given(told, Kind.MILESTONE, "review")
    before = told.client.get(made.path)
    told.say(*MOVED)
    after = told.client.get(made.path, headers={"if-none-match": before.headers["etag"]})
    assert (after.status_code, after.content == before.content) == (200, False)

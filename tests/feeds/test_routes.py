"""How a feed behaves on the wire."""

import gzip
import logging
from dataclasses import replace
from datetime import date
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from app.plan import Update
from tests.feeds.story import FEED, MOVED, Story, story
from tests.plans import uid

PLAIN = {"accept-encoding": "identity"}
LATER = "Fri, 01 Jan 2100 00:00:00 GMT"
EARLIER = "Fri, 01 Jan 2021 00:00:00 GMT"


def test_the_whole_answer(told: Story) -> None:
    answer = told.client.get(FEED, headers=PLAIN)
    assert answer.status_code == 200
    assert dict(answer.headers) == {
        "etag": answer.headers["etag"],
        "cache-control": "public, max-age=300, must-revalidate",
        "vary": "Accept-Encoding",
        "last-modified": "Wed, 05 May 2021 09:30:05 GMT",
        "content-type": "text/calendar; charset=utf-8",
        "content-length": str(len(answer.content)),
    }


def test_gzip_has_bytes_and_a_tag_of_its_own(told: Story) -> None:
    plain = told.client.get(FEED, headers=PLAIN)
    with told.client.stream("GET", FEED, headers={"accept-encoding": "gzip"}) as zipped:
        raw = b"".join(zipped.iter_raw())
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.headers["content-length"] == str(len(raw))
    assert gzip.decompress(raw) == plain.content
    assert zipped.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, *", False),
        ("br", False),
        ("", False),
        ("gzip;q=many", False),
    ],
)
def test_gzip_is_sent_to_who_asks_for_it(told: Story, accepted: str, zipped: bool) -> None:
    answer = told.client.get(FEED, headers={"accept-encoding": accepted})
    assert ("content-encoding" in answer.headers) is zipped


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if-none-match": "{etag}"}, 304),
        ({"if-none-match": "W/{etag}"}, 304),
        ({"if-none-match": '"other", W/"more",{etag}'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"other"'}, 200),
        ({"if-none-match": "nonsense"}, 200),
        ({"if-none-match": '"other"', "if-modified-since": LATER}, 200),
        ({"if-none-match": "{etag}", "if-modified-since": EARLIER}, 304),
        ({"if-modified-since": "{modified}"}, 304),
        ({"if-modified-since": LATER}, 304),
        ({"if-modified-since": EARLIER}, 200),
        ({"if-modified-since": "yesterday"}, 200),
        ({"authorization": "Bearer x", "cookie": "a=b", "accept": "text/html"}, 200),
    ],
)
def test_validators(told: Story, headers: dict[str, str], status: int) -> None:
    first = told.client.get(FEED)
    facts = {"etag": first.headers["etag"], "modified": first.headers["last-modified"]}
    asked = {name: value.format(**facts) for name, value in headers.items()}
    for method in ("GET", "HEAD"):
        answer = told.client.request(method, FEED, headers=asked)
        assert answer.status_code == status
        assert answer.headers["etag"] == facts["etag"]
        assert answer.headers["last-modified"] == facts["modified"]
        assert answer.headers["cache-control"] == "public, max-age=300, must-revalidate"
        assert answer.headers["vary"] == "Accept-Encoding"
        if status == 304:
            assert (answer.content, "content-length" in answer.headers) == (b"", False)


def test_tags_in_two_lines_are_one_list(told: Story) -> None:
    tag = told.client.get(FEED, headers=PLAIN).headers["etag"]
    lines = [("accept-encoding", "identity"), ("if-none-match", '"a"'), ("if-none-match", tag)]
    assert told.client.get(FEED, headers=lines).status_code == 304


def test_a_move_makes_other_validators(told: Story) -> None:
    before = told.client.get(FEED).headers
    told.say(*MOVED)
    after = told.client.get(FEED, headers={"if-none-match": before["etag"]})
    assert after.status_code == 200
    assert after.headers["etag"] != before["etag"]
    modified = [parsedate_to_datetime(each["last-modified"]) for each in (before, after.headers)]
    assert modified[0] < modified[1]
    since = {"if-modified-since": format_datetime(modified[0], usegmt=True)}
    assert told.client.get(FEED, headers=since).status_code == 200


def test_last_modified_grows_when_the_clock_was_set_back(told: Story) -> None:
    before = told.client.get(FEED).headers["last-modified"]
    told.now = told.now.replace(year=2020)
    told.say(*MOVED)
    after = told.client.get(FEED).headers["last-modified"]
    assert (before, after) == ("Wed, 05 May 2021 09:30:05 GMT", "Wed, 05 May 2021 09:30:06 GMT")


def test_head_tells_what_get_would_send(told: Story) -> None:
    head, get = told.client.head(FEED), told.client.get(FEED)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == get.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_other_methods_are_refused(told: Story, method: str) -> None:
    answer = told.client.request(method, FEED)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_who_names_the_tag_is_told_304_by_a_process_that_has_rendered_nothing(
    told: Story, chosen_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {"if-none-match": told.client.get(FEED).headers["etag"]}
    anew = story(chosen_url, told.database)
    with monkeypatch.context() as broken:
        broken.setattr("app.feeds.documents.render", None)
        answer = anew.client.get(FEED, headers=held)
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers == told.client.get(FEED, headers=held).headers
    told.say(*MOVED)
    assert anew.client.get(FEED, headers=held).status_code == 200


@pytest.mark.parametrize("path", ["/feeds/public/nothing/plan.ics", "/feeds/imrfcal_x.ics"])
def test_no_cache_keeps_a_refusal(told: Story, path: str) -> None:
    for method in ("GET", "PUT"):
        assert told.client.request(method, path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        f"/feeds/imrfcal_{'A' * 32}.ics/",
        "/feeds/public/awkward/plan.ics/",
        "/feeds/public/awkward/plan.ics",
        "/feeds//",
    ],
)
def test_no_address_leads_to_another(told: Story, path: str) -> None:
    answer = told.client.get(path, follow_redirects=False)
    assert answer.status_code == (200 if path == FEED else 404)


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/public/nothing/plan.ics",
        "/feeds/public/awkward/plan",
        "/feeds/public/awkward/tasks.ics",
        "/feeds/public/awkward/plan.ics/more",
        "/feeds/public/%00/plan.ics",
        "/feeds/public/awkward/milestone/none.ics",
        f"/feeds/public/awkward/milestone/{'long' * 10}.ics",
        "/feeds/public/awkward/milestone/6ba7b810-9dad-11d1-80b4-00c04fd430c8.ics",
    ],
)
def test_what_is_not_there(told: Story, path: str) -> None:
    assert told.client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["quiet", str(uid("quiet"))])
def test_the_feed_of_a_milestone_outlives_it(told: Story, name: str) -> None:
    plan = told.plan()
    kept = tuple(each for each in plan.milestones if each.code != "quiet")
    told.change(date(2021, 5, 6), replace(plan, milestones=kept))
    told.say(date(2021, 8, 20), Update(milestone="held", note="minutes"))
    answer = told.client.get(f"/feeds/public/awkward/milestone/{name}.ics")
    assert (answer.status_code, b"BEGIN:VEVENT" in answer.content) == (200, False)


def test_without_its_database_the_last_good_bytes_go_out(
    told: Story, caplog: pytest.LogCaptureFixture
) -> None:
    before = told.client.get(FEED)
    with told.database.write() as store:
        store._session.connection().exec_driver_sql("ALTER TABLE publications RENAME TO lost")
    with caplog.at_level(logging.ERROR):
        after = told.client.get(FEED)
    assert (after.status_code, after.content) == (200, before.content)
    assert after.headers == before.headers
    assert [record.getMessage() for record in caplog.records] == [
        "the feed plan of awkward: the database does not answer"
    ]


def test_without_a_database_nothing_is_made_up(told: Story) -> None:
    with told.database.write() as store:
        store._session.connection().exec_driver_sql("ALTER TABLE publications RENAME TO lost")
    answer = told.client.get(FEED)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")

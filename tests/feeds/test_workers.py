"""Two worker processes over one database, on either engine: the same bytes, the same validators."""

import signal

import httpx
import pytest

from app.store import Database
from tests.feeds.story import FEED, MOVED, Story, awkward_plan, story
from tests.postgresql import Starting
from tests.workers import worker

KINDS = ("plan", "agency/ECA", "critical", "deadlines", "changes", "milestone/launch")


def answers(client: httpx.Client) -> dict[str, tuple[str, str, bytes]]:
    found = {}
    for kind in KINDS:
        answer = client.get(FEED.replace("plan.ics", f"{kind}.ics"))
        assert answer.status_code == 200
        headers = answer.headers
        found[kind] = (headers["etag"], headers["last-modified"], answer.content)
    return found


def begun(url: str, database: Database) -> Story:
    told = story(url, database)
    told.begin(awkward_plan())
    return told


@pytest.mark.long
def test_two_workers_tell_the_same(url: str, database: Database) -> None:
    told = begun(url, database)
    with (
        worker(url, PYTHONHASHSEED="1", TZ="Pacific/Kiritimati") as first,
        worker(url, PYTHONHASHSEED="4711") as second,
        first.client() as one,
        second.client() as other,
    ):
        assert answers(one) == answers(other)
        etag = one.get(FEED).headers["etag"]
        assert other.get(FEED, headers={"if-none-match": etag}).status_code == 304
        told.say(*MOVED)
        moved = answers(one)
        assert moved == answers(other)
        assert moved["plan"][0] != etag
        assert one.get(FEED, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.long
def test_a_server_that_is_gone_and_comes_back(own_server: Starting) -> None:
    """It is killed as by a power cut: what was good goes out until it answers again."""
    with own_server() as server:
        server.make_template()
        database = Database(server.url("pattern"))
        told = begun(server.url("pattern"), database)
        with worker(server.url("pattern")) as served, served.client() as client:
            before = answers(client)
            server.stop(signal.SIGQUIT)
            assert answers(client) == before
            etag = {"if-none-match": before["plan"][0]}
            assert client.get(FEED, headers=etag).status_code == 304
            unseen = FEED.replace("plan.ics", "track/report.ics")
            assert client.get(unseen).status_code == 503
            server.start()
            assert answers(client) == before
            told.say(*MOVED)
            assert answers(client)["plan"] != before["plan"]
        database.close()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_without_the_ledger_the_last_good_bytes_go_out(url: str, database: Database) -> None:
    begun(url, database)
    with worker(url) as served, served.client() as client:
        before = answers(client)
        with database.write() as store:
            store._session.connection().exec_driver_sql("ALTER TABLE publications RENAME TO lost")
        try:
            assert answers(client) == before
        finally:
            with database.write() as store:
                connection = store._session.connection()
                connection.exec_driver_sql("ALTER TABLE lost RENAME TO publications")

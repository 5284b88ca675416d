"""Two worker processes over one database, on either engine: the same bytes, the same validators."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest

from app.store import Database
from tests.feeds.story import BASE, FEED, MOVED, Story, awkward_plan, story

KINDS = ("plan", "agency/ECA", "critical", "deadlines", "changes", "milestone/launch")


@contextmanager
def worker(url: str, seed: str) -> Iterator[httpx.Client]:
    """A client of a service in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "uvicorn", "app.cli.serving:service",
             "--factory", "--fd", str(listener.fileno()), "--log-level", "error"],
            pass_fds=(listener.fileno(),),
            env={**os.environ, "IMRF_DATABASE_URL": url, "IMRF_PUBLIC_URL": BASE,
                 "PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati"},
        )  # fmt: skip
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            await_start(client)
            yield client
    finally:
        process.terminate()
        process.wait(30)


def await_start(client: httpx.Client) -> None:
    for _ in range(300):
        try:
            client.get("/healthz")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the worker does not start")


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


def test_two_workers_tell_the_same(url: str, database: Database) -> None:
    told = begun(url, database)
    with ExitStack() as stack:
        one, other = (stack.enter_context(worker(url, seed)) for seed in ("1", "4711"))
        assert answers(one) == answers(other)
        etag = one.get(FEED).headers["etag"]
        assert other.get(FEED, headers={"if-none-match": etag}).status_code == 304
        told.say(*MOVED)
        moved = answers(one)
        assert moved == answers(other)
        assert moved["plan"][0] != etag
        assert one.get(FEED, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_that_is_gone_leaves_the_last_good_bytes(url: str, database: Database) -> None:
    begun(url, database)
    with worker(url, "0") as client:
        before = answers(client)
        with database.write() as store:
            store._session.connection().exec_driver_sql("ALTER TABLE publications RENAME TO lost")
        try:
            assert answers(client) == before
        finally:
            with database.write() as store:
                connection = store._session.connection()
                connection.exec_driver_sql("ALTER TABLE lost RENAME TO publications")

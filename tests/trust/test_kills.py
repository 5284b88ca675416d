"""A process is killed while it writes, again and again: what it said was kept is there.

A change, its revision, its entry in the log and its publication are there together or not at all.
"""

import signal
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random
from threading import Event
from time import sleep

import httpx
import pytest

from app.store import Database
from tests.api.service import Prepared
from tests.databases import copied
from tests.plans import small_plan
from tests.postgresql import CARELESS, Server, Starting
from tests.trust.preparing import faults, prepared
from tests.workers import Worker, worker

pytestmark = pytest.mark.long

KILLS = 25
WRITERS = 4
UPDATES = "/api/v1/plans/small/milestones/draft/updates"
CAREFUL = ("fsync=off",)
"""A process that dies takes nothing along that a file holds already."""
LATE = (*CARELESS, "wal_writer_delay=10s")
"""The planted fault of a server: it says that it has committed before it has written."""


def load(process: Worker, key: str, name: str, until: Event) -> list[str]:
    """Notes written one after the other until the process is gone: those that were kept."""
    kept = []
    with process.client(key) as client:
        for number in range(10_000):
            note = f"{name}.{number}"
            try:
                answer = client.post(UPDATES, json={"note": note})
            except httpx.TransportError:
                break
            if answer.status_code == 201:
                kept.append(note)
                until.set()
    return kept


def killed(stored: Prepared, name: str, pause: float, fault: str = "") -> list[str]:
    """The notes that were said to be kept by a process that is killed under load."""
    begun = Event()
    with worker(stored.url, fault=fault) as process, ThreadPoolExecutor(WRITERS) as writers:
        loads = [
            writers.submit(load, process, stored.keys["planner"], f"{name}.{each}", begun)
            for each in range(WRITERS)
        ]
        assert begun.wait(60)
        sleep(pause)
        process.kill()
        return [note for each in loads for note in each.result()]


def stand(url: str) -> set[str]:
    """The notes that are there."""
    with closing(Database(url)) as database, database.read() as store:
        return {each.update.note for each in store.updates(store.find("small"))}


def pauses() -> Iterator[float]:
    random = Random(2022)
    return iter(random.uniform(0, 0.4) for _ in range(KILLS))


def test_what_a_killed_process_kept_is_there(embedded_url: str) -> None:
    stored, kept = prepared(embedded_url, small_plan()), set[str]()
    for number, pause in enumerate(pauses()):
        kept |= {*killed(stored, str(number), pause)}
        assert kept <= stand(stored.url)
        with closing(sqlite3.connect(stored.url.removeprefix("sqlite:///"))) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(kept) >= KILLS
    assert faults(stored.url) == []


def test_an_answer_before_the_commit_is_noticed(embedded_url: str) -> None:
    stored = prepared(embedded_url, small_plan())
    kept = killed(stored, "early", 0, "answers_before_it_has_committed")
    assert not {*kept} <= stand(stored.url)


def crashed(server: Server, stored: Prepared, name: str, pause: float) -> list[str]:
    """What was kept until the process is killed, and the server with it."""
    kept = killed(stored, name, pause)
    server.stop(signal.SIGQUIT)
    server.start()
    return kept


def test_what_a_killed_process_and_its_server_kept_is_there(
    own_server: Starting, tmp_path: Path
) -> None:
    with own_server(CAREFUL) as server:
        server.make_template()
        with copied(server.url("pattern"), tmp_path) as url:
            stored, kept = prepared(url, small_plan()), set[str]()
            for number, pause in enumerate(pauses()):
                kept |= {*crashed(server, stored, str(number), pause)}
                assert kept <= stand(url)
            assert len(kept) >= KILLS
            assert faults(url) == []


def test_a_server_that_commits_late_is_noticed(own_server: Starting, tmp_path: Path) -> None:
    with own_server(LATE) as server:
        server.make_template()
        with copied(server.url("pattern"), tmp_path) as url:
            stored = prepared(url, small_plan())
            server.execute("CHECKPOINT")
            kept = crashed(server, stored, "late", 0.2)
            assert not {*kept} <= stand(url)

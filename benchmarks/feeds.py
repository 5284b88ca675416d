"""Feeds: what a calendar costs that asks every quarter of an hour and is told that nothing changed.

Polls go over loopback, to one uvicorn process each, set as ``imrf serve`` sets it: the service with
a token, and three lines of ASGI that say hello.
"""

import asyncio
import multiprocessing
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import uvicorn

from app.cli.serving import LIMITS
from app.feeds.documents import Documents
from app.feeds.grants import Asked, Grants
from app.feeds.rendering import render
from app.feeds.shelf import Components
from app.main import create_app
from app.plan import Author, Milestone, Plan, PlanLink, Role, Update
from app.settings import Settings
from app.store import Database, migrate
from app.usecases.feed import Feed, feed
from app.usecases.importing import import_plan
from app.usecases.replay import replay
from app.usecases.scopes import FeedScope
from app.usecases.subscribing import subscribe
from benchmarks.harness import Report, Row, alternating, run, timed
from scheduling import Span

NOW = datetime(2021, 5, 5, 9, tzinfo=UTC)
PLANNER = Author(name="planner", role=Role.PLANNER)
SCOPE = FeedScope(plan="sample")
BASE = "https://plan.example.org"
POLLS = 1_000


def plan_of(size: int) -> Plan:
    """Milestones of three days in chains of ten, each chain ending in what is fixed."""
    milestones = [
        Milestone(
            code=f"m{i}",
            uid=uuid5(UUID(int=1), str(i)),
            title=f"Milestone {i} of the sample",
            track=f"track {i % 7}",
            owner=f"Agency {i % 20}",
            duration=3,
            fixed=Span.of(date(2022, 5, 17)) if i % 10 == 9 else None,
            source="benchmarks",
        )
        for i in range(size)
    ]
    links = [
        PlanLink(predecessor=f"m{i}", successor=f"m{i + 1}") for i in range(size - 1) if i % 10 < 9
    ]
    return Plan(
        code="sample",
        title="Sample",
        zone="UTC",
        data_date=date(2021, 5, 5),
        targets=("m9",),
        milestones=tuple(milestones),
        links=tuple(links),
    )


@contextmanager
def database_of(size: int, folder: Path) -> Iterator[Database]:
    url = f"sqlite:///{folder / f'{size}.db'}"
    migrate(url)
    database = Database(url)
    with database.write() as store:
        import_plan(store, plan_of(size), PLANNER, NOW, baseline="seed")
    try:
        yield database
    finally:
        database.close()


async def hello(_scope: Any, _receive: Any, send: Any) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"5")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"hello"})


def serve(listener: socket.socket, url: str) -> None:
    app: Any = create_app(Settings(database_url=url, public_url=BASE)) if url else hello
    lifespan: Any = "auto" if url else "off"
    shared = {"access_log": False, "server_header": False, "log_level": "warning", **LIMITS}
    config = uvicorn.Config(app, lifespan=lifespan, **shared)
    uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def served(url: str) -> Iterator[socket.socket]:
    """A connection to a service in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        process = multiprocessing.get_context("fork").Process(target=serve, args=(listener, url))
        process.start()
        try:
            with socket.create_connection(listener.getsockname(), timeout=30) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                yield connection
        finally:
            process.terminate()
            process.join()


def ask(connection: socket.socket, path: str, etag: str = "") -> bytes:
    """The head of one answer."""
    held = f"If-None-Match: {etag}\r\n" if etag else ""
    asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: calendar\r\n{held}\r\n"
    connection.sendall(asked.encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        received = connection.recv(65_536)
        assert received, "the service hung up"
        answer += received
    head, _, body = answer.partition(b"\r\n\r\n")
    length = next((line for line in head.split(b"\r\n") if line.startswith(b"content-length")), b"")
    missing = int(length.partition(b":")[2] or 0) - len(body)
    while missing > 0:
        missing -= len(connection.recv(65_536))
    return head


def etag_in(head: bytes) -> str:
    line = next(each for each in head.split(b"\r\n") if each.startswith(b"etag"))
    return line.partition(b": ")[2].decode()


def polls(connection: socket.socket, path: str, etag: str, status: bytes) -> None:
    for _ in range(POLLS):
        assert ask(connection, path, etag)[9:12] == status


def of_polls(folder: Path, runs: int) -> Row:
    """An unchanged poll with a token, against hello."""
    with database_of(200, folder) as database:
        with database.write() as store:
            path = subscribe(store, SCOPE, PLANNER, NOW, label="benchmark").path
        with served(f"sqlite:///{folder / '200.db'}") as service, served("") as plain:
            etag = etag_in(ask(service, path))
            contenders: dict[str, Callable[[], float]] = {
                "304": partial(timed, partial(polls, service, path, etag, b"304")),
                "hello": partial(timed, partial(polls, plain, "/", "", b"200")),
            }
            found = {name: each / POLLS for name, each in alternating(contenders, runs).items()}
    return Row(
        what="unchanged poll, token checked",
        ours=found["304"],
        baseline="raw ASGI hello",
        theirs=found["hello"],
        target=2.0,
    )


def poller(database: Database) -> Callable[[], float]:
    """Seconds of one look at what is newest."""
    grants, documents = Grants(database), Documents(database, BASE)
    asked = Asked(scope=SCOPE)

    async def poll(count: int) -> None:
        for _ in range(count):
            await documents.newest(await grants.ask(asked), {}, gzip=False)

    asyncio.run(poll(1))
    return lambda: timed(lambda: asyncio.run(poll(POLLS))) / POLLS


def of_growth(folder: Path, runs: int, largest: int) -> Row:
    """An idle poll of a small plan and of one a hundred times as large."""
    small = largest // 100
    with database_of(small, folder) as few, database_of(largest, folder) as many:
        found = alternating({"few": poller(few), "many": poller(many)}, runs)
    return Row(
        what=f"idle poll, {largest:,} milestones",
        ours=found["many"],
        baseline=f"{small:,} milestones",
        theirs=found["few"],
        target=100**0.15,
    )


def of_change(folder: Path, runs: int, size: int) -> Iterator[Row]:
    """One changed event among many, against all events made anew."""
    with database_of(size, folder) as database:
        with database.read() as store:
            found = feed(store, SCOPE)
        components = Components()
        render(found, BASE, components)
        changes = iter(range(1, 1_000_000))
        contenders: dict[str, Callable[[], float]] = {
            "change": lambda: timed(
                partial(render, changed(found, next(changes)), BASE, components)
            ),
            "full": lambda: timed(lambda: render(found, BASE, Components())),
        }
        told = alternating(contenders, runs)
        yield Row(
            what=f"feed of {size:,} events after one change",
            ours=told["change"],
            baseline="full render",
            theirs=told["full"],
            target=0.02,
        )
        yield Row(
            what="the same from the database on, scheduled",
            ours=from_the_database(database, size),
            baseline="full render",
            theirs=told["full"],
        )


def changed(found: Feed, sequence: int) -> Feed:
    """The feed after something was said of one milestone."""
    first, *rest = found.items
    entry = replace(first.entry, sequence=sequence, facts=str(sequence))
    return replace(found, items=(replace(first, entry=entry), *rest))


def from_the_database(database: Database, size: int) -> float:
    """Seconds of a poll after an update of one milestone: read, scheduled, worded, rendered."""
    documents, grants = Documents(database, BASE), Grants(database)
    asked = Asked(scope=SCOPE)

    async def poll() -> None:
        await documents.newest(await grants.ask(asked), {}, gzip=False)

    asyncio.run(poll())
    said = Update(milestone=f"m{size - 1}", fixed=Span.of(date(2022, 5, 18)))
    with database.write() as store:
        replay(store, "sample", [(date(2021, 5, 5), said)], PLANNER, NOW)
    return timed(lambda: asyncio.run(poll()))


def benchmark(quick: bool) -> Report:  # noqa: FBT001
    runs, largest = (3, 2_000) if quick else (9, 20_000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("growth", "change"):
            (folder / part).mkdir()
        rows = [of_polls(folder, runs), of_growth(folder / "growth", runs, largest)]
        rows += of_change(folder / "change", runs, largest // 2)
    return Report(name="feeds", rows=rows)


if __name__ == "__main__":
    sys.exit(run(benchmark, description=__doc__))

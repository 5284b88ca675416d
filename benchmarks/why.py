"""What slipped and why: a plan of 1,000 milestones with 200 revisions, asked over its own API.

Warm, the plan and its history are in memory and the answer is not: each run asks for another
target. Cold, nothing is. The limit is what a planner waits for without noticing.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from fastapi.testclient import TestClient

from app.main import create_app
from app.plan import Author, Milestone, Plan, PlanCalendar, PlanLink, Role, Update
from app.settings import Settings
from app.store import Database, migrate
from app.usecases.importing import import_plan
from app.usecases.replay import replay
from benchmarks.harness import Report, Row, run, spent
from benchmarks.networks import sample
from scheduling import Span

NOW = datetime(2021, 5, 5, 9, tzinfo=UTC)
BEGUN = date(2021, 5, 5)
PLANNER = Author(name="planner", role=Role.PLANNER)
MOST = 0.3
"""Seconds."""
PATHS = ("slippage", "why")


def plan_of(size: int) -> Plan:
    """The random network of the other benchmarks, half its work on an office's calendar."""
    drawn = sample(size)
    milestones = [
        Milestone(
            code=each.code,
            uid=uuid5(UUID(int=1), each.code),
            title=f"Milestone {each.code}",
            track=f"track {number % 7}",
            owner=f"Agency {number % 20}",
            duration=each.duration,
            calendar="office" if number % 2 else "every-day",
        )
        for number, each in enumerate(drawn.activities)
    ]
    links = [
        PlanLink(predecessor=each.predecessor, successor=each.successor) for each in drawn.links
    ]
    return Plan(
        code="sample",
        title="Sample",
        zone="UTC",
        data_date=BEGUN,
        targets=(milestones[-1].code,),
        milestones=tuple(milestones),
        links=tuple(links),
        calendars=(PlanCalendar(code="office", title="Office", weekdays=frozenset(range(5))),),
    )


def said(size: int, revisions: int) -> Iterator[tuple[date, Update]]:
    """What is reported, a day after the other: windows of what has not begun, remaining work."""
    random, half = Random(1), size // 2
    for number in range(1, revisions):
        day = BEGUN + timedelta(days=number)
        if number % 2:
            week = day + timedelta(days=random.randint(30, 300))
            moved = Span(first=week, last=week)
            yield day, Update(milestone=f"A{random.randrange(half, size)}", window=moved)
        else:
            left = random.randint(5, 40)
            code = f"A{random.randrange(half)}"
            yield day, Update(milestone=code, actual_start=BEGUN, remaining=left)


def fill(url: str, size: int, revisions: int) -> None:
    migrate(url)
    database = Database(url)
    with database.write() as store:
        import_plan(store, plan_of(size), PLANNER, NOW, baseline="seed")
        replay(store, "sample", said(size, revisions), PLANNER, NOW)
    database.close()


@contextmanager
def client_of(url: str) -> Iterator[TestClient]:
    """The whole service in this process: it knows its question, and nothing of the plan yet."""
    settings = Settings(database_url=url, anonymous_requests_per_minute=10**9)
    with TestClient(create_app(settings)) as client:
        client.get("/api/v1/plans").raise_for_status()
        yield client


def asked(client: TestClient, question: str) -> float:
    return spent(lambda: client.get(f"/api/v1/plans/sample/{question}").raise_for_status())


def cold(url: str, path: str) -> float:
    with client_of(url) as client:
        return asked(client, path)


def rows_of(url: str, what: str, targets: Sequence[str]) -> Iterator[Row]:
    with client_of(url) as client:
        for path in PATHS:
            asked(client, path)
            warm = statistics.median(asked(client, f"{path}?target={each}") for each in targets)
            yield Row(
                what=f"{path}, {what}", ours=warm, baseline="the limit", theirs=MOST, target=1.0
            )
    for path in PATHS:
        first = statistics.median(cold(url, path) for _ in range(3))
        yield Row(what=f"{path}, {what}, cold", ours=first, baseline="the limit", theirs=MOST)


def benchmark(quick: bool) -> Report:  # noqa: FBT001
    size, revisions, runs = (300, 50, 3) if quick else (1_000, 200, 9)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'why.db'}"
        fill(url, size, revisions)
        targets = [f"A{number}" for number in range(size - runs, size)]
        rows = list(rows_of(url, f"{size:,} milestones, {revisions} revisions", targets))
    return Report(name="why", rows=rows)


if __name__ == "__main__":
    sys.exit(run(benchmark, description=__doc__))

"""What slipped and why: a plan of 1,000 milestones with 200 revisions, asked over its own API.

Warm, the plan and its history are in memory and the answer is not: each run asks for another
target. Cold, nothing is. The limit is what a planner waits for without noticing. A report is
accepted into the same plan, early and late in its life.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
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
from app.usecases.report import report
from benchmarks.harness import Report, Row, run, spent
from benchmarks.networks import sample
from scheduling import Span

NOW = datetime(2021, 5, 5, 9, tzinfo=UTC)
BEGUN = date(2021, 5, 5)
PLANNER = Author(name="planner", role=Role.PLANNER)
MOST = 0.3
"""Seconds."""
PATHS = ("slippage", "why")
ASKED = {
    "slippage": "slippage?target={target}",
    "why": "why?target={target}",
    "why, since another revision": "why?target={target}&since={since}",
    "trend": "trend?milestone={target}",
}
EARLY = 10
"""Revisions of a plan that is young."""


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
    with closing(Database(url)) as database, database.write() as store:
        import_plan(store, plan_of(size), PLANNER, NOW, baseline="seed")
        replay(store, "sample", said(size, revisions), PLANNER, NOW)


def reported(url: str, day: date, runs: int) -> float:
    """The median seconds of one more report; each moves the data date by a day."""
    with closing(Database(url)) as database:
        days = [day + timedelta(number) for number in range(runs)]
        return statistics.median(spent(partial(accepted, database, each)) for each in days)


def accepted(database: Database, day: date) -> None:
    with database.write() as store:
        told = [Update(milestone="A1", note="going on", source=str(day))]
        report(store, "sample", told, PLANNER, NOW, data_date=day)


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
        for name, question in ASKED.items():
            asked(client, question.format(target="A1", since=2))
            warm = statistics.median(
                asked(client, question.format(target=each, since=3 + number))
                for number, each in enumerate(targets)
            )
            yield against_limit(f"{name}, {what}", warm, target=1.0)
    for path in PATHS:
        first = statistics.median(cold(url, path) for _ in range(3))
        yield against_limit(f"{path}, {what}, cold", first)


def against_limit(what: str, ours: float, target: float | None = None) -> Row:
    return Row(what=what, ours=ours, baseline="the limit", theirs=MOST, target=target)


def benchmark(quick: bool) -> Report:  # noqa: FBT001
    size, revisions, runs = (300, 50, 3) if quick else (1_000, 200, 9)
    with tempfile.TemporaryDirectory() as folder:
        old, young = (f"sqlite:///{Path(folder) / name}.db" for name in ("old", "young"))
        fill(old, size, revisions)
        fill(young, size, EARLY)
        targets = [f"A{number}" for number in range(size - runs, size)]
        rows = list(rows_of(old, f"{size:,} milestones, {revisions} revisions", targets))
        late, early = (
            reported(url, BEGUN + timedelta(days), runs)
            for url, days in ((old, revisions), (young, EARLY))
        )
        rows.append(
            Row(
                what=f"a report, {size:,} milestones, after {revisions} revisions",
                ours=late,
                baseline=f"after {EARLY}",
                theirs=early,
                target=1.5,
            )
        )
    return Report(name="why", rows=rows)


if __name__ == "__main__":
    sys.exit(run(benchmark, description=__doc__))

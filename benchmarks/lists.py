"""A warm list of 200 milestones, against the usual way: rows by the ORM, a response model.

Both are asked in this process over ASGI, without a network. The usual way reads and writes what the
plan describes, and no more; ours also holds dates, drivers and floats.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

from fastapi import FastAPI
from sqlmodel import Session, col, create_engine, select

from app.api.schemas.milestones import DescribedShape
from app.main import create_app
from app.settings import Settings
from app.store import Database, migrate
from app.store.shapes import milestone_of
from app.store.tables import MilestoneRow
from app.usecases.importing import import_plan
from benchmarks.feeds import NOW, PLANNER, plan_of
from benchmarks.harness import Report, Row, alternating, run

MILESTONES = 200
PATH = "/api/v1/plans/{plan}/milestones"


def usual(url: str) -> FastAPI:
    """Rows by the ORM, one session, a response model."""
    app, engine = FastAPI(), create_engine(url)

    @app.get(PATH)
    def listed(plan: str) -> list[DescribedShape]:  # noqa: ARG001 - there is one plan
        with Session(engine) as session:
            rows = session.exec(select(MilestoneRow).order_by(col(MilestoneRow.position)))
            return [DescribedShape.model_validate(milestone_of(row)) for row in rows]

    return app


async def ask(app: Any, path: str, query: str = "") -> int:
    """One request over ASGI; the bytes answered."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
        "http_version": "1.1",
        "state": {},
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    assert sent[0]["status"] == 200
    return sum(len(each.get("body", b"")) for each in sent)


def asking(loop: asyncio.AbstractEventLoop, app: Any, times: int) -> Callable[[], float]:
    """Seconds of one of so many requests."""
    path = PATH.format(plan="sample")

    async def all_of_them() -> None:
        for _ in range(times):
            await ask(app, path)

    def timed() -> float:
        begun = process_time()
        loop.run_until_complete(all_of_them())
        return (process_time() - begun) / times

    return timed


def benchmark(quick: bool) -> Report:  # noqa: FBT001
    times, runs = (20, 3) if quick else (100, 15)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'plans.db'}"
        migrate(url)
        database = Database(url)
        with database.write() as store:
            import_plan(store, plan_of(MILESTONES), PLANNER, NOW)
        database.close()
        settings = Settings(database_url=url, anonymous_requests_per_minute=10**9)
        loop = asyncio.new_event_loop()
        contenders = {
            "ours": asking(loop, create_app(settings), times),
            "theirs": asking(loop, usual(url), times),
        }
        found = alternating(contenders, runs)
        loop.close()
    row = Row(
        what=f"list of {MILESTONES} milestones, warm",
        ours=found["ours"],
        baseline="ORM and response model",
        theirs=found["theirs"],
        target=0.05,
    )
    return Report(name="lists", rows=[row])


if __name__ == "__main__":
    sys.exit(run(benchmark, description=__doc__))

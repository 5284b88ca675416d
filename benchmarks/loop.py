"""How late the event loop comes while a large plan is computed, as `imrf serve` sets its process;
and while a question about risk is answered as a job, in a process of its own.

The 99th percentile of how much later than asked a sleep of a millisecond ends, against the same
process as Python sets it, and against itself with nothing to do.
"""

import asyncio
import gc
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter
from typing import Any

from app.cli.promptness import keep_loop_prompt
from app.clock import now
from app.main import create_app
from app.settings import Settings
from app.store import Database, migrate
from app.usecases.importing import import_plan
from app.usecases.jobs import ask as ask_risk
from app.usecases.reading import NOW as PRESENT
from app.usecases.risk import Question
from app.usecases.working import Worker
from benchmarks.feeds import NOW, PLANNER
from benchmarks.harness import Report, Row, run
from benchmarks.lists import ask
from benchmarks.why import plan_of

PATH = "/api/v1/plans/sample/schedule"
TICK = 0.001
IDLE_SECONDS = 2.0


async def late(work: Any) -> float:
    """The 99th percentile of the loop's lateness while ``work`` is under way."""
    found: list[float] = []

    async def sample() -> None:
        while True:
            begun = perf_counter()
            await asyncio.sleep(TICK)
            found.append(perf_counter() - begun - TICK)

    sampling = asyncio.create_task(sample())
    await work
    sampling.cancel()
    with suppress(asyncio.CancelledError):
        await sampling
    return sorted(found)[int(len(found) * 0.99)]


@contextmanager
def as_it_serves() -> Iterator[None]:
    """This process as a serving one, and afterwards as it was."""
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    keep_loop_prompt()
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        gc.set_threshold(*thresholds)
        gc.unfreeze()


async def measured(app: Any, worker: Worker, times: int) -> dict[str, float]:
    """Each question is of another day, so that nothing is remembered."""
    days = iter(range(1, 10_000))

    async def compute() -> None:
        for _ in range(times):
            month, day = divmod(next(days), 28)
            await ask(app, PATH, f"data_date=2022-{month + 1:02d}-{day + 1:02d}")

    usual = await late(compute())
    with as_it_serves():
        idle = await late(asyncio.sleep(IDLE_SECONDS))
        ours = await late(compute())
        job = await late(asyncio.to_thread(worker.run_next))
    return {"ours": ours, "usual": usual, "idle": idle, "job": job}


def asked(database: Database, url: str, iterations: int) -> Worker:
    """Who runs jobs, with one that waits."""
    question = Question(iterations=iterations, spread=30)
    with database.write() as store:
        ask_risk(store, "sample", question, PRESENT)
    return Worker(database, url, now)


def benchmark(quick: bool) -> Report:  # noqa: FBT001
    milestones, times, iterations = (5_000, 2, 2_000) if quick else (20_000, 5, 10_000)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'plans.db'}"
        migrate(url)
        database = Database(url)
        with database.write() as store:
            import_plan(store, plan_of(milestones), PLANNER, NOW)
        app = create_app(Settings(database_url=url, anonymous_requests_per_minute=10**9))
        found = asyncio.run(measured(app, asked(database, url, iterations), times))
        database.close()
    what = f"99th percentile of the loop's lateness, {milestones:,} milestones computed"
    job = f"the same while a job draws {iterations:,} iterations of them"
    rows = [
        Row(what=what, ours=found["ours"], baseline="as Python starts", theirs=found["usual"]),
        Row(what=what, ours=found["ours"], baseline="5 ms", theirs=0.005, target=1.0),
        Row(what=what, ours=found["ours"], baseline="nothing to do", theirs=found["idle"]),
        Row(what=job, ours=found["job"], baseline="5 ms", theirs=0.005, target=1.0),
        Row(what=job, ours=found["job"], baseline="nothing to do", theirs=found["idle"]),
    ]
    return Report(name="loop", rows=rows)


if __name__ == "__main__":
    sys.exit(run(benchmark, description=__doc__))

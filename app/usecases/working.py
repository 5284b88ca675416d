"""Runs jobs, each in a process of its own: neither the event loop nor a request waits for it.

Whoever runs a job renews its lease every second, and keeps what its blocks of iterations come to. A
runner that is killed renews nothing: whoever looks for work next goes on from the last block that
was kept, and gives the same answer.
"""

import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from uuid import uuid4

from app.errors import Refused
from app.release import RELEASE
from app.store import Busy, Database, Job, JobBlock, JobState, Unavailable
from app.usecases.jobs import RISK, question_of
from app.usecases.packing import packed, unpacked
from app.usecases.reading import reading_of
from app.usecases.risk import risk_of
from scheduling.risk import Resumed, Tally

BEAT = 1.0
LEASE = 15.0
"""Seconds between two words of a runner, and after how many without one it is given up."""
FAILED = "the computation failed; the service's log says why"

Clock = Callable[[], datetime]


class Worker:
    """Runs one job after the other, until it is stopped."""

    def __init__(self, database: Database, url: str, clock: Clock) -> None:
        self._database = database
        self._url = url
        self._clock = clock
        self._changing = threading.Lock()
        self._stopped = False
        self._process: BaseProcess | None = None
        self._runs: tuple[int, str] | None = None

    def run_next(self) -> bool:
        """Run a job to its end, if there is one that nobody runs; whether there was."""
        claimed = None if self._stopped else self._claim()
        if claimed is None:
            return False
        job, runner = claimed
        if job.state is JobState.RUNNING and (process := self._begun(job, runner)):
            process.join()
            self._process = None
        return True

    def stop(self) -> None:
        """End what runs, and let another go on with it at once."""
        with self._changing:
            self._stopped = True
            if self._process is not None:
                self._process.kill()
        self._give_back()

    def _begun(self, job: Job, runner: str) -> BaseProcess | None:
        """The process that answers ``job``; None when it is too late to begin."""
        with self._changing:
            self._runs = job.id, runner
            if self._stopped:
                return None
            arguments = (self._url, job, runner, self._clock)
            self._process = get_context("spawn").Process(target=run, args=arguments, daemon=True)
            self._process.start()
            return self._process

    def _give_back(self) -> None:
        """What is over is no longer the runner's, and stays as it is."""
        if self._runs is not None:
            with self._database.write() as store:
                store.jobs.give_back(*self._runs)

    def _claim(self) -> tuple[Job, str] | None:
        runner, now = uuid4().hex, self._clock()
        with self._database.read() as store:
            if not store.jobs.any_to_run(now):
                return None
        with self._database.write() as store:
            job = store.jobs.claim(runner, now, LEASE, RELEASE)
        return None if job is None else (job, runner)


def run(url: str, job: Job, runner: str, clock: Clock) -> None:
    """Answer ``job``; what a process is started for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    os.nice(10)  # who waits for a page goes first
    with closing(Database(url, connections=2)) as database:
        run_job(database, job, runner, clock)


def run_job(database: Database, job: Job, runner: str, clock: Clock) -> None:
    """Answer ``job`` here, going on from what was kept of it, and keep the answer."""
    state, answer = JobState.FAILED, FAILED
    try:
        with Pulse(database, job, runner, clock):
            answer = _answer(database, job, runner)
        state = JobState.DONE
    except Refused as refused:
        answer = str(refused)
    finally:
        with database.write() as store:
            store.jobs.finish(job.id, runner, clock(), state, answer)


def _answer(database: Database, job: Job, runner: str) -> str:
    with database.read() as store:
        point = store.find(job.plan, job.revision)
        reading = reading_of(store.plan(point), point, job.data_date)
        blocks = store.jobs.blocks(job.id)
    found = risk_of(
        reading.plan,
        reading.schedule,
        reading.undated,
        question_of(job.question),
        sharing=partial(_resumed, database, job, runner, blocks),
    )
    return RISK.dump_json(found).decode()


def _resumed(
    database: Database,
    job: Job,
    runner: str,
    blocks: Sequence[JobBlock],
    part: int,
    parts: int,
) -> Resumed:
    """Runs what is not kept of a part of ``job``, and keeps it."""

    def keep(tally: Tally, iterations: int) -> bool:
        progress = (part + (tally.first + tally.count) / iterations) / parts
        block = JobBlock(part=part, first=tally.first, data=packed(tally))
        with suppress(Busy, Unavailable), database.write() as store:
            return store.jobs.keep(job.id, runner, block, progress=progress)
        return False

    return Resumed((unpacked(each.data) for each in blocks if each.part == part), keep)


class Pulse:
    """Says now and then that a job goes on; ends the process when the job is no longer its own."""

    def __init__(self, database: Database, job: Job, runner: str, clock: Clock) -> None:
        self._database = database
        self._job = job
        self._runner = runner
        self._clock = clock
        self._over = threading.Event()
        self._beating = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._beating.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._beating.join()

    def _beat(self) -> None:
        while not self._over.wait(BEAT):
            with suppress(Busy, Unavailable), self._database.write() as store:
                if not store.jobs.renew(self._job.id, self._runner, self._clock(), LEASE):
                    os._exit(0)  # cancelled, or another's: nothing of it is wanted

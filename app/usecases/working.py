"""Runs jobs, each in a process of its own: neither the event loop nor a request waits for it.

Whoever runs a job renews its lease every second and so tells how far it is. A runner that is killed
renews nothing: the job is begun anew by whoever looks for work next, and gives the same answer.
"""

import os
import signal
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from uuid import uuid4

from app.errors import Refused
from app.store import Busy, Database, Job, JobState, Unavailable
from app.usecases.jobs import RISK, question_of
from app.usecases.reading import reading_of
from app.usecases.risk import risk_of

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
        """End what runs, and let another begin it anew at once."""
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
            job = store.jobs.claim(runner, now, LEASE)
        return None if job is None else (job, runner)


def run(url: str, job: Job, runner: str, clock: Clock) -> None:
    """Answer ``job``; what a process is started for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    os.nice(10)  # who waits for a page goes first
    with closing(Database(url, connections=2)) as database:
        run_job(database, job, runner, clock)


def run_job(database: Database, job: Job, runner: str, clock: Clock) -> None:
    """Answer ``job`` here, telling how far it is, and keep the answer."""
    pulse = Pulse(database, job, runner, clock)
    state, answer = JobState.FAILED, FAILED
    try:
        with pulse:
            answer = _answer(database, job, pulse)
        state = JobState.DONE
    except Refused as refused:
        answer = str(refused)
    finally:
        with database.write() as store:
            store.jobs.finish(job.id, runner, state, answer)


def _answer(database: Database, job: Job, pulse: "Pulse") -> str:
    with database.read() as store:
        point = store.find(job.plan, job.revision)
        reading = reading_of(store.plan(point), point, job.data_date)
    found = risk_of(
        reading.plan,
        reading.schedule,
        reading.undated,
        question_of(job.question),
        told=pulse.tell,
    )
    return RISK.dump_json(found).decode()


class Pulse:
    """Tells now and then how far a job is; ends the process when the job is no longer its own."""

    def __init__(self, database: Database, job: Job, runner: str, clock: Clock) -> None:
        self._database = database
        self._job = job
        self._runner = runner
        self._clock = clock
        self._progress = 0.0
        self._over = threading.Event()
        self._beating = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._beating.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._beating.join()

    def tell(self, progress: float) -> None:
        """How far the work is, from 0 to 1."""
        self._progress = progress

    def _beat(self) -> None:
        while not self._over.wait(BEAT):
            with suppress(Busy, Unavailable), self._database.write() as store:
                if not store.jobs.renew(
                    self._job.id, self._runner, self._clock(), LEASE, progress=self._progress
                ):
                    os._exit(0)  # cancelled, or another's: nothing of it is wanted

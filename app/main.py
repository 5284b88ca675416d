"""Wires the service: what answers where. Nothing is global; two services may run side by side."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

import anyio.to_thread
from fastapi import APIRouter, FastAPI
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from app import __version__, api, clock
from app.api import documentation, health, metrics
from app.api.bounds import BoundedBodies
from app.api.describing import DescribedApi, operation_id
from app.api.handlers import handle_problems
from app.api.heads import AnsweredHeads
from app.api.kept import KeptAnswers
from app.api.limiting import LimitedRequests
from app.api.metrics import MeasuredRequests, Metrics
from app.api.uses import Uses
from app.feeds.routes import PATHS
from app.feeds.routes import routes as feeds
from app.pages.routes import routes as pages
from app.settings import Settings
from app.store import Database
from app.usecases.jobs import forget_jobs
from app.usecases.moving import move_data_dates
from app.usecases.working import Worker

LOG = logging.getLogger(__name__)
ANSWERING = APIRouter(generate_unique_id_function=operation_id)
"""What is the same in every service. FastAPI works it out once, at the first request."""
for router in (api.router, health.router, metrics.router, documentation.router):
    ANSWERING.include_router(router)


class Service(DescribedApi):
    """Its outermost doors count, and turn away who asks too much and bodies that are too large."""

    def build_middleware_stack(self) -> ASGIApp:
        settings: Settings = self.state.settings
        heads = AnsweredHeads(super().build_middleware_stack())
        bounded = BoundedBodies(heads, settings.max_body_bytes)
        others = LimitedRequests(bounded, settings)
        return MeasuredRequests(CalendarsFirst(self.state.calendars, others), self.state.metrics)


class CalendarsFirst:
    """Polls pass the other doors by: they bear no body, have no limit, and most are a 304."""

    def __init__(self, calendars: ASGIApp, others: ASGIApp) -> None:
        self._calendars = calendars
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        polls = scope["type"] == "http" and scope["path"].startswith("/feeds/")
        await (self._calendars if polls else self._others)(scope, receive, send)


def create_app(settings: Settings) -> FastAPI:
    """The service as ``settings`` say. Its database is opened at the first question."""
    app = Service(
        version=__version__,
        max_body_size=settings.max_body_bytes,
        lifespan=_living,
    )
    app.state.settings = settings
    app.state.now = clock.now
    app.state.database = Database(settings.database_url, connections=settings.threads)
    app.state.answers = KeptAnswers()
    app.state.uses = Uses(app.state.database)
    app.state.metrics = Metrics()
    app.router.routes[:0] = feeds(app.state.database, settings)
    app.state.calendars = Router(app.router.routes[: len(PATHS)], redirect_slashes=False)
    app.router.routes.extend(ANSWERING.routes)
    app.router.routes.extend(pages(app.state.database, settings, app.state.uses.note))
    handle_problems(app)
    return app


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    """As many requests are answered at once as the database has connections for."""
    limiter = anyio.to_thread.current_default_thread_limiter()
    limiter.total_tokens = app.state.settings.threads
    database: Database = app.state.database
    ticking = asyncio.create_task(_ticking(database, app.state.settings))
    worker = Worker(database, app.state.settings.database_url, clock.now)
    working = asyncio.create_task(_working(worker, app.state.settings.job_seconds))
    uses: Uses = app.state.uses
    writing = asyncio.create_task(uses.keep_writing())
    try:
        yield
    finally:
        writing.cancel()
        ticking.cancel()
        working.cancel()
        await asyncio.to_thread(worker.stop)
        with suppress(asyncio.CancelledError):
            await ticking
        await asyncio.to_thread(_keep_uses, database)
        await asyncio.to_thread(uses.write)
        database.close()


async def _ticking(database: Database, settings: Settings) -> None:
    """What a service does unasked, now and then; whatever fails is tried again the next time."""
    forget = partial(_forget_jobs, days=settings.job_days)
    while True:
        await asyncio.sleep(settings.tick_seconds)
        for step in (_move_data_dates, _keep_uses, forget):
            await asyncio.to_thread(step, database)


async def _working(worker: Worker, seconds: float) -> None:
    """Run what waits, one job at a time in each process that serves."""
    while True:
        await asyncio.sleep(seconds)
        try:
            while await asyncio.to_thread(worker.run_next):
                pass
        except Exception:
            LOG.exception("a job could not be run")


def _move_data_dates(database: Database) -> None:
    try:
        for plan, revision in move_data_dates(database, clock.now()):
            LOG.info("data date of %s moved to %s", plan, revision.data_date)
    except Exception:
        LOG.exception("data dates could not be moved")


def _forget_jobs(database: Database, days: int) -> None:
    try:
        forget_jobs(database, clock.now(), days)
    except Exception:
        LOG.exception("jobs that are over could not be forgotten")


def _keep_uses(database: Database) -> None:
    """When private feeds were last asked for: a poll itself writes nothing."""
    uses = database.polls.take_uses()
    try:
        if uses:
            with database.write() as store:
                store.subscriptions.keep_uses(uses)
    except Exception:
        LOG.exception("the last uses of private feeds could not be kept")

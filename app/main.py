"""Wires the service: what answers where. Nothing is global; two services may run side by side."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

import anyio.to_thread
from fastapi import FastAPI
from starlette.types import ASGIApp

from app import api
from app.api import documentation, health
from app.api.bounds import BoundedBodies
from app.api.describing import DescribedApi
from app.api.handlers import handle_problems
from app.feeds.routes import routes as feeds
from app.pages.routes import routes as pages
from app.settings import Settings
from app.store import Database


class Service(DescribedApi):
    """Its outermost door turns away bodies that say that they are too large."""

    def build_middleware_stack(self) -> ASGIApp:
        return BoundedBodies(super().build_middleware_stack(), self.state.settings.max_body_bytes)


def create_app(settings: Settings) -> FastAPI:
    """The service as ``settings`` say. Its database is opened at the first question."""
    app = Service(
        version=version("imrf-planner"),
        max_body_size=settings.max_body_bytes,
        lifespan=_living,
    )
    app.state.settings = settings
    app.state.database = Database(settings.database_url, connections=settings.threads)
    app.router.routes[:0] = feeds(app.state.database, settings)
    for router in (api.router, health.router, documentation.router):
        app.include_router(router)
    app.router.routes.extend(pages(app.state.database, settings))
    handle_problems(app)
    return app


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    """As many requests are answered at once as the database has connections for."""
    limiter = anyio.to_thread.current_default_thread_limiter()
    limiter.total_tokens = app.state.settings.threads
    try:
        yield
    finally:
        app.state.database.close()

"""Serving: what happens once the port is ours."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from socket import socket
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from app.cli.connections import PromptProtocol
from app.cli.promptness import keep_loop_prompt
from app.cli.seeding import seed_empty
from app.cli.stored import database
from app.cli.tables import write_lines
from app.clock import now
from app.main import create_app
from app.settings import Settings
from app.usecases.keys import NewKey, first_key

LIMITS: dict[str, Any] = {
    "http": PromptProtocol,
    "ws": "none",
    "h11_max_incomplete_event_size": 32_768,
    "limit_concurrency": 1_000,
    "timeout_keep_alive": 15,
    "timeout_graceful_shutdown": 10,
}
"""Bytes of a request's head, connections at once, seconds of an idle one and of the last ones."""
COUNTS = "PROMETHEUS_MULTIPROC_DIR"
"""Where workers keep what they count, so that each of them can tell it of all."""


def serve_on(listener: socket, settings: Settings, workers: int) -> None:
    """Migrate, seed an empty database, say where to look, and answer until a signal ends it."""
    with database(founding=True) as opened:
        plan = seed_empty(opened)
        with opened.write() as store:
            key = first_key(store, now())
    write_lines(_welcome(settings, plan, key))
    signal.signal(signal.SIGTERM, _end)
    with suppress(KeyboardInterrupt):
        _run(settings, listener, workers)


def _end(*_: object) -> None:
    """End at once: what a handler raises is lost where the interpreter calls nobody's code."""
    os._exit(0)


def service() -> FastAPI:
    """What a worker process serves; its settings come from the environment."""
    served = create_app(Settings())
    keep_loop_prompt()
    return served


def _welcome(settings: Settings, plan: str | None, key: NewKey | None) -> Iterator[str]:
    """The addresses to open; the secret of the first key is told here, and nowhere else, ever."""
    base = settings.base_url
    yield "The IMRF planner is ready. Ctrl+C ends it."
    yield f"  Page  {base}/"
    yield f"  API   {base}/docs"
    if key is not None:
        yield f"  Key   {key.secret}"
        yield "        of the administrator, not shown again: it makes the keys of all others"
    if plan is not None:
        yield f"  Feed  {base}/feeds/public/{plan}/plan.ics"


def _run(settings: Settings, listener: socket, workers: int) -> None:
    """Until a signal ends it; the access log would hold the secrets of feed addresses."""
    shared = {
        "access_log": False,
        "server_header": False,
        "log_level": "warning",
        "forwarded_allow_ips": settings.trusted_proxies,
        **LIMITS,
    }
    if workers == 1:
        config = uvicorn.Config(create_app(settings), **shared)
        keep_loop_prompt()
        uvicorn.Server(config).run(sockets=[listener])
        return
    os.environ["IMRF_HOST"], os.environ["IMRF_PORT"] = settings.host, str(settings.port)
    config = uvicorn.Config("app.cli.serving:service", factory=True, workers=workers, **shared)
    processes = Multiprocess(config, sockets=[listener])
    with TemporaryDirectory(prefix="imrf-metrics-") as counts:
        os.environ[COUNTS] = counts
        processes.run()
    if any(each.exitcode == STARTUP_FAILURE for each in processes.processes):
        sys.exit(STARTUP_FAILURE)

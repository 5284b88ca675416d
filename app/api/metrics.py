"""What the service has answered, how fast, as Prometheus reads it (``/metrics``).

Requests are counted by the operation that answered, never by their address: an address may hold
the secret of a feed, and there is no end of them.
"""

import os
from time import perf_counter

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The library keeps counts in this folder where it is set: it is, where there are workers."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
NO_OPERATION = "none"

router = APIRouter(include_in_schema=False)


class Metrics:
    """The counts of one service."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Histogram(
            "imrf_request_seconds",
            "Seconds until a request was answered",
            ("method", "operation", "status"),
            buckets=SECONDS,
            registry=self._registry,
        )

    def text(self) -> bytes:
        """All counts; those of all workers where there are several."""
        if SHARED not in os.environ:
            return generate_latest(self._registry)
        shared = CollectorRegistry()
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # the library's own lack
        return generate_latest(shared)


class MeasuredRequests:
    """Counts each request when its answer has been sent. Plain ASGI."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._requests = metrics.requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in METHODS else "other"
        began, status = perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            labels = self._requests.labels(method, _operation(scope), status)
            labels.observe(perf_counter() - began)


@router.get("/metrics")
def tell_metrics(request: Request) -> Response:
    """What was answered since the service was started."""
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)


def _operation(scope: Scope) -> str:
    """The name that the API's description has for it; else that of what answered."""
    if "route" in scope:
        return str(scope["route"].name)
    if "endpoint" not in scope:
        return NO_OPERATION
    endpoint = getattr(scope["endpoint"], "func", scope["endpoint"])
    return getattr(endpoint, "__name__", type(endpoint).__name__).lower()

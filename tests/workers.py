"""Worker processes of the service over a database: what ``imrf serve --workers`` starts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
PLANTED = Path(__file__).parent / "trust" / "planted"
BASE = "https://plan.example.org"
PLENTY = {
    f"IMRF_{name}_PER_MINUTE": "1000000000"
    for name in ("KEY_REQUESTS", "ANONYMOUS_REQUESTS", "UNKNOWN_KEYS")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One process that answers at ``address``."""

    process: subprocess.Popen[bytes]
    address: str

    def client(self, key: str = "") -> httpx.Client:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.address, headers=headers, timeout=60)

    def kill(self) -> None:
        """End it as a crash would: it gets to do nothing any more."""
        self.process.kill()
        self.process.wait(30)


@contextmanager
def worker(url: str, *, fault: str = "", **environment: str) -> Iterator[Worker]:
    """A worker that has begun to answer. ``fault`` names one that is planted into it."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        port = listener.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "uvicorn", "app.cli.serving:service",
             "--factory", "--fd", str(listener.fileno()), "--log-level", "critical"],
            pass_fds=(listener.fileno(),),
            env={**os.environ, **PLENTY, "IMRF_DATABASE_URL": url, "IMRF_PUBLIC_URL": BASE,
                 **planted(fault), **environment},
        )  # fmt: skip
    try:
        started = Worker(process=process, address=f"http://127.0.0.1:{port}")
        _await_start(started)
        yield started
    finally:
        process.terminate()
        process.wait(30)


def planted(fault: str = "") -> Mapping[str, str]:
    """The environment in which Python plants ``fault`` into the service as it starts.

    What is planted into the tests themselves is planted into the processes that they start.
    """
    fault = fault or os.environ.get("PLANTED_FAULT", "")
    if not fault:
        return {"PYTHONPATH": str(ROOT)}
    return {"PYTHONPATH": f"{PLANTED}{os.pathsep}{ROOT}", "PLANTED_FAULT": fault}


def _await_start(started: Worker) -> None:
    with started.client() as client:
        for _ in range(600):
            try:
                client.get("/healthz")
            except httpx.TransportError:
                assert started.process.poll() is None, "the worker has ended"
                time.sleep(0.05)
            else:
                return
    raise AssertionError("the worker does not start")

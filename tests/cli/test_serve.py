"""The service as a program: started on an empty folder, asked, stopped, started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.serving import PATIENCE, ROOT, address, fetched, serving, stopped

FIRST_KEY = [
    "  Key   imrfkey_…",
    "        of the administrator, not shown again: it makes the keys of all others",
]
"""Told at the first start, and never again."""


@pytest.mark.parametrize(
    "by",
    [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.long)],
    ids=lambda by: by.name,
)
def test_two_starts_on_an_empty_folder(by: signal.Signals) -> None:
    revisions = []
    for key in (FIRST_KEY, []):
        with serving("--port", "0") as (process, welcome):
            base = address(welcome)
            assert welcome == [
                "The IMRF planner is ready. Ctrl+C ends it.",
                f"  Page  {base}/",
                f"  API   {base}/docs",
                *key,
                f"  Feed  {base}/feeds/public/imrf-2022/plan.ics",
            ]
            assert b"</html>" in fetched(f"{base}/")
            assert fetched(f"{base}/feeds/public/imrf-2022/plan.ics").startswith(b"BEGIN:VCALENDAR")
            revisions.append(fetched(f"{base}/api/v1/plans/imrf-2022/revisions"))
            assert stopped(process, by) == (0, "", "")
    assert revisions[0] == revisions[1]
    assert len(json.loads(revisions[0])["revisions"]) == 1


def test_several_processes_share_the_port() -> None:
    with serving("--port", "0", "--workers", "2") as (process, welcome):
        assert json.loads(_patiently(f"{address(welcome)}/healthz")) == {"status": "ok"}
        assert stopped(process, signal.SIGTERM) == (0, "", "")


def test_a_taken_port_is_told_before_anything_is_done() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "app"],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "IMRF_PORT": str(port)},
        )
    said = f"port: {port} on 127.0.0.1: address already in use; choose another with --port\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    assert not Path("var").exists()


def test_a_head_without_end_is_refused() -> None:
    with serving("--port", "0") as (_, welcome):
        host, _, port = address(welcome).removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
            line.sendall(b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000)
            assert line.recv(100).startswith(b"HTTP/1.1 400 ")


def _patiently(url: str) -> bytes:
    """Worker processes begin to answer a little after the addresses are told."""
    for _ in range(20):
        try:
            return fetched(url)
        except OSError:
            time.sleep(0.5)
    return fetched(url)

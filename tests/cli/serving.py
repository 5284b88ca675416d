"""The service as a program, as ``python -m app`` starts it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@contextmanager
def serving(
    *arguments: str, python: str | Path = sys.executable, **settings: str
) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """``python -m app`` with what it says before it serves."""
    process = subprocess.Popen(
        [python, "-m", "app", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
    )
    try:
        yield process, list(_welcome(process))
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def _welcome(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield re.sub("imrfkey_.{43}", "imrfkey_…", line.rstrip("\n"))
        if "Feed" in line:
            return


def address(welcome: list[str]) -> str:
    return welcome[1].split()[-1].removesuffix("/")


def fetched(url: str) -> bytes:
    with urlopen(url, timeout=PATIENCE) as answer:
        content: bytes = answer.read()
        return content


def stopped(process: subprocess.Popen[str], by: signal.Signals) -> tuple[int, str, str]:
    process.send_signal(by)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err

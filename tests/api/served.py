"""The service as a process of its own, over a database whose keys are known."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.api.service import Prepared
from tests.workers import planted

PATIENCE = 60
PAGE = re.compile(r"Page\s+(http\S+)/")


@contextmanager
def served(prepared: Prepared, *arguments: str) -> Iterator[str]:
    """The address of ``python -m app`` over ``prepared``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **planted(), "IMRF_DATABASE_URL": prepared.url},
    )
    try:
        assert process.stdout is not None
        told = (PAGE.search(line) for line in process.stdout)
        yield next(found[1] for found in told if found)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)

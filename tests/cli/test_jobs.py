"""A job goes on where the service that ran it was killed, and gives the same answer."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.cli.serving import PATIENCE, address, fetched, serving
from tests.cli.terminals import imrf

pytestmark = pytest.mark.long

JOBS = "/api/v1/plans/imrf-2022/risk/jobs"


def asked(base: str, secret: str, question: str) -> str:
    request = Request(
        f"{base}{JOBS}?{question}", method="POST", headers={"Authorization": f"Bearer {secret}"}
    )
    with urlopen(request, timeout=PATIENCE) as answer:
        place: str = answer.headers["Location"]
        return place


def when(look: Callable[[], dict[str, Any]], state: str) -> dict[str, Any]:
    """What is told once the job is in ``state``."""
    deadline = time.monotonic() + 4 * PATIENCE
    while (told := look())["state"] != state:
        assert time.monotonic() < deadline, told
        time.sleep(0.1)
    return told


def killed(process: subprocess.Popen[str]) -> None:
    """The service and all that it has started, without a word."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=True
    )
    for child in map(int, listed.stdout.split()):
        os.kill(child, signal.SIGKILL)
    process.kill()
    process.wait(PATIENCE)


def test_a_job_survives_the_death_of_who_runs_it() -> None:
    imrf("seed")
    made = imrf("key", "create", "--role", "viewer", "--label", "Reader", "--json")
    secret = json.loads(made.out)["secret"]
    question = "iterations=1000000&spread=30&seed=1"
    with serving(IMRF_PORT="0", IMRF_JOB_SECONDS="1") as (process, welcome):
        base = address(welcome)
        place = asked(base, secret, question)
        when(lambda: json.loads(fetched(base + place)), "running")
        killed(process)
    with serving(IMRF_PORT="0", IMRF_JOB_SECONDS="1") as (process, welcome):
        base = address(welcome)
        begun = json.loads(fetched(base + place))
        assert begun["state"] == "running"
        done = when(lambda: json.loads(fetched(base + place)), "done")
        assert asked(base, secret, question) == place
    said = imrf(
        "risk", "imrf-2022", "--iterations", "1000000", "--spread", "30", "--seed", "1", "--json"
    )
    assert done["result"] == {**json.loads(said.out), "baseline": None}

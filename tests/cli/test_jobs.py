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

Told = dict[str, Any]
JOBS = "/api/v1/plans/imrf-2022/risk/jobs"


def asked(base: str, secret: str, question: str) -> str:
    request = Request(
        f"{base}{JOBS}?{question}", method="POST", headers={"Authorization": f"Bearer {secret}"}
    )
    with urlopen(request, timeout=PATIENCE) as answer:
        place: str = answer.headers["Location"]
        return place


def told_until(look: Callable[[], Told], enough: Callable[[Told], bool]) -> list[Told]:
    """What is told of a job again and again, until it is enough."""
    deadline = time.monotonic() + 4 * PATIENCE
    told = [look()]
    while not enough(told[-1]):
        assert time.monotonic() < deadline, told[-1]
        time.sleep(0.05)
        told.append(look())
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
        begun = told_until(
            lambda: json.loads(fetched(base + place)), lambda told: told["progress"] > 0.3
        )
        killed(process)
    with serving(IMRF_PORT="0", IMRF_JOB_SECONDS="1") as (process, welcome):
        base = address(welcome)
        ended = told_until(
            lambda: json.loads(fetched(base + place)), lambda told: told["state"] == "done"
        )
        assert asked(base, secret, question) == place
    assert ended[0]["state"] == "running"
    progress = [told["progress"] for told in (*begun, *ended)]
    assert progress == sorted(progress)
    said = imrf(
        "risk", "imrf-2022", "--iterations", "1000000", "--spread", "30", "--seed", "1", "--json"
    )
    assert ended[-1]["result"] == {**json.loads(said.out), "baseline": None}

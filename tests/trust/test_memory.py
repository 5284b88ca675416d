"""Nothing that is refused costs the service more than ten megabytes."""

from pathlib import Path

import pytest

from tests.plans import small_plan
from tests.trust.preparing import prepared
from tests.workers import Worker, worker

pytestmark = pytest.mark.long

MOST = 10_000_000
FULL = 999_000
"""Bytes of a body, just below the limit."""
PATHS = ("/api/v1/plans/small/updates", "/api/v1/plans", "/api/v1/plans/small/changes")


def repeated(part: str) -> bytes:
    return ("[" + part * (FULL // len(part)) + "0]").encode()


BODIES = {
    "empty objects": repeated("{},"),
    "numbers": repeated("0,"),
    "lists": repeated("[],"),
    "depth": b"[" * FULL,
    "keys": ("{" + ",".join(f'"{n}":0' for n in range(90_000)) + "}").encode(),
    "one text": b'{"reason":"' + b"a" * FULL + b'"}',
    "escapes": b'{"reason":"' + b"\\u0041" * (FULL // 6) + b'"}',
    "updates": b'{"updates":[' + b'{"note":""},' * (FULL // 12) + b"{}]}",
    "too much": b"0" * 200_000_000,
}


def peak(process: Worker) -> int:
    """The most memory that the process has held since it was last asked, in bytes."""
    status = Path(f"/proc/{process.process.pid}/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    Path(f"/proc/{process.process.pid}/clear_refs").write_text("5")
    return int(kilobytes) * 1_024


def cost(url: str, name: str, **settings: str) -> int:
    """The most that a body costs at any of the addresses."""
    stored = prepared(url, small_plan())
    with (
        worker(stored.url, **settings) as process,
        process.client(stored.keys["planner"]) as client,
    ):
        headers = {"Content-Type": "application/json"}
        for path in PATHS:
            assert client.post(path, content=b"{}", headers=headers).is_client_error
        peak(process)
        before, costs = peak(process), []
        for path in PATHS:
            assert client.post(path, content=BODIES[name], headers=headers).is_client_error
            costs.append(peak(process) - before)
        return max(costs)


@pytest.mark.parametrize("name", BODIES)
def test_a_refusal_costs_little(chosen_url: str, name: str) -> None:
    assert cost(chosen_url, name) < MOST


def test_without_a_bound_on_values_it_does_not(chosen_url: str) -> None:
    """The planted fault: a setting that allows forty times the values."""
    assert cost(chosen_url, "empty objects", IMRF_MAX_BODY_BYTES="40000000") > 2 * MOST

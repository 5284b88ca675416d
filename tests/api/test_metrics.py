"""What is counted, and that nothing of an address is in it."""

import re
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.api.served import served
from tests.api.service import PLAN, Prepared, serving

COUNT = re.compile(
    r'imrf_request_seconds_count\{method="(.+)",operation="(.+)",status="(.+)"\} (.+)'
)


def counted(text: str) -> dict[tuple[str, str, str], float]:
    """How many requests were answered, by method, operation and status."""
    return {(found[1], found[2], found[3]): float(found[4]) for found in COUNT.finditer(text)}


def test_requests_are_counted_by_the_operation_that_answered(
    imported: Prepared, tmp_path: Path
) -> None:
    with imported.copied(tmp_path) as prepared, serving(prepared) as service:
        for path, times in {
            f"{PLAN}/milestones/rr-africa": 2,
            f"{PLAN}/milestones/rr-asia": 1,
            "/plans/imrf-2022": 1,
            "/feeds/public/imrf-2022/plan.ics": 3,
            "/feeds/imrfcal_5ecre7.ics": 1,
            "/nowhere/5ecre7": 1,
        }.items():
            for _ in range(times):
                service.get(path)
        service.client.head(f"{PLAN}/milestones/rr-africa")
        service.client.request("BREW", "/healthz")
        told = service.get("/metrics")
    assert told.headers["content-type"].startswith("text/plain")
    assert counted(told.text) == {
        ("GET", "show_milestone", "200"): 2,
        ("GET", "show_milestone", "404"): 1,
        ("HEAD", "show_milestone", "200"): 1,
        ("GET", "page", "200"): 1,
        ("GET", "feed", "200"): 3,
        ("GET", "subscription", "404"): 1,
        ("GET", "none", "404"): 1,
        ("other", "tell_life", "405"): 1,
    }
    assert "5ecre7" not in told.text


def test_a_failure_is_counted_as_one(empty: Prepared) -> None:
    app = create_app(Settings(database_url=empty.url))

    @app.get("/fails")
    async def fail() -> None:
        raise RuntimeError

    with TestClient(app, raise_server_exceptions=False) as client:
        client.get("/fails")
        assert counted(client.get("/metrics").text) == {("GET", "fail", "500"): 1}


@pytest.mark.long
def test_each_worker_tells_what_all_of_them_answered(imported: Prepared, tmp_path: Path) -> None:
    with imported.copied(tmp_path) as prepared, served(prepared, "--workers", "2") as address:
        for _ in range(40):
            assert httpx.get(f"{address}/healthz", timeout=90).status_code == 200
        told = {httpx.get(f"{address}/metrics", timeout=90).text for _ in range(10)}
    assert {counted(text)["GET", "tell_life", "200"] for text in told} == {40}

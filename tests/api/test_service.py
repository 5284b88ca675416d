"""The service as a whole: what it is wired from, and what it says of itself."""

import re

import anyio.from_thread
import anyio.to_thread
import pytest
from fastapi.testclient import TestClient

from app.api.problems import KINDS
from app.main import create_app
from app.settings import Settings
from tests.api.service import PLAN, Prepared, Service, serving


def test_two_services_side_by_side_share_nothing(
    told: Service, empty: Prepared, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("other")
    with empty.copied(folder) as other, serving(other, max_body_bytes=1_000) as second:
        assert second.get("/api/v1/plans").json() == {"next": None, "plans": []}
        assert second.send(f"{PLAN}/updates", b" " * 1_001).status_code == 413
    assert [plan["code"] for plan in told.get("/api/v1/plans").json()["plans"]] == ["imrf-2022"]
    assert told.send(f"{PLAN}/updates", b" " * 1_001).status_code == 400


def test_as_many_threads_as_connections(empty: Prepared) -> None:
    app = create_app(Settings(database_url=empty.url, threads=7))

    @app.get("/threads")
    async def threads() -> float:
        return anyio.to_thread.current_default_thread_limiter().total_tokens

    with TestClient(app) as client:
        assert client.get("/threads").json() == 7


def test_it_lives_and_is_ready(service: Service) -> None:
    assert service.get("/healthz").json() == {"status": "ok"}
    assert service.get("/readyz").json() == {"status": "ready"}


def test_it_is_not_ready_without_its_tables(bare: str) -> None:
    app = create_app(Settings(database_url=bare))
    with TestClient(app) as client:
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "type": "/problems/not-ready",
        "title": "The service cannot answer now",
        "status": 503,
        "detail": "database: does not answer, or has not been migrated",
        "errors": [
            {"place": "database", "message": "does not answer, or has not been migrated"},
        ],
    }


def test_the_documentation_loads_nothing_from_elsewhere(service: Service) -> None:
    page = service.get("/docs")
    assert (page.status_code, re.findall(r"https?://", page.text)) == (200, [])
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert sorted(loaded) == [
        "/docs/favicon.png",
        "/docs/swagger-ui-bundle.js",
        "/docs/swagger-ui.css",
    ]
    assert [service.get(address).status_code for address in loaded] == [200, 200, 200]
    assert service.get("/docs/redoc.standalone.js").status_code == 404


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_type_of_problem_can_be_looked_up(unmoved: Service, name: str) -> None:
    kind = KINDS[name]
    assert unmoved.get(f"/problems/{name}").json() == {
        "type": f"/problems/{name}",
        "title": kind.title,
        "status": kind.status,
    }


def test_operations_are_named_described_and_tagged(service: Service) -> None:
    document = service.get("/openapi.json").json()
    operations = [each for methods in document["paths"].values() for each in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    tags = {tag["name"] for tag in document["tags"]}
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert len(operation["tags"]) == 1
        assert set(operation["tags"]) <= tags


def test_every_refusal_is_described_as_a_problem(service: Service) -> None:
    document = service.get("/openapi.json").json()
    for methods in document["paths"].values():
        for operation in methods.values():
            for status, described in operation["responses"].items():
                if status >= "400":
                    assert set(described["content"]) == {"application/problem+json"}
    assert "HTTPValidationError" not in document["components"]["schemas"]

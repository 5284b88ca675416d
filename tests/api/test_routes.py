"""Every route of the service, and what each key opens: closed tables, so that none is forgotten."""

from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts

from app.pages.assets import assets
from tests.api.edits import EDITS
from tests.api.service import PLAN, Service, example


@dataclass(frozen=True, slots=True, kw_only=True)
class Administered:
    """``answers`` without a key and to each of the others, in this order."""

    body: Any = None
    answers: tuple[int, int, int, int, int]


KEYS = (None, "viewer", "agency", "planner", "administrator")
ANYBODY = (200, 200, 200, 200, 200)
READS = {
    "/api/v1/plans": ANYBODY,
    "/api/v1/feeds": (401, 403, 403, 200, 200),
    "/api/v1/keys": (401, 403, 403, 403, 200),
    "/api/v1/plans/{plan}": ANYBODY,
    "/api/v1/plans/{plan}/agencies/{agency}/owed": ANYBODY,
    "/api/v1/plans/{plan}/baselines": ANYBODY,
    "/api/v1/plans/{plan}/baselines/{name}": ANYBODY,
    "/api/v1/plans/{plan}/baselines/{name}/diff/{other}": ANYBODY,
    "/api/v1/plans/{plan}/critical-path": ANYBODY,
    "/api/v1/plans/{plan}/document": ANYBODY,
    "/api/v1/plans/{plan}/findings": ANYBODY,
    "/api/v1/plans/{plan}/links": ANYBODY,
    "/api/v1/plans/{plan}/links/{link}": ANYBODY,
    "/api/v1/plans/{plan}/milestones": ANYBODY,
    "/api/v1/plans/{plan}/milestones/{code}": ANYBODY,
    "/api/v1/plans/{plan}/milestones/{code}/explanation": ANYBODY,
    "/api/v1/plans/{plan}/milestones/{code}/updates": ANYBODY,
    "/api/v1/plans/{plan}/revisions": ANYBODY,
    "/api/v1/plans/{plan}/revisions/{number}": ANYBODY,
    "/api/v1/plans/{plan}/revisions/{before}/diff/{number}": ANYBODY,
    "/api/v1/plans/{plan}/risk": ANYBODY,
    "/api/v1/plans/{plan}/scenarios": ANYBODY,
    "/api/v1/plans/{plan}/scenarios/{name}": ANYBODY,
    "/api/v1/plans/{plan}/schedule": ANYBODY,
    "/api/v1/plans/{plan}/slippage": ANYBODY,
    "/api/v1/plans/{plan}/trend": ANYBODY,
    "/api/v1/plans/{plan}/updates": ANYBODY,
    "/api/v1/plans/{plan}/updates.csv": ANYBODY,
    "/api/v1/plans/{plan}/why": ANYBODY,
}
WRITES = {
    "/api/v1/plans": (401, 403, 403, 201, 201),
    "/api/v1/plans/{plan}/milestones/{code}/updates": (401, 403, 201, 201, 201),
    "/api/v1/plans/{plan}/updates": (401, 403, 403, 201, 201),
}
ADMINISTERED = {
    ("POST", "/api/v1/keys"): Administered(
        body={"role": "viewer", "label": "Another reader"}, answers=(401, 403, 403, 403, 201)
    ),
    ("POST", "/api/v1/keys/{key}/rotation"): Administered(
        body={}, answers=(401, 403, 403, 403, 201)
    ),
    ("DELETE", "/api/v1/keys/{key}"): Administered(answers=(401, 403, 403, 403, 200)),
    ("POST", "/api/v1/feeds"): Administered(
        body={"plan": "imrf-2022", "label": "Another reader"}, answers=(401, 403, 403, 201, 201)
    ),
    ("DELETE", "/api/v1/feeds/{feed}"): Administered(answers=(401, 403, 403, 200, 200)),
    ("PUT", "/api/v1/plans/{plan}/visibility"): Administered(
        body={"private": True}, answers=(401, 403, 403, 200, 200)
    ),
}
BESIDE = {
    "/",
    "/docs",
    "/docs/{name}",
    "/feeds/public/{plan}/{file:path}",
    "/feeds/{token:path}",
    "/healthz",
    "/metrics",
    "/openapi.json",
    "/plans/{plan}",
    "/plans/{plan}/agencies/{agency:path}",
    "/plans/{plan}/moved",
    "/plans/{plan}/milestones/{code}",
    "/plans/{plan}/milestones/{code}/report",
    "/problems/{name}",
    "/readyz",
    *(asset.address for asset in assets().values()),
}
BODIES: dict[str, Any] = {
    "/api/v1/plans": {"plan": {"code": "next", "start": "2025-01-01"}},
    "/api/v1/plans/{plan}/milestones/{code}/updates": example("report_on_milestone.request"),
    "/api/v1/plans/{plan}/updates": {
        "updates": [
            {"milestone": "rr-africa", "window": "2021-08"},
            {"milestone": "sgr-draft", "note": "The outline is agreed"},
        ]
    },
}


def filled(path: str) -> str:
    numbers = {"number": 1, "before": 1, "link": 2, "job": 1, "key": 3, "feed": 1}
    return path.format(
        plan="imrf-2022", code="rr-africa", name="seed", other="seed", agency="ECA", **numbers
    )


@pytest.mark.parametrize("path", READS)
def test_who_may_read(unmoved: Service, path: str) -> None:
    answers = [
        unmoved.client.get(filled(path), headers=unmoved.holding(key) if key else {})
        for key in KEYS
    ]
    assert tuple(answer.status_code for answer in answers) == READS[path]


@pytest.mark.parametrize(("method", "path"), EDITS)
@pytest.mark.parametrize("key", KEYS)
def test_who_may_edit(told: Service, method: str, path: str, key: str | None) -> None:
    edit, before = EDITS[method, path], told.dump()
    headers = {"If-Match": "*", **(told.holding(key) if key else {})}
    answer = told.client.request(method, filled(path), json=edit.body, headers=headers)
    answers = (*edit.answers, edit.answers[-1])  # an administrator may do what a planner may
    assert answer.status_code == answers[KEYS.index(key)], answer.text
    assert (told.dump() == before) == (not edit.keeps or answer.status_code >= 400)


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("key", KEYS)
def test_who_may_write(told: Service, path: str, key: str | None) -> None:
    before = told.dump()
    headers = told.holding(key) if key else {}
    answer = told.client.post(filled(path), json=BODIES[path], headers=headers)
    assert answer.status_code == WRITES[path][KEYS.index(key)], answer.text
    assert (told.dump() == before) == (answer.status_code != 201)


@pytest.mark.parametrize(("method", "path"), ADMINISTERED)
@pytest.mark.parametrize("key", KEYS)
def test_who_may_administer(told: Service, method: str, path: str, key: str | None) -> None:
    row, before = ADMINISTERED[method, path], told.dump()
    headers = {"If-Match": "*", **(told.holding(key) if key else {})}
    answer = told.client.request(method, filled(path), json=row.body, headers=headers)
    assert answer.status_code == row.answers[KEYS.index(key)], answer.text
    assert (told.dump() == before) == (answer.status_code >= 400)


def test_a_key_that_opens_nothing_opens_no_route(unmoved: Service) -> None:
    headers = {"Authorization": "Bearer imrfkey_unknown", "If-Match": "*"}
    asked = [*(("GET", path) for path in READS), *(("POST", path) for path in WRITES)]
    for method, path in [*asked, *EDITS, *ADMINISTERED]:
        answer = unmoved.client.request(method, filled(path), json={}, headers=headers)
        assert answer.status_code == 401, (method, path)


def test_there_is_no_other_route(service: Service) -> None:
    described = {
        (method.upper(), path)
        for path, methods in service.get("/openapi.json").json()["paths"].items()
        for method in methods
    }
    assert described == {
        *(("GET", path) for path in READS),
        *(("POST", path) for path in WRITES),
        *EDITS,
        *ADMINISTERED,
    }
    routes = iter_route_contexts(service.client.app.routes)  # type: ignore[attr-defined]
    edited = {path for _, path in (*EDITS, *ADMINISTERED)}
    there = {str(each.path).replace("{agency:path}/owed", "{agency}/owed") for each in routes}
    assert there == {*READS, *WRITES, *edited, *BESIDE}


def test_feeds_come_first(service: Service) -> None:
    first = next(iter_route_contexts(service.client.app.routes))  # type: ignore[attr-defined]
    assert first.path == "/feeds/public/{plan}/{file:path}"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/v1/plans", "GET, HEAD, POST"),
        ("DELETE", PLAN, "GET, HEAD"),
        ("PUT", f"{PLAN}/milestones/rr-africa", "GET, HEAD, PATCH, DELETE"),
        ("PATCH", f"{PLAN}/milestones/rr-africa/updates", "GET, HEAD, POST"),
        ("POST", "/healthz", "GET, HEAD"),
        ("POST", "/", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(
    unmoved: Service, method: str, path: str, allowed: str
) -> None:
    answer = unmoved.client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.json() == {
        "type": "/problems/method-not-allowed",
        "title": "This address does not answer that method",
        "status": 405,
    }


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/plan", f"{PLAN}/", "/api/v2/plans"])
def test_there_is_nothing_at_other_addresses(unmoved: Service, path: str) -> None:
    answer = unmoved.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/problems/no-such-address",
        "title": "There is nothing at this address",
        "status": 404,
    }

"""Every write may be named, and has one effect under its name: a closed table of routes."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from httpx import Response

from tests.api.edits import EDITS
from tests.api.service import PLAN, Service
from tests.api.test_problems import problem
from tests.api.test_routes import ADMINISTERED, BODIES, WRITES, filled

SECRETS = ("secret", "address")
ARCHIVED = f"{PLAN}/archive"
BESIDE = {"/api/v1/plans/{plan}/milestones/{code}": "?with_links=true"}
"""What has to be asked for so that a route has an effect."""
WRITING = [
    *(("POST", path) for path in WRITES),
    *(route for route, edit in EDITS.items() if edit.keeps),
    *ADMINISTERED,
]
REUSED = problem(
    "name-reused", detail="the Idempotency-Key 'mine' was sent with another request before"
)


def body_of(route: tuple[str, str]) -> Any:
    found = EDITS.get(route) or ADMINISTERED.get(route)
    return found.body if found else BODIES[route[1]]


def sent(service: Service, route: tuple[str, str], if_match: str = "*") -> Response:
    method, path = route
    address = filled(path) + (BESIDE.get(path, "") if method == "DELETE" else "")
    named = {"if_match": if_match, "idempotency_key": "mine"}
    return service.ask(method, address, body_of(route), key="administrator", **named)


@pytest.mark.parametrize("route", WRITING, ids=" ".join)
def test_a_named_write_has_one_effect_and_one_answer(told: Service, route: tuple[str, str]) -> None:
    if route[1].endswith("/restore"):
        assert told.post(ARCHIVED, {}).status_code == 200
    untouched = told.dump()
    first = sent(told, route)
    assert first.is_success, first.text
    kept = told.dump()
    assert kept != untouched
    again = sent(told, route)
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert (again.status_code, shown(again)) == (first.status_code, without_secrets(shown(first)))
    assert [again.headers.get(name) for name in ("etag", "location", "cache-control")] == [
        first.headers.get(name) for name in ("etag", "location", "cache-control")
    ]
    other = sent(told, route, if_match='"1"')
    assert (other.status_code, other.json()) == (422, REUSED)
    assert told.dump() == kept


def test_every_write_takes_a_name(service: Service) -> None:
    paths = service.get("/openapi.json").json()["paths"]
    taking = {
        (method.upper(), path)
        for path, methods in paths.items()
        for method, operation in methods.items()
        if "Idempotency-Key" in {each["name"] for each in operation.get("parameters", ())}
    }
    assert taking == set(WRITING)


@pytest.mark.parametrize(
    "route", [("POST", "/api/v1/keys"), ("POST", "/api/v1/feeds")], ids=" ".join
)
def test_a_secret_is_shown_once_whatever_is_named(told: Service, route: tuple[str, str]) -> None:
    first, again = (shown(sent(told, route)) for _ in range(2))
    (name,) = (name for name in SECRETS if name in first)
    assert again == {**first, name: None}
    secret = first[name].rpartition("/")[-1].removesuffix(".ics")
    assert not [row for row in told.dump() if secret in row]


def test_twins_of_a_planner_have_one_effect(told: Service) -> None:
    route = ("POST", "/api/v1/plans/{plan}/changes")
    with ThreadPoolExecutor(max_workers=8) as senders:
        answers = list(senders.map(lambda _: sent(told, route), range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert told.get(PLAN).json()["revision"] == 2


def test_a_preview_has_no_effect_and_takes_no_name(told: Service) -> None:
    before = told.dump()
    body = {"changes": [{"set_plan": {"title": "New"}}]}
    for _ in range(2):
        answer = told.ask(
            "POST", f"{PLAN}/changes", {**body, "preview": True}, idempotency_key="mine"
        )
        assert (answer.status_code, answer.headers["etag"]) == (200, '"1"')
        assert "location" not in answer.headers
    assert told.dump() == before
    kept = told.ask("POST", f"{PLAN}/changes", body, idempotency_key="mine")
    assert (kept.status_code, kept.headers["etag"]) == (201, '"2"')


def shown(answer: Response) -> Any:
    return answer.json() if answer.content else None


def without_secrets(answer: Any) -> Any:
    if answer is None:
        return None
    return {**answer, **{name: None for name in SECRETS if name in answer}}

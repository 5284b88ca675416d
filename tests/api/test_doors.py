"""Every route and every role, on a public and on a private plan: closed tables beside the others.

What each key opens of a public plan stands in ``test_routes``. A private plan is not there for who
holds no key; for others it is as a public one. Another agency is told what an agency is, but of a
milestone that is not its own.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.api.edits import EDITS
from tests.api.service import PLAN, Prepared, Service, serving
from tests.api.test_routes import ADMINISTERED, BESIDE, BODIES, READS, WRITES, filled

NAMES_A_PLAN = "{plan}"
ROLES = (None, "viewer", "stranger", "agency", "planner")
OF_ANOTHER = {("POST", "/api/v1/plans/{plan}/milestones/{code}/updates"): 403}
"""What another agency is answered where it is not what the milestone's own is."""
PAGES = {
    "/": (200, 200),
    "/docs": (200, 200),
    "/docs/{name}": (404, 404),
    "/feeds/public/{plan}/{file:path}": (200, 404),
    "/feeds/{token:path}": (404, 404),
    "/healthz": (200, 200),
    "/metrics": (200, 200),
    "/openapi.json": (200, 200),
    "/plans/{plan}": (200, 404),
    "/plans/{plan}/agencies/{agency:path}": (200, 404),
    "/plans/{plan}/moved": (200, 404),
    "/plans/{plan}/milestones/{code}": (200, 404),
    "/plans/{plan}/milestones/{code}/report": (200, 404),
    "/problems/{name}": (404, 404),
    "/readyz": (200, 200),
}
"""What stands beside the API answers without a key, of a public and of a private plan."""


def changing() -> dict[tuple[str, str], tuple[Any, tuple[int, ...]]]:
    """Every route that changes something: what is sent, and what each of ROLES is answered."""
    found: dict[tuple[str, str], tuple[Any, tuple[int, ...]]] = {}
    for path, answers in WRITES.items():
        found["POST", path] = (BODIES[path], answers[:4])
    for route, edit in EDITS.items():
        found[route] = (edit.body, edit.answers)
    for route, row in ADMINISTERED.items():
        found[route] = (row.body, row.answers[:4])
    return {
        route: (body, (*answers[:2], OF_ANOTHER.get(route, answers[2]), *answers[2:]))
        for route, (body, answers) in found.items()
    }


def with_stranger(service: Service) -> Mapping[str, str]:
    """The keys of the service, and one of another agency."""
    body = {"role": "agency", "agency": "ILO", "label": "ILO focal point"}
    made = service.post("/api/v1/keys", body, key="administrator").json()
    return {**service.keys, "stranger": made["secret"]}


def hide(service: Service) -> None:
    assert service.ask("PUT", f"{PLAN}/visibility", {"private": True}, if_match="*").is_success


def headers(keys: Mapping[str, str], role: str | None) -> dict[str, str]:
    return {"If-Match": "*", **({"Authorization": f"Bearer {keys[role]}"} if role else {})}


@pytest.fixture(scope="module")
def hidden(imported: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service with the plan of the story hidden; these tests only read."""
    folder = tmp_path_factory.mktemp("hidden")
    with imported.copied(folder) as prepared, serving(prepared) as service:
        hide(service)
        service.keys = with_stranger(service)
        yield service


@pytest.mark.parametrize("path", [path for path in READS if NAMES_A_PLAN in path])
def test_who_may_read_a_private_plan(hidden: Service, path: str) -> None:
    answers = [
        hidden.client.get(filled(path), headers=headers(hidden.keys, role)).status_code
        for role in (*ROLES, "administrator")
    ]
    _, viewer, agency, planner, administrator = READS[path]
    assert answers == [404, viewer, agency, agency, planner, administrator]


@pytest.mark.parametrize(
    "private", [pytest.param(False, marks=pytest.mark.long), True], ids=["public", "private"]
)
@pytest.mark.parametrize(("method", "path"), changing())
def test_who_may_change_what(told: Service, method: str, path: str, private: bool) -> None:
    """One after the other: who is refused has changed nothing for the next."""
    body, expected = changing()[method, path]
    if private and method == "GET" and expected[0] == 200:
        expected = (404, *expected[1:])
    keys = with_stranger(told)
    if private:
        hide(told)
        if path.endswith("/visibility"):
            body = {"private": False}
    before, answers = told.dump(), []
    for role in ROLES:
        answer = told.client.request(method, filled(path), json=body, headers=headers(keys, role))
        answers.append(answer.status_code)
        if answer.status_code >= 400:
            assert told.dump() == before, role
        before = told.dump()
    assert tuple(answers) == expected


@pytest.mark.parametrize(("path", "expected"), PAGES.items())
def test_what_stands_beside_the_api(
    unmoved: Service, hidden: Service, path: str, expected: tuple[int, int]
) -> None:
    for part, name in (("file", "plan.ics"), ("token", "none.ics"), ("agency", "ECA")):
        path = path.replace(f"{{{part}:path}}", name)
    address = filled(path)
    answers = tuple(service.get(address).status_code for service in (unmoved, hidden))
    assert answers == expected


def test_the_list_of_pages_is_closed(service: Service) -> None:
    assets = {path for path in BESIDE if path.startswith("/static")}
    assert {*PAGES} == BESIDE - assets


@pytest.mark.parametrize("role", [None, *ROLES[1:]])
def test_a_private_plan_is_listed_for_who_holds_a_key(hidden: Service, role: str | None) -> None:
    listed = hidden.client.get("/api/v1/plans", headers=headers(hidden.keys, role)).json()
    assert len(listed["plans"]) == (role is not None)

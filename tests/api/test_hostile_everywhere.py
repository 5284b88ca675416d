"""The hostile corpus on every field and parameter that the API's description names.

They are found in the description, so that a new one is tried without being named here.
"""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest

from app.api.describing import EXAMPLES
from tests.api.service import Service, example
from tests.api.test_hostile import TEXTS, VALUES, ascii_json, refused
from tests.api.test_routes import filled
from tests.workers import ROOT

pytestmark = pytest.mark.long

DEEPEST = 7
DESCRIBED: Any = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
Path = tuple[str | int, ...]


def operations(*methods: str) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Method, path and description of each operation, by its id."""
    return {
        operation["operationId"]: (method, path, operation)
        for path, described in DESCRIBED["paths"].items()
        for method, operation in described.items()
        if method in methods
    }


def sent(operation: dict[str, Any]) -> dict[str, Any] | None:
    """The schema of the JSON that an operation is sent."""
    content = operation.get("requestBody", {}).get("content", {})
    found: dict[str, Any] | None = content.get("application/json", {}).get("schema")
    return found


def fields(schema: dict[str, Any], depth: int = 0) -> Iterator[Path]:
    """The path of every property below ``schema``."""
    if depth > DEEPEST:
        return
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        yield from fields(DESCRIBED["components"]["schemas"][name], depth + 1)
    for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from fields(part, depth + 1)
    for name, inner in schema.get("properties", {}).items():
        yield (name,)
        yield from ((name, *rest) for rest in fields(inner, depth + 1))
    if isinstance(schema.get("items"), dict):
        yield from ((0, *rest) for rest in fields(schema["items"], depth + 1))


def with_value(body: Any, path: Path, value: Any) -> Any:
    """``body`` with ``value`` at ``path``; what is missing on the way is made."""
    changed = place = deepcopy(body)
    for step, following in pairwise(path):
        new: Any = [] if following == 0 else {}
        if isinstance(step, int):
            if not place or not isinstance(place[0], type(new)):
                place[:1] = [new]
        elif not isinstance(place.get(step), type(new)):
            place[step] = new
        place = place[step]
    last = path[-1]
    place[last if isinstance(last, str) else 0] = value
    return changed


SENT = {name: found for name, found in operations("post", "put", "patch").items() if sent(found[2])}
READ = operations("get")


@pytest.mark.parametrize("name", SENT)
def test_every_field_of_every_body(told: Service, name: str) -> None:
    method, path, operation = SENT[name]
    body = example(f"{name}.request")
    headers = {**told.holding("administrator"), "If-Match": "*", "Content-Type": "application/json"}
    tried = sorted(set(fields(sent(operation) or {})), key=str)
    assert {*body} <= {path[0] for path in tried}
    for field in tried:
        before, kept = told.dump(), False
        for value in VALUES:
            content = ascii_json(with_value(body, field, value))
            answer = told.client.request(method, filled(path), content=content, headers=headers)
            if answer.is_success:
                kept = True
            else:
                refused(answer)
        assert kept or told.dump() == before, field


def parameters(operation: dict[str, Any]) -> Sequence[tuple[str, str]]:
    return [(each["name"], each["in"]) for each in operation.get("parameters", ())]


@pytest.mark.parametrize("name", READ)
def test_every_parameter_of_every_read(unmoved: Service, name: str) -> None:
    _, path, operation = READ[name]
    headers = unmoved.holding("administrator")
    for parameter, where in parameters(operation):
        for text in TEXTS:
            if where == "query":
                address = f"{filled(path)}?{parameter}={text}"
            elif where == "path":
                address = filled(path.replace(f"{{{parameter}}}", text))
            else:
                continue
            answer = unmoved.client.get(address, headers=headers)
            if not answer.is_success:
                refused(answer)


def test_every_example_that_is_sent_is_tried() -> None:
    written = {path.name.split(".")[0] for path in EXAMPLES.glob("*.request.json")}
    assert written == {*SENT}

"""How the API describes itself: stable operation ids, tags, true examples."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.api.refusals import SCHEMA, refusals
from app.api.schemas.bodies import UpdatesBody
from app.documents import plan_schema

EXAMPLES = Path(__file__).parent / "examples"
JSON = "application/json"
COMPONENTS = "#/components/schemas/"

IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "Entity tags of answers that are held: `*`, one or several",
    "schema": {"type": "string", "examples": ['"3-8b1d0f0f6c8e4b7f9a2d4c6e8f0a1b2c"']},
}
NAME = {
    "description": "The name of the answer; of a plan it begins with the revision, for `If-Match`",
    "schema": {"type": "string"},
}
DESCRIPTION = """\
The plan that leads to the International Migration Review Forum: its milestones, what drives them,
what slipped.

Every answer names the **plan**, the **revision**, the **data date** and the **baseline** it speaks
of. Every read takes `revision` or `known_on` (how it stood, what was known), and a `data_date` to
look ahead. Dates are inclusive days; floats are signed working days; later is positive.

The answer to a read has a name, its `ETag`, which is known before it is computed: sent back in
`If-None-Match` it is answered 304, without content, for as long as the answer would be the same.

Every write may be named by an `Idempotency-Key`: sent twice, it has one effect and one answer, for
24 hours; only a secret is not shown again. Writes to a plan take `If-Match`, the revision that was
read; what changes or removes what is there demands it (428), and `*` says that any will do.

Refusals are problem documents (RFC 9457) whose `errors` name the place and the rule; a refused
request has changed nothing. What is not known here is refused, not ignored.
"""
TAGS = {
    "plans": "The plans, and plan documents",
    "milestones": "What is to be done or to happen, with its dates and floats",
    "links": "What has to wait for what",
    "schedule": "Dates and floats alone, and what to look at in them",
    "critical path": "The chain of driving links that ends at a target",
    "slippage": "How far dates have moved against a baseline or an earlier revision",
    "risk": "What dates are worth while durations and windows are uncertain",
    "baselines": "Approved, named, frozen dates",
    "revisions": "Who changed what, when and why",
    "changes": "What planners change of a plan: many changes, one revision",
    "what if": "What changes would do, and what-ifs that are kept until they are accepted",
    "updates": "What agencies, and planners for them, say of milestones",
    "feeds": "Private calendar feeds, each under an address of its own",
    "keys": "Who may read, report, plan and administer",
}


class DescribedApi(FastAPI):
    """FastAPI whose description has named operations, problems, and an example for each."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            title="IMRF planner",
            summary="Critical path, slippage and updates of the road to the IMRF",
            description=DESCRIPTION,
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
            openapi_tags=[{"name": name, "description": text} for name, text in TAGS.items()],
            generate_unique_id_function=operation_id,
            redirect_slashes=False,
            docs_url=None,
            redoc_url=None,
            **settings,
        )

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = super().openapi()
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            schemas.update({"Problem": SCHEMA, **_plan_schemas(), **_updates_schemas()})
            for method, operation in _operations(document):
                _foresee(method, operation)
                _exemplify(operation)
            for methods in document["paths"].values():
                if "get" in methods:
                    _name(methods["get"])
        return super().openapi()


def operation_id(route: APIRoute) -> str:
    return route.name


def _plan_schemas() -> dict[str, Any]:
    """The plan document's schema and its parts, as components."""
    schema = plan_schema()
    parts = schema.pop("$defs")
    schema.pop("$schema")
    text = json.dumps({"PlanDocument": schema, **parts}).replace("#/$defs/", COMPONENTS)
    found: dict[str, Any] = json.loads(text)
    return found


def _updates_schemas() -> dict[str, Any]:
    """What is sent where a table may be sent instead."""
    schema = UpdatesBody.model_json_schema(ref_template=COMPONENTS + "{model}")
    return {"UpdatesBody": schema, **schema.pop("$defs")}


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for methods in document["paths"].values():
        yield from methods.items()


def _foresee(method: str, operation: dict[str, Any]) -> None:
    """What any operation may have to refuse: too much was asked, the database cannot answer."""
    statuses = (429, 503) if method == "get" else (429, 503, 507)
    answers = {**{str(key): told for key, told in refusals(*statuses).items()}}
    operation["responses"] = dict(sorted({**answers, **operation["responses"]}.items()))


def _name(operation: dict[str, Any]) -> None:
    """Describe how a read is asked again for nothing."""
    operation.setdefault("parameters", []).append(IF_NONE_MATCH)
    operation["responses"]["200"]["headers"] = {"ETag": NAME}
    operation["responses"]["304"] = {"description": "Who asks holds the answer"}


def _exemplify(operation: dict[str, Any]) -> None:
    """Show what is sent and what is answered, as far as there are examples."""
    name = operation["operationId"]
    if "requestBody" in operation:
        _show(operation["requestBody"], EXAMPLES / f"{name}.request.json")
    for status in ("200", "201", "202"):
        if status in operation["responses"]:
            _show(operation["responses"][status], EXAMPLES / f"{name}.{status}.json")


def _show(described: dict[str, Any], example: Path) -> None:
    if example.is_file():
        described["content"][JSON]["example"] = json.loads(example.read_text(encoding="utf-8"))

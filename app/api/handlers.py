"""From errors to problems: what a caller is told, and no more; no input is repeated."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match

from app.api.problems import (
    BY_STATUS,
    HEADERS,
    INTERNAL,
    MOST_ERRORS,
    TABLE,
    Kind,
    problem,
)
from app.api.schemas.revisions import RecordedUpdateShape
from app.api.schemas.shapes import RevisionShape
from app.documents.collecting import path
from app.errors import Contradicted, PlannerError, Problem, Refused, Stale, problem_of
from scheduling import SchedulingError

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
PARTS = frozenset({"body", "query", "path", "header", "cookie"})
RULES = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "list_type": "must be a list",
    "too_short": "must not be empty",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
}


def handle_problems(app: FastAPI) -> None:
    """Have every error of ``app`` answered by a problem."""
    app.add_exception_handler(PlannerError, _refused)
    app.add_exception_handler(SchedulingError, _unschedulable)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _by_status)
    app.add_exception_handler(Exception, _failed)


def kind_of(error: Exception) -> Kind:
    """The row of the table for ``error``: that of its nearest ancestor."""
    return next(TABLE[each] for each in type(error).__mro__ if each in TABLE)


async def _refused(_request: Request, error: Exception) -> Response:
    kind = kind_of(error)
    if kind is INTERNAL:
        return problem(INTERNAL)
    found = error.problems if isinstance(error, PlannerError) else ()
    detail = _counted(found) if isinstance(error, Refused) else str(error)
    headers = HEADERS.get(type(error))
    return problem(kind, detail, errors=found, facts=_facts(error), headers=headers)


async def _unschedulable(_request: Request, error: Exception) -> Response:
    found = problem_of(error) if isinstance(error, SchedulingError) else None
    return problem(kind_of(error), str(found or ""), errors=[found] if found else [])


async def _invalid(_request: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    errors = [_problem_of(fault) for fault in faults[:MOST_ERRORS]]
    return problem(kind_of(error), _counted(errors), errors=errors)


def _counted(problems: Sequence[Problem]) -> str:
    return str(problems[0]) if len(problems) == 1 else f"{len(problems)} rules are broken"


async def _by_status(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return problem(INTERNAL)
    kind = BY_STATUS.get(error.status_code, BY_STATUS[400])
    if error.status_code == 405:
        return problem(kind, headers={"Allow": ", ".join(_allowed(request))})
    detail = error.detail if error.status_code in (400, 415) else ""
    return problem(kind, detail, headers=error.headers)


async def _failed(_request: Request, _error: Exception) -> Response:
    """Nothing of the failure is told; the server logs it."""
    return problem(INTERNAL)


def _facts(error: Exception) -> Mapping[str, object]:
    match error:
        case Stale(meanwhile=meanwhile):
            return {
                "expected": error.expected,
                "current": error.current,
                "revisions": [_told(RevisionShape, each) for each in meanwhile.revisions],
                "milestones": meanwhile.milestones,
            }
        case Contradicted(earlier=earlier) if earlier:
            told = ((place, _told(RecordedUpdateShape, each)) for place, each in earlier.items())
            return {"contradicts": [{"place": place, "earlier": each} for place, each in told]}
    return {}


def _told(shape: type[BaseModel], fact: object) -> dict[str, object]:
    """A fact as answers tell it."""
    return shape.model_validate(fact).model_dump(mode="json", by_alias=True)


def _problem_of(fault: Mapping[str, Any]) -> Problem:
    kind, context = fault["type"], fault.get("ctx", {})
    rule = RULES.get(kind, "cannot be read")
    if kind == "value_error":
        rule = str(context["error"])
    elif kind == "too_long":
        rule = f"must hold at most {context['max_length']:,} items"
    return Problem(_place(fault["loc"]), rule)


def _place(location: Sequence[str | int]) -> str:
    """Where in the body, or the parameter's name; ``body`` for the body as a whole."""
    inside = location[1:] if location[0] in PARTS else location
    return path(inside).removeprefix(".") or str(location[0])


def _allowed(request: Request) -> Iterator[str]:
    """The methods that the address answers, of all routes at it; HEAD wherever GET is."""
    routes: Sequence[BaseRoute] = request.app.router.routes
    for method in METHODS:
        asked = {**request.scope, "method": "GET" if method == "HEAD" else method}
        if any(route.matches(dict(asked))[0] is Match.FULL for route in routes):
            yield method

"""Requests are read strictly: what was sent twice, misspelled or in another format is refused.

Without this the standard reader takes the last of two equal keys, and of two equal parameters, and
says nothing.
"""

from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from app.api.names import answer_named
from app.documents.parsing import parse
from app.errors import DocumentError, Problem, Refused, TooLarge, shown

REPEATABLE = frozenset({"certainty", "comparison", "milestone", "owner", "target", "track"})
MOST_PARAMETERS = 100
BYTES_OF_A_VALUE = 40
"""How many bytes of a body there are to each of its values, at least."""
JSON = "application/json"
SAYS_NOTHING = (b"", b"{}")
NO_BODY = "must be empty: all that can be said here stands in the address"


class Malformed(HTTPException):
    """The body is not JSON; ``reason`` says where it stops being so."""

    def __init__(self, reason: str) -> None:
        super().__init__(status_code=400, detail=f"the body {reason}")


class StrictRequest(Request):
    """A request whose JSON has no key twice, no NaN, and ends before the stack does."""

    async def body(self) -> bytes:
        """The body, unless it holds so many values that reading it would take far more room."""
        body = await super().body()
        most = self.app.state.settings.max_body_bytes // BYTES_OF_A_VALUE
        if body.count(b",") > most:
            raise TooLarge("the body", most, "values")
        return body

    async def json(self) -> Any:
        try:
            return parse(await self.body(), "json")
        except DocumentError as error:
            raise Malformed(error.problems[0].message) from None


class StrictRoute(APIRoute):
    """A route that reads its requests strictly, and whose answers to reads have names."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        takes_json = self.body_field is not None
        takes_body = takes_json or "requestBody" in (self.openapi_extra or {})
        asks = takes_parameters(self.dependant)

        async def strictly(plain: Request) -> Response:
            request = StrictRequest(plain.scope, plain.receive)
            check_parameters(request)
            if request.query_params and not asks:
                raise RequestValidationError([_unknown(name) for name in request.query_params])
            if takes_json and media_type(request) != JSON and await request.body():
                raise HTTPException(status_code=415, detail=f"the body must be {JSON}")
            if request.method == "GET":
                return await answer_named(request, handle)
            posted = request.method == "POST" and not takes_body
            if posted and await request.body() not in SAYS_NOTHING:
                raise Refused([Problem("body", NO_BODY)])
            return await handle(request)

        return strictly


def media_type(request: Request) -> str:
    """The media type of the body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def takes_parameters(dependant: Dependant) -> bool:
    """Whether anything may be asked; what is unknown beside it is then refused by its model."""
    return bool(dependant.query_params) or any(map(takes_parameters, dependant.dependencies))


def _unknown(name: str) -> dict[str, object]:
    return {"type": "extra_forbidden", "loc": ("query", name)}


def check_parameters(request: Request) -> None:
    """No query parameter may be given twice, but those that are lists."""
    given = Counter(name for name, _ in request.query_params.multi_items())
    again = [name for name, times in given.items() if times > 1 and name not in REPEATABLE]
    if given.total() > MOST_PARAMETERS:
        raise Refused([Problem("query", f"must have at most {MOST_PARAMETERS} parameters")])
    if again:
        raise Refused([Problem(shown(name)[1:-1], "must be given once") for name in again])

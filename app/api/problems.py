"""Problems: every refusal is an RFC 9457 problem document, made from one table."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Response
from fastapi.exceptions import RequestValidationError

from app.errors import (
    Contradicted,
    DocumentError,
    Forbidden,
    NotFound,
    PlannerError,
    Problem,
    Refused,
    Reused,
    RevisionNeeded,
    Stale,
    TooLarge,
    TooMany,
    Unauthenticated,
)
from app.store import Busy, Full, Unavailable
from scheduling import SchedulingError

MEDIA_TYPE = "application/problem+json"
TYPES = "/problems/"
MOST_ERRORS = 100
SECRET = re.compile(r"imrfkey_[\w-]{16,}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of problem: its status, the name that ends its type, and its title."""

    status: int
    name: str
    title: str

    @property
    def type(self) -> str:
        return TYPES + self.name


def _kind(status: int, name: str, title: str) -> Kind:
    return Kind(status=status, name=name, title=title)


INTERNAL = _kind(500, "internal", "The service has failed")
NOT_READY = _kind(503, "not-ready", "The service cannot answer now")
TABLE: Mapping[type[Exception], Kind] = {
    NotFound: _kind(404, "not-found", "There is no such thing"),
    DocumentError: _kind(422, "document-refused", "The document cannot be read"),
    Contradicted: _kind(409, "contradiction", "This contradicts what stands"),
    Refused: _kind(422, "refused", "What was asked breaks rules"),
    Stale: _kind(412, "stale", "The plan has moved on"),
    RevisionNeeded: _kind(428, "revision-needed", "Say which revision was read"),
    Reused: _kind(422, "name-reused", "The Idempotency-Key stands for another request"),
    TooMany: _kind(429, "too-many-requests", "More was asked than is answered"),
    Unauthenticated: _kind(401, "unauthenticated", "A valid key is needed"),
    Forbidden: _kind(403, "forbidden", "The key does not open this"),
    TooLarge: _kind(413, "too-large", "More was sent than is read"),
    Busy: _kind(503, "busy", "The service is busy"),
    Full: _kind(507, "no-room", "There is no room for more"),
    Unavailable: _kind(503, "unavailable", "The database cannot be used now"),
    SchedulingError: _kind(422, "cannot-be-scheduled", "The plan cannot be scheduled"),
    RequestValidationError: _kind(422, "invalid-request", "The request cannot be read"),
    PlannerError: INTERNAL,
    Exception: INTERNAL,
}
BY_STATUS: Mapping[int, Kind] = {
    400: _kind(400, "malformed", "The request is malformed"),
    404: _kind(404, "no-such-address", "There is nothing at this address"),
    405: _kind(405, "method-not-allowed", "This address does not answer that method"),
    413: TABLE[TooLarge],
    415: _kind(415, "unsupported-media-type", "The body's media type is not read here"),
}
KINDS: Mapping[str, Kind] = {
    kind.name: kind for kind in (*TABLE.values(), *BY_STATUS.values(), NOT_READY)
}
HEADERS: Mapping[type[Exception], Mapping[str, str]] = {
    Unauthenticated: {"WWW-Authenticate": 'Bearer realm="imrf"'},
    Busy: {"Retry-After": "1"},
    Full: {"Retry-After": "60"},
    Unavailable: {"Retry-After": "10"},
}


class ProblemResponse(Response):
    """A problem document. What is no text in it is escaped, so that every problem can be told.

    A key that somebody sent in the wrong place is not repeated.
    """

    media_type = MEDIA_TYPE

    def render(self, content: Any) -> bytes:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return SECRET.sub("imrfkey_…", text).encode("utf-8", "backslashreplace")


def problem(
    kind: Kind,
    detail: str = "",
    *,
    errors: Sequence[Problem] = (),
    facts: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> ProblemResponse:
    """The answer that tells of a problem."""
    content: dict[str, object] = {"type": kind.type, "title": kind.title, "status": kind.status}
    if detail:
        content["detail"] = detail
    if errors:
        listed = errors[:MOST_ERRORS]
        content["errors"] = [{"place": each.place, "message": each.message} for each in listed]
    return ProblemResponse(
        {**content, **(facts or {})},
        status_code=kind.status,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )

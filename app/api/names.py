"""What the answer to a read goes by: its entity tag, known before the answer is (RFC 9110).

All that is said of a plan follows from the revision read (of which the log's digest is the name),
from what has changed beside revisions (``edition``), from the question, from who asks, and from
the code that answers. So the name is one indexed read, and who holds that answer is told so before
anything is computed. An answer about no plan, or about all, is short and goes by its content.
"""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path

from fastapi import Request, Response

import app
import scheduling
from app.errors import NotFound
from app.plan import Author
from app.store import Point, Store

TAG = re.compile(r'(?:W/)?("[^"]*")')


class Unchanged(Exception):
    """Who asks holds the answer already."""


def release() -> str:
    """What the code is: its version, and the digest of its files."""
    digest = hashlib.sha256(version("imrf-planner").encode())
    for package in (app, scheduling):
        for file in sorted(Path(package.__path__[0]).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


RELEASE = release()


def name_answer(request: Request, store: Store, author: Author | None) -> None:
    """Name the answer to a read of a plan; Unchanged if who asks holds it."""
    plan = request.path_params.get("plan")
    if request.method != "GET" or plan is None:
        return
    with suppress(NotFound):
        point = _point(request, store, plan)
        request.state.tag = tag = _tag(request, point, author)
        if tag in _held(request):
            raise Unchanged


async def answer_named(
    request: Request, handle: Callable[[Request], Awaitable[Response]]
) -> Response:
    """What ``handle`` answers, under its name; 304 without content to who holds it."""
    try:
        response = await handle(request)
    except Unchanged:
        return _unchanged(request, Response())
    if response.status_code != 200:
        return response
    held = _held(request)
    tag = getattr(request.state, "tag", None) or _tag_of_content(response.body)
    request.state.tag = tag
    if "*" in held or tag in held:
        return _unchanged(request, response)
    _tell(request, response)
    return response


def _unchanged(request: Request, response: Response) -> Response:
    kept = {name: response.headers[name] for name in ("cache-control",) if name in response.headers}
    unchanged = Response(status_code=304, headers=kept)
    _tell(request, unchanged)
    return unchanged


def _tell(request: Request, response: Response) -> None:
    """A cache may keep the answer and asks each time whether it still holds."""
    whose = "private" if "authorization" in request.headers else "public"
    response.headers["ETag"] = request.state.tag
    response.headers["Vary"] = "Authorization"
    response.headers.setdefault("Cache-Control", f"{whose}, no-cache")


def _point(request: Request, store: Store, plan: str) -> Point:
    """The state of the plan that is asked for; what is wrong in the question is told later."""
    asked = request.query_params
    with suppress(ValueError):
        known_on = date.fromisoformat(asked["known_on"]) if "known_on" in asked else None
        return store.find(plan, int(asked["revision"]) if "revision" in asked else None, known_on)
    return store.find(plan)


def _tag(request: Request, point: Point, author: Author | None) -> str:
    """Begins with the revision, as ``If-Match`` has it."""
    named = (
        RELEASE,
        request.url.path,
        sorted(request.query_params.multi_items()),
        (author.role, author.agency) if author else None,
        point.digest,
        point.edition,
    )
    return f'"{point.revision.number}-{_digest(json.dumps(named).encode())}"'


def _tag_of_content(body: bytes | memoryview) -> str:
    return f'"{_digest(body)}"'


def _digest(named: bytes | memoryview) -> str:
    return hashlib.sha256(named).hexdigest()[:32]


def _held(request: Request) -> list[str]:
    """The tags that who asks holds; ``*`` for any."""
    said = ", ".join(request.headers.getlist("if-none-match"))
    return ["*"] if said.strip() == "*" else TAG.findall(said)

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
from operator import itemgetter

from fastapi import Request, Response

from app.api.kept import KeptAnswers
from app.errors import NotFound
from app.plan import Author
from app.release import RELEASE
from app.store import Point, Stands, Store

STATES = frozenset({"revision", "known_on"})
TAG = re.compile(r'(?:W/)?("[^"]*")')


class Answered(Exception):
    """Nothing has to be computed: who asks holds the answer, or else it is kept here."""

    def __init__(self, kept: Response | None = None) -> None:
        super().__init__()
        self.kept = kept


def name_answer(request: Request, store: Store, author: Author | None) -> None:
    """Name the answer to a read of a plan; Answered if nothing has to be computed."""
    plan = request.path_params.get("plan")
    if request.method != "GET" or plan is None:
        return
    with suppress(NotFound):
        point = _point(request, store, plan)
        request.state.tag = tag = _tag(request, point.revision.number, point, author)
        if tag in _held(request):
            raise Answered
        answers: KeptAnswers = request.app.state.answers
        if kept := answers.find(tag):
            raise Answered(kept)


async def answer_named(
    request: Request, handle: Callable[[Request], Awaitable[Response]]
) -> Response:
    """What ``handle`` answers, under its name; 304 without content to who holds it."""
    response = await _kept(request)
    if response is not None:
        return response
    try:
        response = await handle(request)
        if response.status_code != 200:
            return response
        _name(request, response)
    except Answered as answered:
        if answered.kept is None:
            return _unchanged(request, Response())
        response = answered.kept
    return _sent(request, response)


async def _kept(request: Request) -> Response | None:
    """The answer about the present state of a plan, asked without a key, if it is held or kept.

    It is one read by the driver, without a session, a thread, or a look at what is asked: what was
    wrong with that was never kept.
    """
    plan, asked = request.path_params.get("plan"), request.query_params
    if plan is None or "authorization" in request.headers or asked.keys() & STATES:
        return None
    with suppress(Exception):  # what fails here is told by the usual way
        stands = await request.app.state.database.polls.stands(plan)
        tag = _tag(request, stands.revision, stands, None) if stands else ""
        kept = Response() if tag in _held(request) else request.app.state.answers.find(tag)
        if kept is not None:
            request.state.tag = tag
            return _sent(request, kept)
    return None


def _sent(request: Request, response: Response) -> Response:
    """The answer under its name, or that who asks holds it."""
    held = _held(request)
    if "*" in held or request.state.tag in held:
        return _unchanged(request, response)
    _tell(request, response)
    return response


def _name(request: Request, response: Response) -> None:
    """Keep the answer under its name; without one it goes by its content."""
    tag = getattr(request.state, "tag", None)
    if tag is None:
        request.state.tag = f'"{_digest(response.body)}"'
    else:
        request.app.state.answers.keep(tag, response)


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


def _tag(request: Request, revision: int, state: Point | Stands, author: Author | None) -> str:
    """Begins with the revision, as ``If-Match`` has it."""
    named = (
        RELEASE,
        request.url.path,
        sorted(request.query_params.multi_items(), key=itemgetter(0)),  # repeated ones in order
        (author.role, author.agency) if author else None,
        state.digest,
        state.edition,
    )
    return f'"{revision}-{_digest(json.dumps(named).encode())}"'


def _digest(named: bytes | memoryview) -> str:
    return hashlib.sha256(named).hexdigest()[:32]


def _held(request: Request) -> list[str]:
    """The tags that who asks holds; ``*`` for any."""
    said = ", ".join(request.headers.getlist("if-none-match"))
    return ["*"] if said.strip() == "*" else TAG.findall(said)

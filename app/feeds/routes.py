"""The door of the calendars: plain ASGI, since an unchanged poll should cost next to nothing.

A poll is answered from one indexed read. Bytes are rendered once per publication and encoding; if
the database or the rendering fails, the last good bytes go out and the fault is logged, because a
calendar program that is sent an error drops what it had.
"""

import logging
from collections.abc import Iterable

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from app.errors import NotFound
from app.feeds.conditions import Headers, headers_of, holds_newest, takes_gzip
from app.feeds.documents import Documents
from app.feeds.grants import Asked, Gone, Grants
from app.feeds.shelf import Document
from app.settings import Settings
from app.store import Database
from app.usecases.scopes import ENDING, scope_of
from app.usecases.subscribing import token_digest

PATHS = {"feed": "/feeds/public/{plan}/{file:path}", "subscription": "/feeds/{token:path}"}
PUBLIC = (b"cache-control", b"public, max-age=300, must-revalidate")
PRIVATE = (b"cache-control", b"private, max-age=300, must-revalidate")
NOWHERE = "there is no such calendar"
LOG = logging.getLogger(__name__)

Sent = Iterable[tuple[bytes, bytes]]


def routes(database: Database, settings: Settings) -> list[BaseRoute]:
    """The routes of the feeds; they belong first, since routing goes through them one by one."""
    feeds = Feeds(Grants(database), Documents(database, settings.base_url))
    return [
        Route(path, endpoint=feeds, name=name, include_in_schema=False)
        for name, path in PATHS.items()
    ]


class Feeds:
    """Answers polls. What it keeps is its own: two services side by side share nothing."""

    def __init__(self, grants: Grants, documents: Documents) -> None:
        self._grants = grants
        self._documents = documents

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Answer one poll; authorization, cookies and accepted types mean nothing here."""
        if scope["method"] not in ("GET", "HEAD"):
            await _say(send, 405, "only GET and HEAD", [(b"allow", b"GET, HEAD")])
            return
        try:
            asked = asked_of(scope["path_params"])
            await self._answer(asked, scope, send)
        except NotFound:
            await _say(send, 404, NOWHERE)
        except Gone:
            await _say(send, 410, "this calendar link has ended")

    async def _answer(self, asked: Asked, scope: Scope, send: Send) -> None:
        headers = headers_of(scope["headers"])
        document = await self._newest(asked, headers)
        caching = PRIVATE if asked.digest else PUBLIC
        if document is None:
            await _say(send, 503, "try again shortly", [(b"retry-after", b"60")])
        elif holds_newest(headers, document):
            await _send(send, 304, [caching, *document.validators])
        else:
            body = document.body if scope["method"] == "GET" else b""
            await _send(send, 200, [caching, *document.headers], body)

    async def _newest(self, asked: Asked, headers: Headers) -> Document | None:
        """What is to be sent; None when there is nothing good to send."""
        gzip = takes_gzip(headers)
        try:
            grant = await self._grants.ask(asked)
        except (NotFound, Gone):
            raise
        except Exception:
            LOG.exception("%s: the database does not answer", asked)
            known = self._grants.lately(asked)
            return self._documents.last_good(known, gzip=gzip) if known else None
        try:
            return await self._documents.newest(grant, headers, gzip=gzip)
        except NotFound:
            raise
        except Exception:
            LOG.exception("%s: it cannot be rendered", asked)
            return self._documents.last_good(grant, gzip=gzip)


def asked_of(params: dict[str, str]) -> Asked:
    """The feed behind an address, or NotFound."""
    if "plan" in params:
        return Asked(scope=scope_of(params["plan"], params["file"]))
    token = params["token"]
    digest = token_digest(token.removesuffix(ENDING)) if token.endswith(ENDING) else None
    if digest is None:
        raise NotFound("calendar", "at this address")
    return Asked(digest=digest)


async def _say(send: Send, status: int, text: str, headers: Sent = ()) -> None:
    body = f"{text}\n".encode()
    plain = (
        (b"cache-control", b"no-store"),
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    )
    await _send(send, status, [*headers, *plain], body)


async def _send(send: Send, status: int, headers: Sent, body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})

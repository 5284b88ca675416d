"""The door of the calendars: plain ASGI, since an unchanged poll should cost next to nothing.

A poll is answered from one indexed read. Bytes are rendered once per publication and encoding; if
the database or the rendering fails, the last good bytes go out and the fault is logged, because a
calendar program that is sent an error drops what it had.
"""

import asyncio
import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from app.feeds.conditions import Headers, headers_of, holds_newest, takes_gzip
from app.feeds.rendering import RELEASE, release_of, render, zipped
from app.feeds.shelf import Document, Shelf
from app.settings import Settings
from app.store import Database
from app.store.polls import Latest
from app.usecases.feed import FeedScope, Kind, feed

PATH = "/feeds/public/{plan}/{file:path}"
CACHING = b"public, max-age=300, must-revalidate"
CALENDAR = b"text/calendar; charset=utf-8"
KINDS = {f"{kind.value}.ics": kind for kind in Kind}
LOG = logging.getLogger(__name__)

Sent = Iterable[tuple[bytes, bytes]]


def routes(database: Database, settings: Settings) -> list[BaseRoute]:
    """The routes of the feeds; they belong first, since routing goes through them one by one."""
    feeds = Feeds(database, settings.base_url)
    return [Route(PATH, endpoint=feeds, name="feed", include_in_schema=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which feed, and in which encoding."""

    scope: FeedScope
    gzip: bool


@dataclass(slots=True, eq=False)
class Feeds:
    """Answers polls. What it keeps is its own: two services side by side share nothing."""

    database: Database
    base_url: str
    shelf: Shelf = field(default_factory=Shelf)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Answer one poll; authorization, cookies and accepted types mean nothing here."""
        if scope["method"] not in ("GET", "HEAD"):
            await _say(send, 405, "only GET and HEAD", [(b"allow", b"GET, HEAD")])
            return
        kind = KINDS.get(scope["path_params"]["file"])
        if kind is None:
            await _say(send, 404, "there is no such calendar")
            return
        headers = headers_of(scope["headers"])
        asked = Asked(
            scope=FeedScope(plan=scope["path_params"]["plan"], kind=kind),
            gzip=takes_gzip(headers),
        )
        await self._answer(asked, headers, scope["method"], send)

    async def _answer(self, asked: Asked, headers: Headers, method: str, send: Send) -> None:
        try:
            document = await self._newest(asked)
        except Exception:
            LOG.exception("the feed of %s is not to be had", asked.scope.plan)
            document = self.shelf.get(asked)
            if document is None:
                await _say(send, 503, "try again shortly", [(b"retry-after", b"60")])
                return
        if document is None:
            await _say(send, 404, "there is no such calendar")
        elif holds_newest(headers, document):
            await _send(send, 304, document.validators)
        else:
            await _send(send, 200, document.headers, document.body if method == "GET" else b"")

    async def _newest(self, asked: Asked) -> Document | None:
        """The document of the newest publication, from the shelf or rendered; None: no such plan.

        The lock lets one poll render what many may be waiting for.
        """
        latest = await self.database.polls.latest(asked.scope.plan)
        if latest is None:
            return None
        document = self.shelf.get(asked)
        if document and document.publication == latest:
            return document
        async with self._turn:
            document = self.shelf.get(asked)
            if document and document.publication == latest:
                return document
            return await asyncio.to_thread(self._rendered, asked)

    def _rendered(self, asked: Asked) -> Document:
        with self.database.read() as store:
            found = feed(store, asked.scope)
        body = render(found, self.base_url)
        told = Latest(number=found.number, modified=found.modified)
        document = self._document(asked, told, zipped(body) if asked.gzip else body)
        self.shelf.put(asked, document)
        return document

    def _document(self, asked: Asked, told: Latest, body: bytes) -> Document:
        etag = self._etag(asked, told)
        validators = [
            (b"etag", etag.encode()),
            (b"cache-control", CACHING),
            (b"vary", b"Accept-Encoding"),
        ]
        modified = told.modified.timestamp() + RELEASE if told.modified else float("inf")
        if told.modified:
            validators.append((b"last-modified", formatdate(modified, usegmt=True).encode()))
        return Document(
            publication=told,
            validators=tuple(validators),
            headers=(*validators, *_content_headers(asked, body)),
            etag=etag,
            modified=modified,
            body=body,
        )

    def _etag(self, asked: Asked, told: Latest) -> str:
        """Names all that the bytes depend on; the time tells a plan from one that was made anew."""
        named = f"{asked} {told} {release_of(self.base_url)}"
        return f'"{told.number}-{hashlib.sha256(named.encode()).hexdigest()[:24]}"'


def _content_headers(asked: Asked, body: bytes) -> Iterator[tuple[bytes, bytes]]:
    yield b"content-type", CALENDAR
    yield b"content-length", str(len(body)).encode()
    if asked.gzip:
        yield b"content-encoding", b"gzip"


async def _say(send: Send, status: int, text: str, headers: Sent = ()) -> None:
    body = f"{text}\n".encode()
    plain = (
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    )
    await _send(send, status, [*headers, *plain], body)


async def _send(send: Send, status: int, headers: Sent, body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})

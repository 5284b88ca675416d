"""Feeds as they are sent: rendered once per publication, for all who ask for the same."""

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import formatdate

from app.feeds.conditions import Headers, names
from app.feeds.grants import Grant
from app.feeds.notice import notice
from app.feeds.rendering import RELEASE, release_of, render, zipped
from app.feeds.shelf import Components, Document, Shelf
from app.store import Database
from app.store.polls import Latest
from app.usecases.feed import feed
from app.usecases.scopes import FeedScope

CALENDAR = b"text/calendar; charset=utf-8"
SECOND = timedelta(seconds=1)
VARY = (b"vary", b"Accept-Encoding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Under what a document stands on the shelf; ``ended`` is what is no longer shown."""

    scope: FeedScope
    ended: str
    gzip: bool


class Documents:
    """Answers with the newest document of what was granted."""

    def __init__(self, database: Database, base_url: str) -> None:
        self.shelf = Shelf()
        self.components = Components()
        self._database = database
        self._base_url = base_url
        self._release = release_of(base_url)
        self._turn = asyncio.Lock()

    async def newest(self, grant: Grant, headers: Headers, *, gzip: bool) -> Document:
        """The document of the newest publication, from the shelf or rendered.

        For who names its tag already nothing is rendered: the tag says all that the bytes depend
        on. The lock lets one poll render what many may be waiting for.
        """
        document = self._shelved(grant, gzip=gzip)
        if document is not None:
            return document
        sealed = self._sealed(_name(grant, gzip=gzip), _publication(grant))
        if names(headers, sealed.etag):
            return sealed
        async with self._turn:
            document = self._shelved(grant, gzip=gzip)
            if document is None:
                document = await asyncio.to_thread(self._made, grant, gzip=gzip)
            return document

    def last_good(self, grant: Grant, *, gzip: bool) -> Document | None:
        """The last document that was made of what was granted, whatever has become of it."""
        document = self.shelf.get(_name(grant, gzip=gzip))
        if document is None and gzip:
            plain = self.shelf.get(_name(grant, gzip=False))
            return self._zipped(grant, plain) if plain else None
        return document

    def _shelved(self, grant: Grant, *, gzip: bool) -> Document | None:
        document = self.shelf.get(_name(grant, gzip=gzip))
        return document if document and document.publication == _publication(grant) else None

    def _made(self, grant: Grant, *, gzip: bool) -> Document:
        plain = self._shelved(grant, gzip=False) or self._plain(grant)
        return self._zipped(grant, plain) if gzip else plain

    def _plain(self, grant: Grant) -> Document:
        if grant.ended is not None:
            told = _publication(grant)
            parts: tuple[bytes, ...] = (notice(grant.ended, self._base_url),)
        else:
            with self._database.read() as store:
                found = feed(store, grant.scope)
            told = Latest(number=found.number, modified=found.modified)
            parts = render(found, self._base_url, self.components)
        return self._put(_name(grant, gzip=False), told, parts)

    def _zipped(self, grant: Grant, plain: Document) -> Document:
        return self._put(_name(grant, gzip=True), plain.publication, (zipped(plain.body),))

    def _put(self, name: Name, told: Latest, parts: tuple[bytes, ...]) -> Document:
        sealed = self._sealed(name, told)
        headers = (*sealed.validators, *_content_headers(name, sum(map(len, parts))))
        document = replace(sealed, headers=headers, parts=parts)
        self.shelf.put(name, document)
        return document

    def _sealed(self, name: Name, told: Latest) -> Document:
        """A document without its bytes: what a 304 says of it."""
        etag = self._etag(name, told)
        modified = told.modified.timestamp() + RELEASE if told.modified else float("inf")
        validators = [(b"etag", etag.encode()), VARY]
        if told.modified:
            validators.append((b"last-modified", formatdate(modified, usegmt=True).encode()))
        return Document(
            publication=told,
            validators=tuple(validators),
            headers=(),
            etag=etag,
            modified=modified,
            parts=(),
        )

    def _etag(self, name: Name, told: Latest) -> str:
        """Names all that the bytes depend on; the time tells a plan from one that was made anew."""
        named = f"{name} {told} {self._release}"
        return f'"{told.number}-{hashlib.sha256(named.encode()).hexdigest()[:24]}"'


def _name(grant: Grant, *, gzip: bool) -> Name:
    ended = grant.ended.of if grant.ended else ""
    return Name(scope=grant.scope, ended=ended, gzip=gzip)


def _publication(grant: Grant) -> Latest:
    """What a document has to tell; a notice is newer than all that was told before it."""
    if grant.ended is None:
        return grant.latest
    before = grant.latest.modified
    newest = max(grant.ended.at, before + SECOND) if before else grant.ended.at
    return Latest(number=grant.latest.number, modified=newest)


def _content_headers(name: Name, length: int) -> Iterator[tuple[bytes, bytes]]:
    yield b"content-type", CALENDAR
    yield b"content-length", str(length).encode()
    if name.gzip:
        yield b"content-encoding", b"gzip"

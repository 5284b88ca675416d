"""What a route is given: the database as the asker may see it, the present instant, who asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.api.names import name_answer
from app.api.uses import Uses
from app.errors import Unauthenticated
from app.plan import Author
from app.store import Database, Store
from app.usecases.keys import author_of, check_administrator

bearer = HTTPBearer(
    scheme_name="key",
    bearerFormat="imrfkey_…",
    description="A key as it was shown when it was made. Public plans are read without one.",
    auto_error=False,
)
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


async def present(request: Request) -> datetime:
    """The instant at which the request is answered, by the clock of the service."""
    now: datetime = request.app.state.now()
    return now


Now = Annotated[datetime, Depends(present)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The database of the service that was asked; a session is opened by the endpoint alone.

    Who sends a key is known by it before anything is read, in the same transaction. There the
    answer gets its name, too.
    """

    request: Request
    database: Database
    uses: Uses
    secret: str | None
    now: datetime

    @contextmanager
    def read(self) -> Iterator[Store]:
        """What :meth:`look` shows; Answered is raised when nothing has to be computed."""
        with self._reading() as (store, author):
            name_answer(self.request, store, author)
            yield store

    @contextmanager
    def look(self) -> Iterator[Store]:
        """The plans that the asker may see: without a key the public ones.

        The answer goes by its content: it changes without the plan.
        """
        with self._reading() as (store, _):
            yield store

    @contextmanager
    def _reading(self) -> Iterator[tuple[Store, Author | None]]:
        with self.database.read(private=self.secret is not None) as store:
            author = None
            if self.secret is not None:
                author = author_of(store, self.secret, self.now)
                self._note(author)
            yield store, author

    @contextmanager
    def write(self) -> Iterator[Store]:
        """One transaction; who writes was asked before the body was looked at.

        The key is looked at again: it may have been revoked in between.
        """
        with self.database.write() as store:
            author_of(store, self.secret or "", self.now)
            yield store

    def author(self) -> Author:
        """Who asks, or Unauthenticated."""
        if self.secret is None:
            raise Unauthenticated
        with self.database.read() as store:
            author = author_of(store, self.secret, self.now)
        self._note(author)
        return author

    def _note(self, author: Author) -> None:
        if author.key is not None:
            self.uses.note(author.key, self.now)


async def door(request: Request, now: Now, credentials: Credentials) -> Door:
    return Door(
        request=request,
        database=request.app.state.database,
        uses=request.app.state.uses,
        secret=credentials.credentials if credentials else None,
        now=now,
    )


async def database(request: Request) -> Database:
    """The database itself, for questions about the service and not about plans."""
    found: Database = request.app.state.database
    return found


Whole = Annotated[Database, Depends(database)]
Stored = Annotated[Door, Depends(door)]


def author(database: Stored) -> Author:
    """Who writes; asked before the body is looked at, in a short transaction of its own."""
    return database.author()


Writer = Annotated[Author, Depends(author)]


def administrator(author: Writer) -> Author:
    """An administrator; others are refused before the body is looked at."""
    check_administrator(author, "manage keys")
    return author


Administrator = Annotated[Author, Depends(administrator)]

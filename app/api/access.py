"""What a route is given: the database, the present instant, who asks."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app import clock
from app.errors import Unauthenticated
from app.plan import Author
from app.store import Database
from app.usecases.keys import author_of

bearer = HTTPBearer(
    scheme_name="key",
    bearerFormat="imrfkey_…",
    description="The key of a planner or an agency, as it was shown when it was made.",
    auto_error=False,
)


async def database(request: Request) -> Database:
    """The database of the service that was asked; a session is opened by the endpoint alone."""
    found: Database = request.app.state.database
    return found


async def present() -> datetime:
    """The instant at which the request is answered: the clock is asked here only."""
    return clock.now()


Stored = Annotated[Database, Depends(database)]
Now = Annotated[datetime, Depends(present)]


def author(
    database: Stored,
    now: Now,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Author:
    """Who writes; asked before the body is looked at, in a short transaction of its own."""
    if credentials is None:
        raise Unauthenticated
    with database.read() as store:
        return author_of(store, credentials.credentials, now)


Writer = Annotated[Author, Depends(author)]

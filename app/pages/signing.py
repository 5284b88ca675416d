"""A key that a browser holds: typed once, sent by the pages of this service and by nothing else.

The cookie is hidden from scripts, is not sent from other sites (``SameSite=Strict``), and opens the
pages alone: the JSON API does not look at it.
"""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from app.errors import Unauthenticated
from app.plan import Author
from app.store import Database
from app.usecases.keys import author_of

COOKIE = "imrf_key"
OWN_SITE = ("same-origin", "none")
Used = Callable[[int, datetime], None]
"""Notes that a key was used at an instant."""


class Doorkeeper:
    """Knows who holds a key."""

    def __init__(self, database: Database, used: Used, now: Callable[[], datetime]) -> None:
        self._database = database
        self._used = used
        self.now = now

    def author(self, secret: str, request: Request) -> Author | None:
        """Who holds ``secret``, which came with ``request``; None when it opens nothing."""
        if not secret:
            return None
        now = self.now()
        try:
            with self._database.read(private=False) as store:
                author = author_of(store, secret, now)
        except Unauthenticated:
            request.state.opens_nothing = True  # who guesses is limited at the door
            return None
        if author.key is not None:
            self._used(author.key, now)
        return author


def held_key(request: Request) -> str:
    """The key that the browser holds; empty where it holds none."""
    return request.cookies.get(COOKIE, "")


def hand_over(response: Response, secret: str, base_url: str) -> None:
    """Have the browser hold the key until it is closed."""
    secure = urlsplit(base_url).scheme == "https"
    response.set_cookie(COOKIE, secret, httponly=True, samesite="strict", secure=secure)


def take_back(response: Response) -> None:
    """Have the browser forget the key."""
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")


def is_own(request: Request) -> bool:
    """Whether a form was sent by a page of this service, as far as the browser says."""
    return request.headers.get("sec-fetch-site", "same-origin") in OWN_SITE

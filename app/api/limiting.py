"""How much is answered in a minute: to each key, to each address without one.

The counts are each process's own. Feeds are not counted: many calendars share an address, and an
unchanged poll costs next to nothing. Behind a proxy the address is the one that a trusted proxy
names (``IMRF_TRUSTED_PROXIES``): the server has put it into the scope.
"""

import hashlib
import math
from collections.abc import Iterator
from ipaddress import IPv6Address, IPv6Network

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import clock
from app.api.problems import TABLE, problem
from app.errors import TooMany
from app.settings import Settings

UNCOUNTED = ("/feeds/", "/healthz", "/readyz", "/metrics")
BEARER = b"bearer "
UNKNOWN_KEY = 401
OPENS_NOTHING = "opens_nothing"
"""What a page notes in a request's state when the key that came with it opens nothing."""
LINE = 64
"""Bits of an IPv6 address that name the line."""


class LimitedRequests:
    """Answers what is too much by a problem that says when to try again.

    Plain ASGI. A key that opens nothing counts against the address it came from, so that nobody
    finds one by trying, neither here nor on a page.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._counted = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._keys = RateLimitItemPerMinute(settings.key_requests_per_minute)
        self._addresses = RateLimitItemPerMinute(settings.anonymous_requests_per_minute)
        self._failures = RateLimitItemPerMinute(settings.unknown_keys_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(UNCOUNTED):
            await self.app(scope, receive, send)
            return
        address, key = _address(scope), _key(scope)
        error = self._too_many(address, key, tries=bool(key) or _may_hold_key(scope))
        if error is not None:
            headers = {"Retry-After": str(error.seconds)}
            answer = problem(TABLE[TooMany], str(error), headers=headers)
            await answer(scope, receive, send)
            return

        scope.setdefault("state", {})

        async def noting(message: Message) -> None:
            unknown = key and message.get("status") == UNKNOWN_KEY
            if unknown or (message.get("status") and scope["state"].get(OPENS_NOTHING)):
                self._counted.hit(self._failures, "failures", address)
            await send(message)

        await self.app(scope, receive, noting)

    def _too_many(self, address: str, key: str, *, tries: bool) -> TooMany | None:
        if tries and not self._counted.test(self._failures, "failures", address):
            return self._wait(self._failures, "failures", address)
        item, *named = (self._keys, "key", key) if key else (self._addresses, "address", address)
        if self._counted.hit(item, *named):
            return None
        return self._wait(item, *named)

    def _wait(self, item: RateLimitItemPerMinute, *named: str) -> TooMany:
        reset = self._counted.get_window_stats(item, *named).reset_time
        return TooMany(max(1, math.ceil(reset - clock.now().timestamp())))


def _address(scope: Scope) -> str:
    """Where a request came from; of IPv6 the network of a single line, which holds 2^64 of them."""
    client = scope.get("client")
    address: str = client[0] if client else ""
    try:
        found = IPv6Address(address)
    except ValueError:
        return address
    return str(found.ipv4_mapped or IPv6Network((found, LINE), strict=False))


def _key(scope: Scope) -> str:
    """The digest of the key that was sent; empty where none was."""
    return next(_digests(scope), "")


def _may_hold_key(scope: Scope) -> bool:
    """Whether a page may be asked with a key: typed into its form, or held by the browser."""
    typed = scope["method"] == "POST" and not scope["path"].startswith("/api/")
    return typed or any(name == b"cookie" for name, _ in scope["headers"])


def _digests(scope: Scope) -> Iterator[str]:
    for name, value in scope["headers"]:
        if name == b"authorization" and value[: len(BEARER)].lower() == BEARER:
            yield hashlib.sha256(value[len(BEARER) :].strip()).hexdigest()

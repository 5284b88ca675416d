"""A request that its sender names has one effect and one answer, however often it is sent.

The name is remembered for a day in the transaction of the effect: both are kept or neither is. So
a request that was refused may be mended and sent again under its name.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from app.errors import Reused
from app.plan.updates import Author
from app.store import GivenAnswer, Store

REMEMBERED = timedelta(hours=24)


def answer_once(
    store: Store,
    author: Author,
    name: str,
    request: str,
    now: datetime,
    answer: Callable[[], GivenAnswer],
) -> tuple[GivenAnswer, bool]:
    """What ``answer`` says to ``request``, or what it said before; whether it was said before."""
    sender = author.sender
    if sender is None:
        return answer(), False
    store.answers.forget(now - REMEMBERED)
    known = store.answers.claim(sender, name, request, now)
    if known is not None:
        if known.request != request:
            raise Reused(name)
        return known, True
    given = answer()
    store.answers.keep(sender, name, given)
    return given, False


def request_digest(*parts: str | bytes) -> str:
    """What tells one request from another: all that may change its effect."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()

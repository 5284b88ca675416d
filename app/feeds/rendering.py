"""From a feed to its bytes. One bad milestone is left out and reported; the feed lives."""

import gzip
import hashlib
import logging
from collections.abc import Iterator

from app.feeds.ical import LIBRARY, calendar_bytes, event_bytes
from app.feeds.texts import event_of, header_of
from app.usecases.feed import Feed, Item

RELEASE = 1
"""Grows with every change to the bytes of the same feed; ``tests/feeds`` holds it to that."""

LOG = logging.getLogger(__name__)


def render(feed: Feed, base_url: str) -> bytes:
    """The calendar: the same bytes for the same feed in every process."""
    return calendar_bytes(header_of(feed, base_url), _components(feed, base_url))


def zipped(body: bytes) -> bytes:
    """``body`` as gzip sends it; without a time, so that the same body gives the same bytes."""
    return gzip.compress(body, mtime=0)


def release_of(base_url: str) -> str:
    """Names all that the bytes depend on beside the feed itself."""
    named = f"{RELEASE} {LIBRARY} {base_url}"
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def _components(feed: Feed, base_url: str) -> Iterator[bytes]:
    shown = frozenset(str(item.milestone.uid) for item in feed.items)
    for item in feed.items:
        component = _component(item, feed, base_url, shown)
        if component is not None:
            yield component


def _component(item: Item, feed: Feed, base_url: str, shown: frozenset[str]) -> bytes | None:
    try:
        return event_bytes(event_of(item, feed, base_url, shown))
    except Exception:
        LOG.exception("feed of %s leaves out milestone %r", feed.scope.plan, item.milestone.code)
        return None

"""From a feed to its bytes. One bad milestone is left out and reported; the feed lives."""

import gzip
import hashlib
import logging
from collections.abc import Callable, Hashable, Iterator
from functools import partial

from app.feeds.changes import event_of_change
from app.feeds.deadlines import deadline_of
from app.feeds.ical import END, LIBRARY, Event, event_bytes, opening_bytes
from app.feeds.owed import date_of, news_of, owed_of, silence_of
from app.feeds.shelf import Components
from app.feeds.texts import event_of, header_of
from app.usecases.feed import Feed, Item
from app.usecases.scopes import Kind
from app.usecases.telling import Undated

RELEASE = 5
"""Grows with every change to the bytes of the same feed; ``tests/feeds`` holds it to that."""

APART = {Kind.DEADLINES: (deadline_of,), Kind.OWED: (owed_of, news_of)}
"""Kinds of feeds whose events are not those of the milestones, but others about them."""
LOG = logging.getLogger(__name__)
Sketch = tuple[str, Hashable, Callable[[], Event]]
"""An event that can be made: what to call it in the log, and all that its bytes depend on."""


def render(feed: Feed, base_url: str, components: Components) -> tuple[bytes, ...]:
    """The calendar in parts: the same bytes for the same feed in every process.

    The bytes of an event are made once for all feeds and publications that show it alike.
    """
    opening = opening_bytes(header_of(feed, base_url))
    sketched = _changes if feed.scope.kind is Kind.CHANGES else _items
    made = (_component(feed, each, components) for each in sketched(feed, base_url))
    return (opening, *filter(None, made), END)


def zipped(body: bytes) -> bytes:
    """``body`` as gzip sends it; without a time, so that the same body gives the same bytes."""
    return gzip.compress(body, mtime=0)


def release_of(base_url: str) -> str:
    """Names all that the bytes depend on beside the feed itself."""
    named = f"{RELEASE} {LIBRARY} {base_url}"
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def _items(feed: Feed, base_url: str) -> Iterator[Sketch]:
    """The events of milestones; what lies outside the feed is not related to."""
    if feed.scope.kind in APART:
        yield from _apart(feed, base_url)
        return
    shown = frozenset(item.milestone.uid for item in feed.items)
    for item in feed.items:
        beside = (*item.waits_for, *item.blocks)
        hidden = frozenset(each.uid for each in beside if each.uid not in shown)
        name = (feed.scope.plan, hidden, *_told(item))
        yield item.milestone.code, name, partial(event_of, item, feed, base_url, hidden)


def _apart(feed: Feed, base_url: str) -> Iterator[Sketch]:
    for item in feed.items:
        for make in APART[feed.scope.kind]:
            name = (feed.scope.plan, make.__name__, *_heard(item, feed), *_told(item))
            yield item.milestone.code, name, partial(make, item, feed, base_url)
    for each in feed.spoken.undated:
        shown = feed.spoken.shown.get(each.milestone.uid)
        name = (feed.scope.plan, date_of.__name__, *_heard(each, feed), shown)
        yield each.milestone.code, name, partial(date_of, each, feed, base_url)


def _changes(feed: Feed, base_url: str) -> Iterator[Sketch]:
    for change in feed.changes:
        name = (feed.scope.plan, "change", change.uid)
        yield str(change.number), name, partial(event_of_change, change, feed, base_url)


def _told(item: Item) -> tuple[Hashable, ...]:
    """What makes an entry of the ledger the same: equal entries are told in equal words."""
    entry = item.entry
    return (entry.uid, entry.sequence, entry.last_modified, entry.facts)


def _heard(item: Item | Undated, feed: Feed) -> tuple[Hashable, ...]:
    """What beside that an agency is told of news."""
    news = feed.spoken.news.get(item.milestone.uid)
    return (news, feed.spoken.days.get(item.milestone.uid), silence_of(feed))


def _component(feed: Feed, sketch: Sketch, components: Components) -> bytes | None:
    code, name, make = sketch
    component = components.get(name)
    if component is None:
        try:
            component = event_bytes(make())
        except Exception:
            LOG.exception("feed of %s leaves out milestone %r", feed.scope.plan, code)
            return None
        components.put(name, component)
    return component

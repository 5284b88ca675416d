"""Rendered feeds, kept for the next poll and for the hour in which the database fails."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from app.store.polls import Latest

MOST_BYTES = 64_000_000
BESIDE = 1_500
"""Bytes that a document takes beside those that it sends."""
POINTER = 8
Headers = tuple[tuple[bytes, bytes], ...]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A feed as it is sent: the publication it tells, its headers, its bytes in parts.

    ``validators`` are the headers that a 304 repeats; ``modified`` is in seconds. Feeds of one plan
    have their parts in common.
    """

    publication: Latest
    validators: Headers
    headers: Headers
    etag: str
    modified: float
    parts: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        return b"".join(self.parts)


class Shelf:
    """The newest document under each name; the least used go first when ``most`` bytes are held.

    A part that several documents have in common is counted once.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._documents: OrderedDict[Hashable, Document] = OrderedDict()
        self._holders: Counter[int] = Counter()
        self._lock = Lock()
        self.held = 0

    def get(self, name: Hashable) -> Document | None:
        """The document under ``name``, whatever publication it tells."""
        with self._lock:
            document = self._documents.get(name)
            if document is not None:
                self._documents.move_to_end(name)
            return document

    def put(self, name: Hashable, document: Document) -> None:
        """Keep ``document`` in the place of the one before it."""
        with self._lock:
            before = self._documents.pop(name, None)
            self._documents[name] = document
            self.held += sum(self._taken(document))
            if before is not None:
                self.held -= sum(self._freed(before))
            while self.held > self._most and len(self._documents) > 1:
                _, oldest = self._documents.popitem(last=False)
                self.held -= sum(self._freed(oldest))

    def _taken(self, document: Document) -> Iterator[int]:
        yield BESIDE + POINTER * len(document.parts)
        for part in document.parts:
            if not self._holders[id(part)]:
                yield len(part)
            self._holders[id(part)] += 1

    def _freed(self, document: Document) -> Iterator[int]:
        yield BESIDE + POINTER * len(document.parts)
        for part in document.parts:
            self._holders[id(part)] -= 1
            if not self._holders[id(part)]:
                del self._holders[id(part)]
                yield len(part)


class Components:
    """The bytes of events under names that say all they depend on, at most ``most`` of them."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self.held = 0

    def get(self, name: Hashable) -> bytes | None:
        return self._kept.get(name)

    def put(self, name: Hashable, component: bytes) -> None:
        """Keep ``component``; the oldest go first."""
        before = self._kept.pop(name, b"")
        self._kept[name] = component
        self.held += len(component) - len(before)
        while self.held > self._most and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self.held -= len(oldest)


class Recent(Generic[Value]):
    """What was found true lately: for ``seconds``, and ``most`` bytes by what ``size`` says."""

    def __init__(
        self, seconds: float, size: Callable[[Value], int], most: int = MOST_BYTES
    ) -> None:
        self._seconds = seconds
        self._size = size
        self._most = most
        self._found: OrderedDict[Hashable, tuple[float, Value]] = OrderedDict()
        self.held = 0

    def put(self, name: Hashable, value: Value, now: float) -> None:
        self.drop(name)
        self._found[name] = (now, value)
        self.held += self._size(value)
        while self.held > self._most and len(self._found) > 1:
            self.drop(next(iter(self._found)))

    def get(self, name: Hashable, now: float) -> Value | None:
        """What was found of ``name``, unless that is too long ago."""
        found = self._found.get(name)
        if found is None or now - found[0] > self._seconds:
            return None
        return found[1]

    def drop(self, name: Hashable) -> None:
        found = self._found.pop(name, None)
        if found:
            self.held -= self._size(found[1])

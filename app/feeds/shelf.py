"""Rendered feeds, kept for the next poll and for the hour in which the database fails."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

MOST_BYTES = 64_000_000
Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A feed as it is sent: the publication it tells, its headers, its bytes.

    ``validators`` are the headers that a 304 repeats; ``modified`` is in seconds.
    """

    publication: Hashable
    validators: Headers
    headers: Headers
    etag: str
    modified: float
    body: bytes


class Shelf:
    """The newest document under each name; the least used go first when ``most`` bytes are held."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._held = 0
        self._documents: OrderedDict[Hashable, Document] = OrderedDict()
        self._lock = Lock()

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
            self._drop(name)
            self._documents[name] = document
            self._held += len(document.body)
            while self._held > self._most and len(self._documents) > 1:
                self._drop(next(iter(self._documents)))

    def _drop(self, name: Hashable) -> None:
        before = self._documents.pop(name, None)
        if before is not None:
            self._held -= len(before.body)

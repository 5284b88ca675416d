"""Answers to reads, kept as bytes under the names that they go by."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from fastapi import Response

MOST_BYTES = 32_000_000
OVERHEAD = 1_000
"""What an answer takes beside its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The content of an answer, and its headers."""

    body: bytes
    headers: dict[str, str]

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD

    def response(self) -> Response:
        return Response(self.body, headers=self.headers)


class KeptAnswers:
    """The answers asked for last, as many as ``most`` bytes hold.

    A name says all that its answer follows from: one may be forgotten, it is never wrong.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, name: str) -> Response | None:
        """The answer under ``name``, if it is kept."""
        with self._lock:
            if name not in self._kept:
                return None
            self._kept.move_to_end(name)
            return self._kept[name].response()

    def keep(self, name: str, response: Response) -> None:
        """Keep an answer, and forget the oldest ones over the limit."""
        new = Kept(body=bytes(response.body), headers=dict(response.headers))
        with self._lock:
            old = self._kept.pop(name, None)
            self._kept[name] = new
            self._size += new.size - (old.size if old else 0)
            while self._size > self._most:
                _, gone = self._kept.popitem(last=False)
                self._size -= gone.size

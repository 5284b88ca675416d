"""What a poll asks for: its encoding, and whether it holds the newest bytes already (RFC 9110)."""

import re
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime

from app.feeds.shelf import Document

TAG = re.compile(rb'(?:W/)?("[^"]*")')
Headers = Mapping[bytes, bytes]


def headers_of(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """By lower-case name; what comes more than once is joined as a list."""
    found: dict[bytes, bytes] = {}
    for name, value in raw:
        found[name] = found[name] + b", " + value if name in found else value
    return found


def takes_gzip(headers: Headers) -> bool:
    """Whether gzip was asked for, by name or by ``*``, and not refused by ``q=0``."""
    weights = dict(map(_coding, headers.get(b"accept-encoding", b"").lower().split(b",")))
    return weights.get(b"gzip", weights.get(b"*", 0.0)) > 0


def holds_newest(headers: Headers, document: Document) -> bool:
    """Whether what the client holds is ``document``; a tag, where one is given, decides alone."""
    tags = headers.get(b"if-none-match")
    if tags is not None:
        return tags.strip() == b"*" or names(headers, document.etag)
    since = headers.get(b"if-modified-since")
    return since is not None and _seconds(since) >= document.modified


def names(headers: Headers, etag: str) -> bool:
    """Whether the client says that it holds what bears ``etag``."""
    return etag.encode() in TAG.findall(headers.get(b"if-none-match", b""))


def _coding(text: bytes) -> tuple[bytes, float]:
    name, _, weight = text.partition(b";")
    try:
        return name.strip(), float(weight.strip().removeprefix(b"q=") or 1)
    except ValueError:
        return name.strip(), 0.0


def _seconds(text: bytes) -> float:
    try:
        return parsedate_to_datetime(text.decode("latin-1")).timestamp()
    except (ValueError, OverflowError):
        return float("-inf")

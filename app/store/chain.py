"""How an entry of the log is written, and what chains it to the one before.

Neither may ever change: every entry written so far is checked by them.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha256
from uuid import UUID

FIRST = "0" * 64
"""What stands for the digest of the entry before the first."""


def canonical(value: object) -> str:
    """JSON in one line: keys sorted, no space, text as it is, days and instants (UTC) in ISO."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def digest_of(previous: str, entry: str) -> str:
    """SHA-256 over the digest of the entry before and this entry."""
    return sha256(f"{previous}\n{entry}".encode()).hexdigest()


def facts_of(values: Mapping[str, object], left_out: frozenset[str]) -> dict[str, object]:
    """The values of a row that are told, without what only says where it stands."""
    return {name: value for name, value in values.items() if name not in left_out}


def _plain(value: object) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Enum():
            return str(value.value)
    raise TypeError(f"{type(value).__name__} has no place in the log")

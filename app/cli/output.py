"""How ``imrf`` answers programs: one JSON object on standard output."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID


def write_json(answer: Mapping[str, object]) -> None:
    """One JSON object: keys sorted, one line for each item of a list of objects."""
    out = sys.stdout
    out.writelines(_object(answer, ""))
    out.write("\n")
    out.flush()


def _object(value: Mapping[str, object], indent: str) -> Iterator[str]:
    if not value:
        yield "{}"
        return
    inner = indent + "  "
    before = "{\n"
    for key in sorted(value):
        yield f"{before}{inner}{_encode(key)}: "
        yield from _member(value[key], inner)
        before = ",\n"
    yield f"\n{indent}}}"


def _member(value: object, indent: str) -> Iterator[str]:
    """Objects, and lists of objects, are laid out; all else stands on one line."""
    if isinstance(value, Mapping):
        yield from _object(value, indent)
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        before = "[\n"
        for item in value:
            yield f"{before}{indent}  {_encode(item)}"
            before = ",\n"
        yield f"\n{indent}]"
    else:
        yield _encode(value)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_plain).encode

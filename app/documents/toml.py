"""Writing TOML: the few shapes that a plan document has, laid out for people who review it."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

WIDTH = 96


def toml_of(tables: Mapping[str, Any]) -> str:
    """Tables and lists of tables, in their order, with a blank line between two."""
    return "\n".join(_sections(tables))


def _sections(tables: Mapping[str, Any]) -> Iterator[str]:
    for name, content in tables.items():
        if isinstance(content, Mapping):
            yield _section(f"[{name}]", content)
        else:
            for table in content:
                yield _section(f"[[{name}]]", table)


def _section(heading: str, table: Mapping[str, Any]) -> str:
    lines = (f"{_key(key)} = {_value(value)}\n" for key, value in table.items())
    return "".join((f"{heading}\n", *lines))


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else _text(key)


def _value(value: object) -> str:
    if isinstance(value, list):
        return _list([_value(item) for item in value])
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    """A basic string: the escapes of JSON are those of TOML, and DEL is refused in a plan."""
    return json.dumps(text, ensure_ascii=False)


def _list(items: list[str]) -> str:
    line = f"[{', '.join(items)}]"
    if len(line) <= WIDTH:
        return line
    return "[\n" + "".join(f"    {item},\n" for item in items) + "]"

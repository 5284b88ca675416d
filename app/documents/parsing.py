"""From bytes to tables: JSON and TOML, with every way to be neither told as a problem."""

import json
import tomllib
from collections import Counter
from typing import Any, Literal, NoReturn

from app.errors import SHOWN, DocumentError, Problem, shown

Format = Literal["toml", "json"]

WHOLE = "document"
BOM = "\ufeff"
MOST_DOTTING = 20_000_000
"""The standard reader takes time and memory as the square of the dots in a key: a bound on both."""


def parse(text: str | bytes, format: Format) -> dict[str, Any]:
    """The tables of the document; DocumentError when ``text`` is not in ``format``."""
    try:
        tables = _READERS[format](_decoded(text))
    except RecursionError:
        raise _refusal("is nested too deeply") from None
    if not isinstance(tables, dict):
        raise _refusal("must be an object with the keys of a document")
    return tables


def _decoded(text: str | bytes) -> str:
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _refusal(f"is not UTF-8 text: the fault is at byte {error.start}") from None
    return text.removeprefix(BOM)


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        rule = f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise _refusal(rule) from None
    except ValueError:
        raise _refusal("holds a number with too many digits") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        again = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise _refusal(f"gives the key {shown(again)} twice in one object")
    return table


def _no_constant(name: str) -> NoReturn:
    raise _refusal(f"holds {name}, which is no number")


def _toml(text: str) -> Any:
    if sum(line.count(".") ** 2 for line in text.split("\n")) > MOST_DOTTING:
        raise _refusal("has lines with too many dots to be read as TOML")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, position = str(error).rpartition(" (at ")
        said = repr(message[:SHOWN])[1:-1]
        raise _refusal(f"is not TOML: {said} (at {position}") from None
    except ValueError:
        raise _refusal("holds a number with too many digits") from None


def _refusal(message: str) -> DocumentError:
    return DocumentError([Problem(WHOLE, message)])


_READERS = {"json": _json, "toml": _toml}

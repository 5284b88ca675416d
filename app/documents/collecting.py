"""Reading one table at a time, so that every problem is found and none costs more than itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.documents.fields import is_code
from app.errors import DocumentError, Problem, Refused, shown

MOST_PROBLEMS = 100

Read = TypeVar("Read", bound=BaseModel)

RULES = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that is known here",
    "list_type": "must be a list",
    "dict_type": "must be a table of keys and values",
    "too_short": "must not be empty",
    "model_type": "must be a table of keys and values",
}


class Problems:
    """What is wrong so far; beyond MOST_PROBLEMS it is only known that there is more."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._more = False

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, place: str, message: str) -> None:
        """Note one problem."""
        if len(self._found) < MOST_PROBLEMS:
            self._found.append(Problem(place, message))
        else:
            self._more = True

    def refuse(self, error: type[Refused] = DocumentError) -> None:
        """Raise ``error`` with everything that was found, if anything was."""
        if self._more:
            more = f"has more problems: these are the first {MOST_PROBLEMS}"
            self._found.append(Problem("document", more))
        if self._found:
            raise error(self._found)

    def read(self, model: type[Read], raw: object, place: str) -> Read | None:
        """``raw`` as a ``model``; None, with its problems noted, when it is none."""
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_input=False):
                self.add((place + path(fault["loc"])).removeprefix("."), _rule(fault))
        except UnicodeEncodeError:
            self.add(place, "has a key that is no text")
        return None


def known_keys(tables: Mapping[str, Any], document: type[BaseModel], problems: Problems) -> None:
    """Note each table that ``document`` does not have."""
    for name in tables:
        if name not in document.model_fields:
            problems.add(key(name), RULES["extra_forbidden"])


def items(
    tables: Mapping[str, Any], name: str, most: int, problems: Problems
) -> Iterator[tuple[int, object]]:
    """The items of the list ``name``, numbered; none when it is missing, no list, or too long."""
    found = tables.get(name)
    if found is None:
        return
    if not isinstance(found, list):
        problems.add(name, "must be a list")
    elif len(found) > most:
        problems.add(name, f"must hold at most {most:,} items")
    else:
        yield from enumerate(found)


def path(location: Sequence[str | int]) -> str:
    """``.holidays[3].day``: where inside a table."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{key(part)}" for part in location)


def key(name: str) -> str:
    """A key as a place may show it: bare when it is plain, else quoted, escaped and cut."""
    return name if is_code(name) else shown(name)


def numbered(name: str, index: int, *codes: object) -> str:
    """``milestones[3] (rr-africa)``: an item and the codes it goes by, as far as it has some."""
    if not all(map(is_code, codes)):
        return f"{name}[{index}]"
    return f"{name}[{index}] ({' → '.join(map(str, codes))})"


def _rule(fault: Mapping[str, Any]) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "too_long":
        return f"must hold at most {context['max_length']:,} items"
    return RULES.get(kind, "cannot be read")

"""Options that belong together: a verb takes them as one, and people give them one by one."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any

from app.cli.options import BaselineName, DataDate, KnownOn, RevisionNumber, Since


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Which state of a stored plan is meant."""

    data_date: DataDate = None
    revision: RevisionNumber = None
    known_on: KnownOn = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What is compared with."""

    baseline: BaselineName = None
    since: Since = None


def spread(verb: Callable[..., None]) -> Callable[..., None]:
    """``verb`` with each field of the groups that it takes as an option of its own."""
    asked = signature(verb).parameters
    groups = [each for each in asked.values() if is_dataclass(each.annotation)]

    @wraps(verb)
    def spoken(**given: Any) -> None:
        for each in groups:
            own = {field.name: given.pop(field.name) for field in fields(each.annotation)}
            given[each.name] = each.annotation(**own)
        verb(**given)

    options = [option for each in asked.values() for option in _options(each)]
    spoken.__signature__ = Signature(options)  # type: ignore[attr-defined]  # as inspect reads it
    spoken.__annotations__ = {each.name: each.annotation for each in options}
    return spoken


def _options(asked: Parameter) -> Iterator[Parameter]:
    if not is_dataclass(asked.annotation):
        yield asked.replace(kind=Parameter.KEYWORD_ONLY)
        return
    for each in fields(asked.annotation):
        default = Parameter.empty if _is_needed(each) else each.default
        yield Parameter(each.name, Parameter.KEYWORD_ONLY, default=default, annotation=each.type)


def _is_needed(field: "Field[Any]") -> bool:
    return field.default is MISSING

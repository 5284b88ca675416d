"""The kinds of value in a document: each read strictly, each with a rule that says what is meant.

``true`` is no number, ``"5"`` is no number, nothing is trimmed, nothing is guessed.
"""

import re
import zoneinfo
from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import PlainValidator, WithJsonSchema

from app.plan.lags import parse_lag
from app.plan.limits import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST_CODE,
    LONGEST_DURATION,
    LONGEST_LAG,
    LONGEST_LINE,
    LONGEST_TEXT,
)
from app.plan.model import Certainty, Mark, Rhythm
from app.plan.spans import parse_span
from scheduling import Boundary, LagUnit, LinkType, ProgressRule, Span, WindowAssumption

HIDDEN = "\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
NOT_IN_TEXT = re.compile(f"[\x00-\x08\x0b-\x1f{HIDDEN}]")
NOT_IN_LINE = re.compile(f"[\x00-\x1f\u2028\u2029{HIDDEN}]")
NOT_IN_CODE = re.compile(f"[\x00-\x1f\u2028\u2029/\\\\{HIDDEN}]")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
ADDRESS = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
UUID_TEXT = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Named = TypeVar("Named", bound=StrEnum)


def is_code(value: object) -> bool:
    """Whether ``value`` may be a code."""
    return (
        isinstance(value, str)
        and 1 <= len(value) <= LONGEST_CODE
        and value == value.strip()
        and value not in (".", "..")
        and not NOT_IN_CODE.search(value)
    )


def _code(value: object) -> str:
    if isinstance(value, str) and is_code(value):
        return value
    raise ValueError(
        f"must be a code: a text of 1 to {LONGEST_CODE} characters without slashes, control "
        "characters or spaces at its ends"
    )


def _worded(value: object, longest: int, unwanted: re.Pattern[str]) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a text")
    if len(value) > longest:
        raise ValueError(f"must be at most {longest:,} characters long")
    found = unwanted.search(value)
    if found:
        where = f"U+{ord(found[0]):04X} as character {found.start() + 1}"
        raise ValueError(f"must not hold control or direction characters ({where})")
    return value


def _line(value: object) -> str:
    return _worded(value, LONGEST_LINE, NOT_IN_LINE)


def _title(value: object) -> str:
    if not _line(value).strip():
        raise ValueError("must not be empty")
    return _line(value)


def _name(value: object) -> str:
    name = _title(value)
    if NOT_IN_CODE.search(name) or name in (".", ".."):
        raise ValueError("must not contain / or \\, nor be . or ..: it is part of an address")
    return name


def _text(value: object) -> str:
    return _worded(value, LONGEST_TEXT, NOT_IN_TEXT)


def _address(value: object) -> str:
    address = _text(value)
    if address and not ADDRESS.fullmatch(address):
        raise ValueError("must be a web address that begins with http:// or https://")
    return address


def _day(value: object) -> date:
    if type(value) is date:
        day = value
    elif isinstance(value, str) and ISO_DAY.fullmatch(value):
        day = _calendar_day(value)
    else:
        raise ValueError("must be a day such as 2021-07-12")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"must lie between {FIRST_DAY} and {LAST_DAY}")
    return day


def _calendar_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("must be a day that the calendar has") from None


def _span(value: object) -> Span:
    if type(value) is date:
        return Span.of(_day(value))
    return parse_span(_line(value))


def _fixed(value: object) -> Span:
    span = _span(value)
    if span.first is None:
        raise ValueError("must have a first day: a date that is open at its start is a window")
    return span


def _held(value: object) -> Span:
    """Days alone: "held in July" is a month in which it was, not one that it took."""
    ends = value.split("/") if isinstance(value, str) else ()
    if not (0 < len(ends) <= 2 and all(map(ISO_DAY.fullmatch, ends))):
        raise ValueError(
            "must be a day (2021-07-12), or the first and the last (2021-07-12/2021-07-13)"
        )
    return _fixed(value)


def _lag(value: object) -> tuple[int, LagUnit]:
    if isinstance(value, str):
        return parse_lag(value)
    return _whole(-LONGEST_LAG, LONGEST_LAG)(value), LagUnit.WORKING_DAYS


def _whole(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if type(value) is int and low <= value <= high:
            return value
        raise ValueError(f"must be a whole number from {low} to {high}")

    return read


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("must be true or false")


def _uid(value: object) -> UUID:
    if isinstance(value, str) and UUID_TEXT.fullmatch(value):
        return UUID(value)
    raise ValueError("must be a UUID such as 123e4567-e89b-42d3-a456-426614174000")


def _clock(value: object) -> str:
    if isinstance(value, time) and not (value.second or value.microsecond):
        return f"{value:%H:%M}"
    if isinstance(value, str) and CLOCK.fullmatch(value):
        return value
    raise ValueError("must be a time of day such as 09:30")


def _zone(value: object) -> str:
    if isinstance(value, str) and (value == "UTC" or value in _zones()):
        return value
    raise ValueError("must be a time zone such as Africa/Addis_Ababa")


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _weekday(value: object) -> int:
    if isinstance(value, str) and value in WEEKDAYS:
        return WEEKDAYS.index(value)
    raise ValueError(f"must be one of {', '.join(WEEKDAYS)}")


def _one_of(words: type[Named]) -> Callable[[object], Named]:
    by_word = {word.value: word for word in words}

    def read(value: object) -> Named:
        if isinstance(value, str) and value in by_word:
            return by_word[value]
        raise ValueError(f"must be one of {', '.join(by_word)}")

    return read


def _as(validate: Callable[[Any], object], **schema: object) -> Any:
    return PlainValidator(validate), WithJsonSchema(schema)


def one_of(words: type[StrEnum]) -> Any:
    """Reads one of ``words``, and says so in a schema."""
    return _as(_one_of(words), type="string", enum=[word.value for word in words])


def whole(low: int, high: int) -> Any:
    """Reads a whole number from ``low`` to ``high``, and says so in a schema."""
    return _as(_whole(low, high), type="integer", minimum=low, maximum=high)


PERIOD = r"\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?"
FIXED_PATTERN = f"^({PERIOD}/)?{PERIOD}$"
DAY_PATTERN = r"\d{4}-\d{2}-\d{2}"
HELD_PATTERN = f"^({DAY_PATTERN}/)?{DAY_PATTERN}$"
WINDOW_PATTERN = rf"^((\.\.|{PERIOD})/)?{PERIOD}$"
LAG_PATTERN = r"^([+-]?\d+(wd|cd)|0)$"
UNSEEN = r"\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069"
LINE_PATTERN = rf"^[^{UNSEEN}]*$"
CODE_PATTERN = rf"^[^/\\\\{UNSEEN}]*$"
"""What a description can say of a text; the rules above are the whole of it."""

Code = Annotated[
    str, *_as(_code, type="string", minLength=1, maxLength=LONGEST_CODE, pattern=CODE_PATTERN)
]
Line = Annotated[str, *_as(_line, type="string", maxLength=LONGEST_LINE, pattern=LINE_PATTERN)]
Title = Annotated[
    str, *_as(_title, type="string", minLength=1, maxLength=LONGEST_LINE, pattern=LINE_PATTERN)
]
Name = Annotated[
    str, *_as(_name, type="string", minLength=1, maxLength=LONGEST_LINE, pattern=CODE_PATTERN)
]
Text = Annotated[str, *_as(_text, type="string", maxLength=LONGEST_TEXT)]
Address = Annotated[str, *_as(_address, type="string", format="uri", maxLength=LONGEST_TEXT)]
Day = Annotated[date, *_as(_day, type="string", format="date")]
Window = Annotated[Span, *_as(_span, type="string", pattern=WINDOW_PATTERN)]
Fixed = Annotated[Span, *_as(_fixed, type="string", pattern=FIXED_PATTERN)]
Held = Annotated[Span, *_as(_held, type="string", pattern=HELD_PATTERN)]
Lag = Annotated[
    tuple[int, LagUnit],
    *_as(
        _lag,
        anyOf=[
            {"type": "string", "pattern": LAG_PATTERN},
            {"type": "integer", "minimum": -LONGEST_LAG, "maximum": LONGEST_LAG},
        ],
    ),
]
Duration = Annotated[int, *whole(0, LONGEST_DURATION)]
Flag = Annotated[bool, *_as(_flag, type="boolean")]
Uid = Annotated[UUID, *_as(_uid, type="string", format="uuid")]
Clock = Annotated[str, *_as(_clock, type="string", pattern=f"^{CLOCK.pattern}$")]
Zone = Annotated[str, *_as(_zone, type="string", maxLength=LONGEST_CODE)]
Weekday = Annotated[int, *_as(_weekday, type="string", enum=list(WEEKDAYS))]
CertaintyWord = Annotated[Certainty, *one_of(Certainty)]
MarkWord = Annotated[Mark, *one_of(Mark)]
BoundaryWord = Annotated[Boundary, *one_of(Boundary)]
LinkTypeWord = Annotated[LinkType, *one_of(LinkType)]
WindowWord = Annotated[WindowAssumption, *one_of(WindowAssumption)]
RhythmWord = Annotated[Rhythm, *one_of(Rhythm)]
ProgressWord = Annotated[ProgressRule, *one_of(ProgressRule)]

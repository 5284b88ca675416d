"""What the address of a page asks for: which state of the plan."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from pydantic import TypeAdapter, ValidationError

from app.documents.fields import Day
from app.errors import Problem, Refused
from app.plan.limits import LAST_NUMBER
from app.usecases.reading import AsOf

DAY = TypeAdapter[date](Day)


def as_of(query: Mapping[str, str]) -> AsOf:
    """The state asked for by ``revision``, ``known_on``, ``data_date``; empty means not asked."""
    return AsOf(
        revision=_revision(query.get("revision", "")),
        known_on=_day(query, "known_on"),
        data_date=_day(query, "data_date"),
    )


def query_of(asked: AsOf) -> str:
    """The same question for the address of another page; empty, or with its ``?``."""
    said = {
        "revision": asked.revision,
        "known_on": asked.known_on,
        "data_date": asked.data_date,
    }
    given = {name: str(value) for name, value in said.items() if value is not None}
    return f"?{urlencode(given)}" if given else ""


def _revision(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > LAST_NUMBER:
        raise Refused([Problem("revision", "must be the number of a revision")])
    return int(text)


def _day(query: Mapping[str, str], name: str) -> date | None:
    text = query.get(name, "")
    try:
        return DAY.validate_python(text) if text else None
    except ValidationError as error:
        rule = error.errors(include_url=False)[0]["ctx"]["error"]
        raise Refused([Problem(name, str(rule))]) from None

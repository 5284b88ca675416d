"""From what was read strictly back to the tables it was read from."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from app.documents.fields import WEEKDAYS
from app.plan.lags import format_lag
from app.plan.spans import format_span
from scheduling import LagUnit, Span

Table = dict[str, Any]


def table_of(entry: BaseModel) -> Table:
    """The keys that ``entry`` was given, as JSON writes their values."""
    fields = type(entry).model_fields
    return {
        fields[name].alias or name: plain(name, getattr(entry, name))
        for name in fields
        if name in entry.model_fields_set
    }


def plain(name: str, value: object) -> Any:
    """The ``value`` of the key ``name`` as JSON writes it."""
    match value:
        case BaseModel():
            return table_of(value)
        case Span():
            return format_span(value)
        case (int(days), LagUnit() as unit):
            return format_lag(days, unit)
        case date():
            return value.isoformat()
        case UUID() | StrEnum():
            return str(value)
        case list() if name == "weekdays":
            return [WEEKDAYS[day] for day in value]
        case list():
            return [plain("", item) for item in value]
    return value

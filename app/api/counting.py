"""Counts that a query asks with."""

import re
from dataclasses import dataclass

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

WHOLE = re.compile(r"0|[1-9][0-9]{0,9}")


@dataclass(frozen=True, slots=True)
class UpTo:
    """Reads a whole number from ``least`` to ``most`` from a query, where each is a text."""

    most: int
    least: int = 0

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def _read(self, value: object) -> int:
        fits = isinstance(value, str) and WHOLE.fullmatch(value)
        if fits and self.least <= int(str(value)) <= self.most:
            return int(str(value))
        raise ValueError(f"must be a whole number from {self.least} to {self.most}")

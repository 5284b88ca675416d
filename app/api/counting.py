"""Counts that a query asks with."""

from dataclasses import dataclass

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True, slots=True)
class UpTo:
    """Reads a whole number from 0 to ``most`` from a query, where every number is a text."""

    most: int

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "integer", "minimum": 0, "maximum": self.most}

    def _read(self, value: object) -> int:
        fits = isinstance(value, str) and value.isascii() and value.isdigit()
        if fits and len(str(value)) <= len(str(self.most)) and int(str(value)) <= self.most:
            return int(str(value))
        raise ValueError(f"must be a whole number from 0 to {self.most}")

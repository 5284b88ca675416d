"""The plan document as JSON Schema, for editors and for those who write such files."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from app.documents.entries import PlanDocument

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Untitled(GenerateJsonSchema):
    """A key's name needs no second one."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def plan_schema() -> dict[str, Any]:
    """The shape of a plan document; that its parts fit together is checked on reading alone."""
    return {"$schema": DIALECT, **PlanDocument.model_json_schema(schema_generator=Untitled)}

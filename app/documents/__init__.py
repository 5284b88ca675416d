"""Plan and history documents: the only translator between text and the plan's words."""

from app.documents.entries import UpdateEntry
from app.documents.history import read_updates, update_of
from app.documents.parsing import Format
from app.documents.reading import read_plan
from app.documents.schema import plan_schema
from app.documents.writing import write_plan

__all__ = [
    "Format",
    "UpdateEntry",
    "plan_schema",
    "read_plan",
    "read_updates",
    "update_of",
    "write_plan",
]

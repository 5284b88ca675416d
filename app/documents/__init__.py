"""Plan and history documents: the only translator between text and the plan's words."""

from app.documents.applying import apply_changes
from app.documents.changes import ChangeEntry
from app.documents.csv_updates import read_updates_csv, updates_csv
from app.documents.differences import Difference, Fate, FieldChange, Subject, differences
from app.documents.entries import UpdateEntry
from app.documents.history import read_updates, update_of
from app.documents.merging import Conflict, conflicts, merged
from app.documents.parsing import Format
from app.documents.proposals import Proposal, read_proposal, write_proposal
from app.documents.reading import read_plan
from app.documents.schema import plan_schema
from app.documents.tables import table_of
from app.documents.writing import write_plan

__all__ = [
    "ChangeEntry",
    "Conflict",
    "Difference",
    "Fate",
    "FieldChange",
    "Format",
    "Proposal",
    "Subject",
    "UpdateEntry",
    "apply_changes",
    "conflicts",
    "differences",
    "merged",
    "plan_schema",
    "read_plan",
    "read_proposal",
    "read_updates",
    "read_updates_csv",
    "table_of",
    "update_of",
    "updates_csv",
    "write_plan",
    "write_proposal",
]

"""Remembers: everything that knows SQL. What other rooms need of it is named here."""

from app.store.changes import Held
from app.store.copies import bring_back, copy
from app.store.database import Database
from app.store.errors import Busy, Full, Unavailable
from app.store.migrations import migrate
from app.store.polls import Stands
from app.store.records import (
    ALL,
    Change,
    Chapter,
    Entry,
    GivenAnswer,
    Job,
    JobBlock,
    JobState,
    Key,
    News,
    Part,
    PlanName,
    Point,
    Publication,
    Scenario,
    Statement,
)
from app.store.store import Store
from app.store.updates import Said

__all__ = [
    "ALL",
    "Busy",
    "Change",
    "Chapter",
    "Database",
    "Entry",
    "Full",
    "GivenAnswer",
    "Held",
    "Job",
    "JobBlock",
    "JobState",
    "Key",
    "News",
    "Part",
    "PlanName",
    "Point",
    "Publication",
    "Said",
    "Scenario",
    "Stands",
    "Statement",
    "Store",
    "Unavailable",
    "bring_back",
    "copy",
    "migrate",
]

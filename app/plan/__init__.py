"""The users' words: what a plan holds, what is said about it, and its one way to the engine."""

from app.plan.dating import undated
from app.plan.lags import format_lag, parse_lag
from app.plan.model import (
    Certainty,
    Mark,
    Meeting,
    Milestone,
    Plan,
    PlanCalendar,
    PlanLink,
    Rhythm,
    default_uid,
)
from app.plan.network import described, engine_link, network_of, options_of
from app.plan.progress import apply_dates, completed, progress_of, progress_problems
from app.plan.spans import format_span, parse_span
from app.plan.statements import update_problems
from app.plan.updates import (
    Author,
    Baseline,
    BaselineDates,
    RecordedUpdate,
    Revision,
    Role,
    Update,
)

__all__ = [
    "Author",
    "Baseline",
    "BaselineDates",
    "Certainty",
    "Mark",
    "Meeting",
    "Milestone",
    "Plan",
    "PlanCalendar",
    "PlanLink",
    "RecordedUpdate",
    "Revision",
    "Rhythm",
    "Role",
    "Update",
    "apply_dates",
    "completed",
    "default_uid",
    "described",
    "engine_link",
    "format_lag",
    "format_span",
    "network_of",
    "options_of",
    "parse_lag",
    "parse_span",
    "progress_of",
    "progress_problems",
    "undated",
    "update_problems",
]

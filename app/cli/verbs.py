"""The verbs by name. Each is loaded when it is called, with what only it needs."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer

SUMMARIES = {
    "serve": "Migrate the database, seed an empty one, and serve it.",
    "seed": "Load the plan of the first forum into the database.",
    "replay": "Enter what was said of the seed plan after 5 May 2021.",
    "plans": "List the plans in the database.",
    "create": "Begin a plan from a plan document.",
    "export": "Write a stored plan as a plan document.",
    "archive": "Put a plan away, or take it back into use.",
    "visibility": "Show a plan to everybody, or only to who holds a key.",
    "revisions": "List the accepted changes to a plan.",
    "revision": "One accepted change: who, when, why, and what it changed.",
    "log": "The log as it was written: who, when, with which key, before and after.",
    "diff": "What one revision of a plan holds otherwise than another.",
    "schedule": "Every date and float of a plan document or of a stored plan.",
    "critical-path": "The chain that drives a target, and how much it can lose.",
    "explain": "Why a milestone stands where it stands, and what it is to a target.",
    "slippage": "What has moved against a baseline, or since a revision.",
    "why": "Why a target moved, and through whom: sums that are exact.",
    "baseline": "Take, list and compare baselines.",
    "trend": "How forecasts moved over revisions or months.",
    "risk": "What dates are worth: P50, P80, P90, and the chance that each date is kept.",
    "links": "What waits for what, and by how many days each link holds.",
    "findings": "What a planner has to look at.",
    "edit": "Change what a plan holds, and see what that moves.",
    "what-if": "What changes and reports would do to a plan; nothing is kept.",
    "scenario": "Keep what-ifs under a name, accept or discard them.",
    "update": "Report what happened to a milestone, and see what it moves.",
    "updates": "List what was said of a plan's milestones.",
    "owed": "What an agency is to report on now.",
    "verify": "Walk the logs of the plans: is every entry whole, and what the tables hold?",
    "backup": "Copy the database while it is served.",
    "restore": "Make a copy the database again.",
    "rights": "The SQL by which a PostgreSQL role may serve the plans and rewrite nothing.",
    "feed": "Create, list and revoke private calendar feeds.",
    "tick": "Move the data dates whose turn it is, and tell calendars what moves with them.",
    "key": "Create, list, rotate and revoke the keys that agencies and planners write with.",
}


class Verbs(Mapping[str, Any]):
    """The commands of ``imrf`` by name, made when they are asked for."""

    def __getitem__(self, name: str) -> Any:
        if name not in SUMMARIES:
            raise KeyError(name)
        module = import_module(f"app.cli.{name.replace('-', '_')}")
        return typer.main.get_command(module.verb)

    def __iter__(self) -> Iterator[str]:
        return iter(SUMMARIES)

    def __len__(self) -> int:
        return len(SUMMARIES)


def new_verb() -> typer.Typer:
    """Where a module registers its verb, or the verbs below it."""
    return typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=False)

"""``imrf update``: somebody said what happened to a milestone; what does that move?"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.cli import said
from app.cli.options import OPERATOR, By, DataDate, Json, PlanCode, Preview
from app.cli.output import write_json
from app.cli.receipts import receipt_shape, tell_receipt
from app.cli.stored import database, planner
from app.cli.verbs import new_verb
from app.clock import now
from app.documents import UpdateEntry, update_of
from app.documents.collecting import Problems
from app.errors import Contradicted, Problem, Refused
from app.plan import Update
from app.usecases.contradictions import both_named
from app.usecases.receipts import Receipt
from app.usecases.report import report

verb = new_verb()

OPTIONS = {
    "milestone": "CODE",
    "actual_start": "--started",
    "actual_finish": "--finished",
    "expected_finish": "--expected",
    "on_behalf_of": "--on-behalf-of",
    "takes_back": "--takes-back",
    "data_date": "--data-date",
}
"""What the fields of an update are called here, where it is not their name."""

HELD_SAYS = ("actual_start", "actual_finish")
FIELD = re.compile(r"\b(actual_start|actual_finish|remaining|expected_finish)\b")


@verb.command()
def update(
    plan: PlanCode,
    code: said.Code,
    held: said.Held = None,
    started: said.Started = None,
    finished: said.Finished = None,
    remaining: said.Remaining = None,
    expected: said.Expected = None,
    fixed: said.Fixed = None,
    window: said.Window = None,
    certainty: said.Certainty = None,
    cancelled: said.Cancelled = None,
    note: said.Note = "",
    source: said.Source = "",
    on_behalf_of: said.OnBehalfOf = "",
    takes_back: said.TakesBack = None,
    data_date: DataDate = None,
    by: By = OPERATOR,
    preview: Preview = False,
    json: Json = False,
) -> None:
    """Report what happened to a milestone, and see what it moves.

    Whoever writes at this machine is a planner, who may speak for an owner by naming the source.
    """
    fields = {
        "milestone": code,
        "held": held,
        "actual_start": started,
        "actual_finish": finished,
        "remaining": remaining,
        "expected_finish": expected,
        "fixed": fixed,
        "window": window,
        "certainty": certainty,
        "cancelled": cancelled,
        "note": note,
        "source": source,
        "on_behalf_of": on_behalf_of,
        "takes_back": takes_back,
    }
    _tell(_reported(plan, fields, by=by, data_date=data_date, preview=preview), json=json)


def _tell(receipt: Receipt, *, json: bool) -> None:
    if json:
        write_json(receipt_shape(receipt))
    else:
        tell_receipt(receipt, why=True)


def _reported(
    plan: str, fields: dict[str, Any], *, by: str, data_date: date | None, preview: bool
) -> Receipt:
    try:
        updates = [_update(fields)]
        with database() as opened, opened.write() as store:
            return report(
                store, plan, updates, planner(by), now(), data_date=data_date, preview=preview
            )
    except Refused as error:
        both = dict.fromkeys(HELD_SAYS, "--held") if fields["held"] else {}
        found = both_named(error) if isinstance(error, Contradicted) else error.problems
        raise type(error)(_in_words_of_the_call(found, {**OPTIONS, **both})) from None


def _update(told: dict[str, Any]) -> Update:
    fields = {name: value for name, value in told.items() if name != "takes_back"}
    problems = Problems()
    problems.read(UpdateEntry, fields, "")
    if fields["on_behalf_of"] and not fields["source"] and not fields["note"]:
        problems.add("on_behalf_of", "needs --source or --note: say where it was said")
    problems.refuse()
    return replace(update_of(UpdateEntry.model_validate(fields)), takes_back=told["takes_back"])


def _in_words_of_the_call(
    problems: tuple[Problem, ...], options: Mapping[str, str]
) -> list[Problem]:
    told = (
        Problem(options.get(each.place, f"--{each.place}"), _said_here(each.message))
        for each in problems
    )
    return list(dict.fromkeys(told))


def _said_here(rule: str) -> str:
    return FIELD.sub(_option, rule).replace("say cancelled = false to", "say --restored to")


def _option(field: re.Match[str]) -> str:
    return OPTIONS.get(field[0], f"--{field[0]}")

"""``imrf update``: somebody said what happened to a milestone; what does that move?"""

import re
from datetime import date
from typing import Annotated, Any

import typer

from app.cli.options import DataDate, Json, PlanCode, day
from app.cli.output import write_json
from app.cli.receipts import receipt_shape, tell_receipt
from app.cli.stored import OPERATOR, database
from app.cli.verbs import new_verb
from app.clock import now
from app.documents import UpdateEntry, update_of
from app.documents.collecting import Problems
from app.errors import Problem, Refused
from app.plan import Author, Role, Update
from app.usecases.report import report

verb = new_verb()

OPTIONS = {
    "milestone": "CODE",
    "actual_start": "--started",
    "actual_finish": "--finished",
    "expected_finish": "--expected",
    "on_behalf_of": "--on-behalf-of",
    "data_date": "--data-date",
}
"""What the fields of an update are called here, where it is not their name."""

FIELD = re.compile(r"\b(actual_start|actual_finish|remaining|expected_finish)\b")


@verb.command()
def update(
    plan: PlanCode,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code of the milestone.")],
    started: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="It began on this day.")
    ] = None,
    finished: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="It was over on this day.")
    ] = None,
    remaining: Annotated[
        int | None, typer.Option(metavar="N", help="Working days that it will still take.")
    ] = None,
    expected: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="When it is expected to be over.")
    ] = None,
    fixed: Annotated[
        str | None, typer.Option(metavar="DATE", help="Its new date: a day, or two: A/B.")
    ] = None,
    window: Annotated[
        str | None, typer.Option(metavar="DATES", help="Its new window: 2021-08, ../2022-02, A/B.")
    ] = None,
    certainty: Annotated[
        str | None,
        typer.Option(metavar="WORD", help="confirmed, stated, suggested, conditional or wished."),
    ] = None,
    cancelled: Annotated[
        bool | None, typer.Option("--cancelled/--restored", help="It will not, or will, happen.")
    ] = None,
    note: Annotated[str, typer.Option(help="What else is to be known.")] = "",
    source: Annotated[str, typer.Option(metavar="URL", help="Where it was said.")] = "",
    on_behalf_of: Annotated[
        str, typer.Option(metavar="OWNER", help="Who says so; needs --source or --note.")
    ] = "",
    data_date: DataDate = None,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who enters it.")] = OPERATOR.name,
    preview: Annotated[bool, typer.Option("--preview", help="Show it, keep nothing.")] = False,
    json: Json = False,
) -> None:
    """Report what happened to a milestone, and see what it moves.

    Whoever writes at this machine is a planner, who may speak for an owner by naming the source.
    """
    said = {
        "milestone": code,
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
    }
    author = Author(name=by, role=Role.PLANNER)
    try:
        with database() as opened, opened.write() as store:
            receipt = report(
                store,
                plan,
                [_update(said)],
                author,
                now(),
                data_date=data_date,
                preview=preview,
            )
    except Refused as error:
        raise type(error)(_in_words_of_the_call(error.problems)) from None
    if json:
        write_json(receipt_shape(receipt))
    else:
        tell_receipt(receipt)


def _update(said: dict[str, Any]) -> Update:
    problems = Problems()
    problems.read(UpdateEntry, said, "")
    if said["on_behalf_of"] and not said["source"] and not said["note"]:
        problems.add("on_behalf_of", "needs --source or --note: say where it was said")
    problems.refuse()
    return update_of(UpdateEntry.model_validate(said))


def _in_words_of_the_call(problems: tuple[Problem, ...]) -> list[Problem]:
    return [
        Problem(OPTIONS.get(each.place, f"--{each.place}"), FIELD.sub(_option, each.message))
        for each in problems
    ]


def _option(field: re.Match[str]) -> str:
    return OPTIONS.get(field[0], f"--{field[0]}")

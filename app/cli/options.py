"""Options that several verbs take."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter, ValidationError

from app.documents import Format, fields
from app.plan.limits import LAST_NUMBER

OPERATOR = "operator"
"""Who writes at this machine and does not say otherwise."""


def read_as(kind: Any) -> Callable[[str], Any]:
    """Reads what is typed as a document's value of ``kind``, and refuses it by the same rule."""
    adapter = TypeAdapter(kind)

    def read(text: str) -> Any:
        try:
            return adapter.validate_python(text)
        except ValidationError as error:
            rule = error.errors(include_url=False)[0]["ctx"]["error"]
            raise typer.BadParameter(str(rule)) from None

    return read


day = read_as(fields.Day)
line = read_as(fields.Line)
title = read_as(fields.Title)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
DataDate = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DAY", help="Status as of the close of this day."),
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target", metavar="CODE", help="Milestone to measure float to, or project; repeatable."
    ),
]
PlanCode = Annotated[str, typer.Argument(metavar="PLAN", help="Code of a stored plan.")]
Source = Annotated[
    str,
    typer.Argument(
        metavar="FILE|PLAN", help="A plan document (- is standard input) or a stored plan's code."
    ),
]
DocumentFormat = Annotated[
    Format | None,
    typer.Option("--format", metavar="json|toml", help="Of the document, if its name is silent."),
]
RevisionNumber = Annotated[
    int | None,
    typer.Option(
        "--revision",
        min=1,
        max=LAST_NUMBER,
        metavar="N",
        help="As the plan stood at this revision.",
    ),
]
KnownOn = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DAY", help="As the plan was known on this day."),
]
NewName = Annotated[
    str,
    typer.Argument(
        parser=read_as(fields.Name), metavar="NAME", help="A name that is not in use yet."
    ),
]
Id = Annotated[
    int, typer.Argument(metavar="ID", min=1, max=LAST_NUMBER, help="As the list of them shows it.")
]
By = Annotated[str, typer.Option(parser=line, metavar="NAME", help="Who enters it.")]
Reason = Annotated[str, typer.Option(parser=line, metavar="TEXT", help="Why, as the log shows it.")]
Preview = Annotated[bool, typer.Option("--preview", help="Show it, keep nothing.")]
BaselineName = Annotated[
    str | None,
    typer.Option(
        "--baseline", metavar="NAME", help="Of the baseline; else the last taken by then."
    ),
]
Since = Annotated[
    int | None,
    typer.Option(
        "--since", min=1, max=LAST_NUMBER, metavar="N", help="Against this revision instead."
    ),
]

"""Options that several verbs take."""

from datetime import date
from typing import Annotated

import typer

from app.documents import Format
from app.documents.fields import NOT_IN_LINE
from app.plan.limits import FIRST_DAY, LAST_DAY, LONGEST_LINE

MOST = 2**31 - 1
"""Numbers of revisions and keys go no further."""


def day(text: str) -> date:
    """A day as people and programs write it."""
    try:
        said = date.fromisoformat(text)
    except ValueError:
        said = None
    if said is None or len(text) != 10 or not FIRST_DAY <= said <= LAST_DAY:
        raise typer.BadParameter(f"must be a day such as 2021-07-12, {FIRST_DAY} to {LAST_DAY}")
    return said


def line(text: str) -> str:
    """A line as the log shows it."""
    if len(text) > LONGEST_LINE or NOT_IN_LINE.search(text):
        raise typer.BadParameter(
            f"must be at most {LONGEST_LINE} characters without control or direction characters"
        )
    return text


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
        "--revision", min=1, max=MOST, metavar="N", help="As the plan stood at this revision."
    ),
]
KnownOn = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DAY", help="As the plan was known on this day."),
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
    typer.Option("--since", min=1, max=MOST, metavar="N", help="Against this revision instead."),
]

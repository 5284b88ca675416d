"""``imrf updates``: what was said of milestones, and when."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.groups import State, spread
from app.cli.options import Json, PlanCode
from app.cli.output import write_json
from app.cli.shapes import Shape, revision_shape
from app.cli.stored import as_of, database
from app.cli.tables import write_lines, write_table
from app.cli.verbs import new_verb
from app.cli.words import shortened
from app.documents import updates_csv
from app.plan import RecordedUpdate, Update, format_span
from app.usecases.plans import updates as updates_of
from scheduling import Span

verb = new_verb()

FACTS = (
    "actual_start",
    "actual_finish",
    "remaining",
    "expected_finish",
    "fixed",
    "window",
    "certainty",
    "cancelled",
    "takes_back",
)
HEADINGS = (">id", ">revision", "data date", "by", "for", "code", "~what was said")


@verb.command()
@spread
def updates(
    plan: PlanCode,
    state: State,
    milestone: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only what was said of it.")
    ] = None,
    csv: Annotated[
        bool, typer.Option("--csv", help="As a table in which updates may be sent, too.")
    ] = False,
    json: Json = False,
) -> None:
    """List what was said of a plan's milestones, oldest first."""
    with database() as opened, opened.read() as store:
        said = updates_of(store, plan, milestone, as_of(state))
    if csv:
        sys.stdout.write(updates_csv(said))
    elif json:
        write_json({"plan": plan, "updates": [_shape(each) for each in said]})
    elif said:
        write_table(HEADINGS, [_row(each) for each in said])
    else:
        write_lines(["Nothing was said yet: imrf update reports what happened."])


def _row(said: RecordedUpdate) -> Sequence[object]:
    revision, update = said.revision, said.update
    return (
        said.id,
        revision.number,
        revision.data_date,
        revision.author,
        update.on_behalf_of or revision.agency,
        update.milestone,
        "; ".join(_said(update)),
    )


def _said(update: Update) -> Iterator[str]:
    """``actual finish 2021-05-11``, and the note; the source where nothing else was said."""
    given = {name: getattr(update, name) for name in FACTS}
    facts = {name: value for name, value in given.items() if value is not None}
    for name, value in facts.items():
        text = format_span(value) if isinstance(value, Span) else value
        yield f"{name.replace('_', ' ')} {text}"
    if words := shortened(update.note or ("" if facts else update.source)):
        yield words


def _shape(said: RecordedUpdate) -> Shape:
    """As the API gives it."""
    spans = {"fixed": said.update.fixed, "window": said.update.window}
    written = {name: span and format_span(span) for name, span in spans.items()}
    return {
        "id": said.id,
        "revision": revision_shape(said.revision),
        "update": {**asdict(said.update), **written},
    }

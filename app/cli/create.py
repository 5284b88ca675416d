"""``imrf create``: a plan document becomes a plan in the database."""

from contextlib import nullcontext
from typing import Annotated

import typer

from app.cli.options import OPERATOR, By, DocumentFormat, Json, Preview, read_as
from app.cli.output import write_json
from app.cli.planned import content_at, format_at
from app.cli.stored import database, planner
from app.cli.tables import write_lines
from app.cli.verbs import new_verb
from app.clock import now
from app.documents import read_plan
from app.documents.fields import Name
from app.usecases.importing import import_plan

verb = new_verb()


@verb.command()
def create(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A plan document; - is standard input.")
    ],
    baseline: Annotated[
        str | None,
        typer.Option(
            parser=read_as(Name), metavar="NAME", help="Freeze its dates under this name."
        ),
    ] = None,
    by: By = OPERATOR,
    format: DocumentFormat = None,
    preview: Preview = False,
    json: Json = False,
) -> None:
    """Begin a plan from a plan document; a document that holds only [plan] begins an empty one."""
    content = content_at(file)
    plan = read_plan(content, format or format_at(file, content))
    with (
        database(founding=True) as opened,
        opened.write() as store,
        store.trying() if preview else nullcontext(),
    ):
        revision = import_plan(store, plan, planner(by), now(), baseline=baseline)
    if json:
        write_json(
            {
                "plan": plan.code,
                "revision": revision.number,
                "data_date": revision.data_date,
                "kept": not preview,
            }
        )
    else:
        begun = "would be" if preview else "is"
        said = f"revision {revision.number}, data date {revision.data_date}"
        write_lines([f"{plan.code} {begun} in the database: {said}."])

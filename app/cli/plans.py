"""``imrf plans``: what is in the database."""

from typing import Annotated

import typer

from app.cli.options import Json
from app.cli.output import write_json
from app.cli.shapes import revision_shape
from app.cli.stored import database
from app.cli.tables import write_lines, write_table
from app.cli.verbs import new_verb
from app.usecases.plans import plans as listed

verb = new_verb()


@verb.command()
def plans(
    archived: Annotated[bool, typer.Option("--archived", help="Those that were put away.")] = False,
    json: Json = False,
) -> None:
    """List the plans in the database, each with its newest revision."""
    with database() as opened, opened.read() as store:
        found = listed(store, archived=archived)
    if json:
        shapes = [
            {"code": plan.code, "title": plan.title, "revision": revision_shape(plan.revision)}
            for plan in found
        ]
        write_json({"plans": shapes})
    elif not found:
        none = (
            "No plan is archived." if archived else "There are no plans yet: imrf seed loads one."
        )
        write_lines([none])
    else:
        write_table(
            ("code", "~title", ">revision", "data date"),
            [
                (plan.code, plan.title, plan.revision.number, plan.revision.data_date)
                for plan in found
            ],
        )

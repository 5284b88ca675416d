"""``imrf rights``: what a PostgreSQL role may do that serves the plans and does not own them."""

from typing import Annotated

import typer

from app.cli.options import title
from app.cli.tables import write_lines
from app.cli.verbs import new_verb
from app.store.rights import rights as rights_of

verb = new_verb()


@verb.command()
def rights(
    role: Annotated[
        str, typer.Argument(parser=title, metavar="ROLE", help="Under which the service runs.")
    ],
) -> None:
    """Print the SQL that gives ROLE its rights: history it may only add to.

    For the owner of the schema, after each migration.
    """
    write_lines(f"{statement};" for statement in rights_of(role))

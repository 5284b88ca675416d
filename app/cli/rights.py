"""``imrf rights``: what a PostgreSQL role may do that serves the plans and does not own them."""

from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from app.cli.tables import write_lines
from app.cli.terminal import refuse
from app.cli.verbs import new_verb
from app.documents.fields import Title
from app.store.rights import rights as rights_of

verb = new_verb()


@verb.command()
def rights(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="Under which the service runs.")],
) -> None:
    """Print the SQL that gives ROLE its rights: history it may only add to.

    For the owner of the schema, after each migration.
    """
    try:
        TypeAdapter(Title).validate_python(role)
    except ValidationError as error:
        refuse("ROLE", str(error.errors(include_url=False)[0]["ctx"]["error"]))
    write_lines(f"{statement};" for statement in rights_of(role))

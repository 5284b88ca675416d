"""``imrf key``: the keys with which agencies and planners write over the network."""

from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from app.cli.options import MOST, Json, day
from app.cli.output import write_json
from app.cli.shapes import Shape
from app.cli.stored import database
from app.cli.tables import write_lines, write_table
from app.cli.verbs import new_verb
from app.clock import now
from app.plan import Role
from app.store import Key
from app.usecases.keys import create_key, revoke_key

verb = new_verb()

HEADINGS = (">id", "role", "agency", "~label", "created", "expires", "revoked")


@verb.callback()
def key() -> None:
    """Create, list and revoke the keys that agencies and planners write with."""


@verb.command()
def create(
    role: Annotated[Role, typer.Option(help="What the key may do.")],
    label: Annotated[str, typer.Option(help="Who holds it, as the log will name them.")],
    agency: Annotated[str, typer.Option(help="Which agency it speaks for.")] = "",
    expires: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="The first day it is dead (UTC).")
    ] = None,
    json: Json = False,
) -> None:
    """Make a key; its secret is shown here and never again."""
    until = None if expires is None else datetime.combine(expires, time(), UTC)
    with database(founding=True) as opened, opened.write() as store:
        made = create_key(store, role=role, label=label, agency=agency, now=now(), expires_at=until)
    if json:
        write_json({**_shape(made.key), "secret": made.secret})
    else:
        holder = f"{role.value} of {agency}" if agency else role.value
        write_lines(
            [
                f"Key {made.key.id} for {label} ({holder}). Its secret is not shown again:",
                made.secret,
            ]
        )


@verb.command("list")
def list_keys(json: Json = False) -> None:
    """List the keys, oldest first; their secrets are not kept."""
    with database() as opened, opened.read() as store:
        found = store.all_keys()
    if json:
        write_json({"keys": [_shape(each) for each in found]})
    elif not found:
        write_lines(["There are no keys yet: imrf key create makes one."])
    else:
        write_table(HEADINGS, [_row(each) for each in found])


@verb.command()
def revoke(
    number: Annotated[
        int, typer.Argument(metavar="ID", min=1, max=MOST, help="As imrf key list shows it.")
    ],
    json: Json = False,
) -> None:
    """End a key: it opens nothing from the next request on."""
    with database() as opened, opened.write() as store:
        ended = revoke_key(store, number, now())
    if json:
        write_json(_shape(ended))
    else:
        write_lines([f"Key {ended.id} for {ended.label} opens nothing any more."])


def _shape(key: Key) -> Shape:
    return {
        "id": key.id,
        "role": key.role.value,
        "agency": key.agency,
        "label": key.label,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
    }


def _row(key: Key) -> tuple[object, ...]:
    days = (key.created_at, key.expires_at, key.revoked_at)
    return (key.id, key.role.value, key.agency, key.label, *(day and day.date() for day in days))

"""``imrf key``: the keys with which agencies and planners write over the network."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

import typer

from app.cli.options import Id, Json, day, line, title
from app.cli.output import write_json
from app.cli.shapes import Shape
from app.cli.stored import database
from app.cli.tables import write_lines, write_table
from app.cli.verbs import new_verb
from app.clock import now
from app.plan import Role
from app.store import Key
from app.usecases.keys import (
    LONGEST_OVERLAP_DAYS,
    OVERLAP_DAYS,
    NewKey,
    create_key,
    revoke_key,
    rotate_key,
)

verb = new_verb()

DAYS = ("created", "expires", "revoked", "last used")
HEADINGS = (">id", "role", "agency", "~label", *DAYS, ">follows")


@verb.callback()
def key() -> None:
    """Create, list, rotate and revoke the keys that agencies and planners write with."""


@verb.command()
def create(
    role: Annotated[Role, typer.Option(help="What the key may do.")],
    label: Annotated[
        str,
        typer.Option(parser=title, metavar="WHO", help="Who holds it, as the log will name them."),
    ],
    agency: Annotated[
        str, typer.Option(parser=line, metavar="AGENCY", help="Which agency it speaks for.")
    ] = "",
    expires: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="The first day it is dead (UTC).")
    ] = None,
    json: Json = False,
) -> None:
    """Make a key; its secret is shown here and never again."""
    with database(founding=True) as opened, opened.write() as store:
        made = create_key(
            store, role=role, label=label, agency=agency, now=now(), expires_at=_start_of(expires)
        )
    _tell(made, json=json)


@verb.command()
def rotate(
    number: Id,
    overlap: Annotated[
        int,
        typer.Option(
            min=0,
            max=LONGEST_OVERLAP_DAYS,
            metavar="DAYS",
            help="How long the old one lives on.",
        ),
    ] = OVERLAP_DAYS,
    expires: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="The new one's first dead day.")
    ] = None,
    json: Json = False,
) -> None:
    """Make the key that follows one; for some days both open."""
    with database() as opened, opened.write() as store:
        made = rotate_key(
            store, number, now(), overlap=timedelta(days=overlap), expires_at=_start_of(expires)
        )
    _tell(made, json=json)


@verb.command("list")
def list_keys(json: Json = False) -> None:
    """List the keys, oldest first; their secrets are not kept."""
    with database() as opened, opened.read() as store:
        found = store.keys.every()
    if json:
        write_json({"keys": [_shape(each) for each in found]})
    elif not found:
        write_lines(["There are no keys yet: imrf key create makes one."])
    else:
        write_table(HEADINGS, [_row(each) for each in found])


@verb.command()
def revoke(
    number: Id,
    json: Json = False,
) -> None:
    """End a key: it opens nothing from the next request on."""
    with database() as opened, opened.write() as store:
        ended = revoke_key(store, number, now())
    if json:
        write_json(_shape(ended))
    else:
        write_lines([f"Key {ended.id} for {ended.label} opens nothing any more."])


def _start_of(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)


def _tell(made: NewKey, *, json: bool) -> None:
    """The key, and this once its secret."""
    key = made.key
    if json:
        write_json({**_shape(key), "secret": made.secret})
        return
    holder = f"{key.role.value} of {key.agency}" if key.agency else key.role.value
    told = f"Key {key.id} for {key.label} ({holder}). Its secret is not shown again:"
    write_lines([told, made.secret])


def _shape(key: Key) -> Shape:
    return {
        "id": key.id,
        "role": key.role.value,
        "agency": key.agency,
        "label": key.label,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "used_at": key.used_at,
        "replaces": key.replaces,
    }


def _row(key: Key) -> tuple[object, ...]:
    days = (key.created_at, key.expires_at, key.revoked_at, key.used_at)
    told = (day and day.date() for day in days)
    return (key.id, key.role.value, key.agency, key.label, *told, key.replaces)

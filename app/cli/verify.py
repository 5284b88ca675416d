"""``imrf verify``: whether the log of a plan is whole, and says what the tables hold."""

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.options import Json
from app.cli.output import write_json
from app.cli.stored import database
from app.cli.tables import write_table
from app.cli.verbs import new_verb
from app.errors import Problem, Refused
from app.usecases.verify import Verified, verify_asked

verb = new_verb()


@verb.command()
def verify(
    plan: Annotated[
        str | None, typer.Argument(metavar="[PLAN]", help="Code of a stored plan; all without it.")
    ] = None,
    seen: Annotated[
        str, typer.Option(metavar="DIGEST", help="Noted earlier, and still to be found in the log.")
    ] = "",
    json: Json = False,
) -> None:
    """Walk the log; the first entry that is broken is named, and the exit code is 2."""
    with database() as opened, opened.read() as store:
        found = verify_asked(store, plan, seen=seen)
    broken = [problem for each in found for problem in _problems(each)]
    if broken:
        raise Refused(broken)
    if json:
        write_json({"plans": [asdict(each) for each in found]})
    else:
        rows = [(each.plan, each.entries, each.digest) for each in found]
        write_table(("plan", ">entries", "digest"), rows)


def _problems(found: Verified) -> list[Problem]:
    if found.broken is None:
        return []
    return [Problem(found.plan, f"revision {found.broken.revision}: {found.broken.reason}")]

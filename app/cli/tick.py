"""``imrf tick``: what the service does by itself every few minutes, for who has it done by cron."""

from app.cli.options import Json
from app.cli.output import write_json
from app.cli.shapes import revision_shape
from app.cli.stored import database
from app.cli.tables import write_lines
from app.cli.verbs import new_verb
from app.clock import now
from app.usecases.moving import move_data_dates

verb = new_verb()


@verb.command()
def tick(json: Json = False) -> None:
    """Move the data dates whose turn it is, and tell calendars what moves with them."""
    with database() as opened:
        moved = list(move_data_dates(opened, now()))
    if json:
        rows = [{"plan": plan, "revision": revision_shape(each)} for plan, each in moved]
        write_json({"moved": rows})
    elif not moved:
        write_lines(["No data date had to move."])
    else:
        write_lines(
            f"{plan}: data date {each.data_date}, revision {each.number}" for plan, each in moved
        )

"""``imrf revisions``: who changed a plan, when, and why."""

from app.cli.groups import State, spread
from app.cli.options import Json, PlanCode
from app.cli.output import write_json
from app.cli.shapes import revision_shape
from app.cli.stored import as_of, database
from app.cli.tables import write_table
from app.cli.verbs import new_verb
from app.usecases.plans import revisions as revisions_of

verb = new_verb()


@verb.command()
@spread
def revisions(
    plan: PlanCode,
    state: State,
    json: Json = False,
) -> None:
    """List the accepted changes to a plan, oldest first, up to a revision or a day."""
    with database() as opened, opened.read() as store:
        found = revisions_of(store, plan, as_of(state))
    if json:
        write_json({"plan": plan, "revisions": [revision_shape(each) for each in found]})
        return
    write_table(
        (">revision", "data date", "kind", "by", "~reason"),
        [(each.number, each.data_date, each.kind, each.author, each.reason) for each in found],
    )

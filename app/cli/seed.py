"""``imrf seed``: the plan of the first forum, as known on 5 May 2021."""

from app.cli.options import Json
from app.cli.output import write_json
from app.cli.seeding import SEED, load_seed
from app.cli.shapes import revision_shape
from app.cli.stored import database
from app.cli.tables import write_lines
from app.cli.verbs import new_verb

verb = new_verb()


@verb.command()
def seed(json: Json = False) -> None:
    """Load the plan of the first forum into the database; once is enough."""
    with database(founding=True) as opened:
        revision, loaded = load_seed(opened)
    if json:
        write_json({"plan": SEED, "loaded": loaded, "revision": revision_shape(revision)})
    elif loaded:
        write_lines([f"{SEED} is loaded: revision 1, data date {revision.data_date}."])
    else:
        write_lines([f"{SEED} is there already, at revision {revision.number}."])

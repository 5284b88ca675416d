"""What the proofs begin with."""

from app.plan import Plan
from app.store import Database
from app.usecases.importing import import_plan
from app.usecases.verify import Broken, verify_all
from tests.api.service import Prepared, keys_in
from tests.plans import NOW, PLANNER


def prepared(url: str, *plans: Plan) -> Prepared:
    """The database at ``url``, with keys and ``plans``."""
    keys, database = keys_in(url), Database(url)
    for plan in plans:
        with database.write() as store:
            import_plan(store, plan, PLANNER, NOW)
    database.close()
    return Prepared(url=url, keys=keys)


def faults(url: str) -> list[Broken]:
    """Where the log and the tables of a plan do not tell the same story; nothing, else."""
    database = Database(url)
    with database.read() as store:
        found = [each.broken for each in verify_all(store) if each.broken]
    database.close()
    return found

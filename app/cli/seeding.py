"""The seed plan goes into the database, and what was said of it later."""

from collections.abc import Sequence
from datetime import date

from app.clock import now
from app.errors import NotFound
from app.plan import Author, Revision, Role
from app.store import Database, Store
from app.usecases.importing import import_plan
from app.usecases.replay import replay
from seed import history, imrf_2022

SEED = "imrf-2022"
BASELINE = "seed"
SEEDER = Author(name="seed", role=Role.PLANNER)


def seed_empty(database: Database) -> str | None:
    """Seed an empty database; answer the code of the plan to show, if there is one."""
    with database.read() as store:
        if found := store.plans():
            return _shown([plan.code for plan in found])
    load_seed(database)
    return SEED


def load_seed(database: Database) -> tuple[Revision, bool]:
    """The newest revision of the seed plan, and whether it had to be loaded first."""
    plan = imrf_2022()
    with database.write() as store:
        found = _newest(store)
        if found is not None:
            return found, False
        return import_plan(store, plan, SEEDER, now(), baseline=BASELINE, reason=REASON), True


def enter_history(database: Database, until: date | None = None) -> tuple[Revision, ...]:
    """Enter what was said of the seed plan after its newest revision, up to a day."""
    with database.write() as store:
        newest = store.find(SEED).revision.data_date
        said = [
            (day, update)
            for day, update in history()
            if day > newest and (until is None or day <= until)
        ]
        return replay(store, SEED, said, SEEDER, now())


REASON = "the plan as known on 5 May 2021"


def _newest(store: Store) -> Revision | None:
    try:
        return store.find(SEED).revision
    except NotFound:
        return None


def _shown(codes: Sequence[str]) -> str:
    return SEED if SEED in codes else codes[0]

import pytest

from app.store import Database
from app.usecases.importing import import_plan
from tests.plans import NOW, PLANNER, small_plan


@pytest.fixture
def seeded(database: Database) -> Database:
    """The small plan, imported on 5 May 2021 with the baseline ``seed``."""
    with database.write() as store:
        import_plan(store, small_plan(), PLANNER, NOW, baseline="seed")
    return database

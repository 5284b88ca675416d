from datetime import datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.pages import routes
from app.settings import Settings
from app.store import Database
from tests.feeds.story import Story, awkward_plan
from tests.plans import NOW


def _unnoted(_key: int, _now: datetime) -> None:
    """Nobody asks these pages when a key was last used."""


@pytest.fixture
def empty(chosen_url: str, chosen: Database) -> Story:
    """Pages of no plan."""
    settings = Settings(database_url=chosen_url)
    app = Starlette(routes=routes(chosen, settings, _unnoted, now=lambda: NOW))
    return Story(database=chosen, client=TestClient(app, base_url="https://plan.example.org"))


@pytest.fixture
def told(empty: Story) -> Story:
    """Pages of the plan as it was first told."""
    empty.begin(awkward_plan())
    return empty

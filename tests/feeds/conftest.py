import pytest

from app.store import Database
from tests.feeds.story import Story, awkward_plan, story


@pytest.fixture
def told(chosen_url: str, chosen: Database) -> Story:
    """The plan as it was first told."""
    begun = story(chosen_url, chosen)
    begun.begin(awkward_plan())
    return begun

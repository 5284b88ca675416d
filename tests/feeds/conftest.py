import pytest

from app.store import Database
from tests.feeds.story import Story, awkward_plan, story


@pytest.fixture
def told(embedded_url: str, embedded: Database) -> Story:
    """The plan as it was first told."""
    begun = story(embedded_url, embedded)
    begun.begin(awkward_plan())
    return begun

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import migrate
from tests.api.service import Service, serving


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without a plan, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "plans.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def service(empty: Path, tmp_path: Path) -> Iterator[Service]:
    """A service with keys and no plan."""
    file = tmp_path / "plans.db"
    shutil.copy(empty, file)
    with serving(file) as service:
        yield service


@pytest.fixture
def told(service: Service) -> Service:
    """A service with the plan of the story, to which nothing has been reported yet."""
    service.import_story()
    return service

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import migrate
from tests.api.service import PLAN, Prepared, Service, keys_in, serving


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A database with keys and without a plan, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "plans.db"
    migrate(f"sqlite:///{file}")
    return Prepared(file=file, keys=keys_in(file))


@pytest.fixture(scope="session")
def imported(empty: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The plan of the story, to which nothing has been reported yet."""
    with serving(empty.copied(tmp_path_factory.mktemp("imported"))) as service:
        assert service.import_story().status_code == 201
        later = {"name": "seed", "data_date": "2021-06-01"}
        assert service.post(f"{PLAN}/scenarios", later).status_code == 201
    return Prepared(file=service.file, keys=empty.keys)


@pytest.fixture
def service(empty: Prepared, tmp_path: Path) -> Iterator[Service]:
    """A service without a plan."""
    with serving(empty.copied(tmp_path)) as service:
        yield service


@pytest.fixture
def told(imported: Prepared, tmp_path: Path) -> Iterator[Service]:
    """A service with the plan of the story."""
    with serving(imported.copied(tmp_path)) as service:
        yield service


@pytest.fixture(scope="session")
def unmoved(imported: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The same, shared by tests after which it stands as it stood: reads, refusals, previews."""
    with serving(imported.copied(tmp_path_factory.mktemp("unmoved"))) as service:
        yield service

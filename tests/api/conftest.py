from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.service import PLAN, Prepared, Service, keys_in, serving
from tests.databases import ENGINE, Patterns, copied


@pytest.fixture(scope="session")
def empty(patterns: Patterns, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """A database with keys and without a plan, to be copied."""
    with copied(patterns(ENGINE), tmp_path_factory.mktemp("empty")) as url:
        yield Prepared(url=url, keys=keys_in(url))


@pytest.fixture(scope="session")
def imported(empty: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """The plan of the story, to which nothing has been reported yet."""
    with empty.copied(tmp_path_factory.mktemp("imported")) as prepared:
        with serving(prepared) as service:
            assert service.import_story().status_code == 201
            later = {"name": "seed", "data_date": "2021-06-01"}
            assert service.post(f"{PLAN}/scenarios", later).status_code == 201
            assert service.post(f"{PLAN}/risk/jobs?seed=9", None).status_code == 202
            reader = {"plan": "imrf-2022", "label": "Reader"}
            assert service.post("/api/v1/feeds", reader).status_code == 201
        yield prepared


@pytest.fixture
def service(empty: Prepared, tmp_path: Path) -> Iterator[Service]:
    """A service without a plan."""
    with empty.copied(tmp_path) as prepared, serving(prepared) as service:
        yield service


@pytest.fixture
def told(imported: Prepared, tmp_path: Path) -> Iterator[Service]:
    """A service with the plan of the story."""
    with imported.copied(tmp_path) as prepared, serving(prepared) as service:
        yield service


@pytest.fixture(scope="session")
def unmoved(imported: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The same, shared by tests after which it stands as it stood: reads, refusals, previews."""
    folder = tmp_path_factory.mktemp("unmoved")
    with imported.copied(folder) as prepared, serving(prepared) as service:
        yield service

"""What every test may rely on: how hypothesis looks for examples, where installed programs stand.

The profile ``quick`` draws the same examples on every run, ``thorough`` looks for new ones.
HYPOTHESIS_PROFILE chooses; the long tests take the thorough one.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.store import Database, migrate
from app.usecases.verify import verify_all
from tests.postgresql import Server, running

CLIENTS = "IMRF_CLIENTS"

settings.register_profile(
    "quick",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough",
    deadline=None,
    max_examples=1_000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def program() -> Callable[[str], Path]:
    """Where a calendar client's program stands that ``make test-long`` installed."""

    def path_of(name: str) -> Path:
        folder = os.environ.get(CLIENTS)
        assert folder, "run by `make test-long`, which installs the programs"
        path = Path(folder) / name
        assert path.is_file(), f"{path} is missing: remove .clients and run `make test-long`"
        return path

    return path_of


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test says itself what is set, whatever the shell it runs in says."""
    for name in [name for name in os.environ if name.startswith("IMRF_") and name != CLIENTS]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server with a database ``pattern`` of this release."""
    with running() as server:
        server.make_template()
        yield server


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database of this release, empty, to be copied."""
    file = tmp_path_factory.mktemp("pattern") / "plans.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def embedded_url(pattern: Path, tmp_path: Path) -> str:
    """Where an SQLite database of this release stands, empty."""
    return f"sqlite:///{shutil.copy(pattern, tmp_path / 'plans.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a database of this release stands, empty: on one engine and then on the other."""
    if request.param == "sqlite":
        yield request.getfixturevalue("embedded_url")
    else:
        server: Server = request.getfixturevalue("server")
        with server.database() as address:
            yield address


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """An empty database; whatever a test did to it, its log is whole at the end."""
    database = Database(url)
    yield database
    with database.read() as store:
        assert [each.broken for each in verify_all(store) if each.broken] == []
    database.close()


@pytest.fixture
def embedded(embedded_url: str) -> Iterator[Database]:
    """An empty database in a real SQLite file."""
    database = Database(embedded_url)
    yield database
    database.close()

"""What every test may rely on: how hypothesis looks for examples, where installed programs stand.

The profile ``quick`` draws the same examples on every run, ``thorough`` looks for new ones.
HYPOTHESIS_PROFILE chooses; the long tests take the thorough one.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.store import Database, migrate

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


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where a database of this release stands, empty."""
    address = f"sqlite:///{tmp_path / 'plans.db'}"
    migrate(address)
    return address


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """An empty database in a real file."""
    database = Database(url)
    yield database
    database.close()

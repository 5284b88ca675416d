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
from app.usecases.verify import verify_all
from tests.compiled import share_compiled_statements
from tests.databases import CHOSEN, ENGINE, ENGINES, Patterns, asked, connected, copied, repeated
from tests.postgresql import Server, Starting, running

CLIENTS = "IMRF_CLIENTS"
KEPT = (CLIENTS, CHOSEN)

settings.register_profile(
    "quick",
    derandomize=True,
    deadline=None,
    max_examples=40,
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
share_compiled_statements()
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A run on another engine repeats what asks for the engine of the run, and nothing else."""
    if ENGINE == "sqlite":
        return
    again = [item for item in items if repeated(getattr(item, "fixturenames", ()))]
    config.hook.pytest_deselected(items=[item for item in items if item not in again])
    items[:] = again


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
    for name in [name for name in os.environ if name.startswith("IMRF_") and name not in KEPT]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _only_what_it_asked_for(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test connects to no database of an engine that none of its fixtures names."""
    with connected() as found:
        yield
    assert found <= asked(request.fixturenames), "mend: ask for the database by a fixture"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server with a database ``pattern`` of this release."""
    with running() as server:
        server.make_template()
        yield server


@pytest.fixture
def own_server() -> Starting:
    """Starts a server that is the test's alone, to be stopped or set otherwise."""
    return running


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where an SQLite database of this release stands, empty, to be copied."""
    address = f"sqlite:///{tmp_path_factory.mktemp('pattern') / 'plans.db'}"
    migrate(address)
    return address


@pytest.fixture
def embedded_folder(tmp_path: Path) -> Path:
    """A folder for a test that is about SQLite's file."""
    return tmp_path


@pytest.fixture
def embedded_url(pattern: str, embedded_folder: Path) -> Iterator[str]:
    """Where an SQLite database of this release stands, empty."""
    with copied(pattern, embedded_folder) as address:
        yield address


@pytest.fixture(scope="session")
def patterns(request: pytest.FixtureRequest) -> Patterns:
    """Where an empty database of this release stands, by its engine; to be copied."""

    def of(engine: str) -> str:
        if engine == "sqlite":
            found: str = request.getfixturevalue("pattern")
            return found
        server: Server = request.getfixturevalue("server")
        return server.url("pattern")

    return of


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """One engine and then the other, in every run."""
    name: str = request.param
    return name


@pytest.fixture
def bare(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a database without any table stands, on either engine."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'plans.db'}"
        return
    server: Server = request.getfixturevalue("server")
    with copied(server.url("template1"), tmp_path) as address:
        yield address


@pytest.fixture
def url(engine: str, patterns: Patterns, tmp_path: Path) -> Iterator[str]:
    """Where a database of this release stands, empty: on one engine and then on the other."""
    with copied(patterns(engine), tmp_path) as address:
        yield address


@pytest.fixture
def chosen_url(patterns: Patterns, tmp_path: Path) -> Iterator[str]:
    """The same on the engine of this run alone."""
    with copied(patterns(ENGINE), tmp_path) as address:
        yield address


@pytest.fixture
def chosen(chosen_url: str) -> Iterator[Database]:
    """An empty database on the engine of this run."""
    database = Database(chosen_url)
    yield database
    database.close()


@pytest.fixture
def folder(
    patterns: Patterns,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """An empty folder in which the terminal stands, 100 columns wide.

    Its database is the embedded one, below the folder, or that of the run's engine.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    if ENGINE != "sqlite":
        monkeypatch.setenv("IMRF_DATABASE_URL", request.getfixturevalue("chosen_url"))
    return tmp_path


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

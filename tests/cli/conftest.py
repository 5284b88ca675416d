from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.stored import database
from app.documents import read_plan
from app.plan import Author, Role
from app.usecases.importing import import_plan
from tests.cli.terminals import REPORT
from tests.databases import ENGINE, Patterns

PLANNER = Author(name="Secretariat", role=Role.PLANNER)
NOW = datetime(2021, 5, 5, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
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
def report() -> str:
    """The name of a plan document."""
    Path("report.toml").write_text(REPORT)
    return "report.toml"


@pytest.fixture
def stored() -> str:
    """The code of the report, stored with the baseline ``approved``."""
    with database(founding=True) as opened, opened.write() as store:
        import_plan(store, read_plan(REPORT, "toml"), PLANNER, NOW, baseline="approved")
    return "report"

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.documents import read_plan
from app.plan import Author, Role
from app.store import Database, migrate
from app.usecases.importing import import_plan
from tests.cli.terminals import REPORT

URL = "sqlite:///var/imrf.db"
PLANNER = Author(name="Secretariat", role=Role.PLANNER)
NOW = datetime(2021, 5, 5, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the terminal stands, 100 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def report() -> str:
    """The name of a plan document."""
    Path("report.toml").write_text(REPORT)
    return "report.toml"


@pytest.fixture
def stored() -> str:
    """The code of the report, stored with the baseline ``approved``."""
    Path("var").mkdir()
    migrate(URL)
    database = Database(URL)
    with database.write() as store:
        import_plan(store, read_plan(REPORT, "toml"), PLANNER, NOW, baseline="approved")
    database.close()
    return "report"

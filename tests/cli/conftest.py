from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.stored import database
from app.documents import read_plan
from app.plan import Author, Role
from app.usecases.importing import import_plan
from tests.cli.terminals import REPORT

PLANNER = Author(name="Secretariat", role=Role.PLANNER)
NOW = datetime(2021, 5, 5, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _terminal(folder: Path) -> None:
    """Every test types into a terminal of its own."""


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

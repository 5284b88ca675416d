from pathlib import Path

import pytest

from app.store.migrations import differences, migrate

pytestmark = pytest.mark.check


def test_the_migrations_make_what_the_tables_say(embedded_folder: Path) -> None:
    url = f"sqlite:///{embedded_folder / 'plans.db'}"
    migrate(url)
    assert differences(url) == [], (
        "mend: write alembic/versions/NNNN_what.py that turns the schema into app.store.tables"
    )

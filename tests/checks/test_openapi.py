from pathlib import Path

import pytest

from tests.checks.openapi import document

pytestmark = pytest.mark.check


def test_the_committed_description_is_the_apps() -> None:
    committed = Path(__file__).parents[2] / "openapi.json"
    assert committed.exists(), "mend: make openapi"
    assert committed.read_text() == document(), "mend: make openapi"

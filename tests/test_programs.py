import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.long
@pytest.mark.parametrize("name", ["khal", "vdirsyncer"])
def test_a_calendar_client_is_at_hand(program: Callable[[str], Path], name: str) -> None:
    answer = subprocess.run(
        [program(name), "--version"], capture_output=True, text=True, check=True
    )
    assert name in answer.stdout

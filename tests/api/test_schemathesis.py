"""A program that reads the API's description and tries what it allows, and what it does not."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.served import served
from tests.api.service import Prepared

pytestmark = pytest.mark.long

CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance"
EXAMPLES = "10"
SEED = "2021"
MINUTES = 15


@pytest.mark.parametrize("key", ["planner", "administrator"])
def test_no_request_that_the_description_leads_to_fails(
    imported: Prepared, tmp_path: Path, program: Callable[[str], Path], key: str
) -> None:
    with imported.copied(tmp_path) as prepared, served(prepared) as address:
        done = subprocess.run(
            [
                program("schemathesis"),
                "run",
                f"{address}/openapi.json",
                f"--header=Authorization: Bearer {prepared.keys[key]}",
                f"--checks={CHECKS}",
                f"--max-examples={EXAMPLES}",
                f"--seed={SEED}",
                "--phases=examples,fuzzing",
                "--exclude-path-regex=/keys/",
                "--no-color",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=MINUTES * 60,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]

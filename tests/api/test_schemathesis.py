"""A program that reads the API's description and tries what it allows, and what it does not.

``tests/clients/reaching.py`` leads it to what there is: a plan that does not exist hides all that
is below it.
"""

import os
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from app.api.describing import EXAMPLES
from tests.api.served import served
from tests.api.service import Prepared, example, serving
from tests.api.test_hostile_everywhere import operations
from tests.api.test_metrics import counted
from tests.workers import PLENTY, ROOT

pytestmark = pytest.mark.long

CHECKS = (
    "not_a_server_error",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "status_code_conformance",
    "use_after_free",
)
MOST = 20
SEED = 2021
MINUTES = 15
MOST_NOT_FOUND = 0.15
BELOW_A_PLAN = {
    name
    for name, (_, path, _) in operations("get", "post", "put", "patch", "delete").items()
    if "{plan}" in path
}


@pytest.fixture
def stocked(
    imported: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Prepared]:
    """Plans, scenarios and keys enough to be changed, put away and revoked; no limits."""
    for name, value in PLENTY.items():
        monkeypatch.setenv(name, value)
    story, scenario = example("create_plan.request"), example("save_scenario.request")
    key = {"role": "viewer", "label": "Another reader"}
    with imported.copied(tmp_path) as prepared, serving(prepared) as service:
        for plan in ("other", "put-away"):
            story["plan"]["code"] = plan
            assert service.post("/api/v1/plans?baseline=seed", story).status_code == 201
        for number in range(8):
            named = {**scenario, "name": f"scenario {number}"}
            for plan in ("imrf-2022", "other"):
                assert service.post(f"/api/v1/plans/{plan}/scenarios", named).status_code == 201
            assert service.post("/api/v1/keys", key, key="administrator").status_code == 201
        yield prepared


def schemathesis(program: Path, address: str, secret: str, folder: Path) -> str:
    """What it finds; nothing, if all is as described."""
    done = subprocess.run(
        [
            program,
            "run",
            f"{address}/openapi.json",
            f"--header=Authorization: Bearer {secret}",
            f"--checks={','.join(CHECKS)}",
            f"--max-examples={MOST}",
            f"--seed={SEED}",
            "--phases=examples,fuzzing",
            "--no-color",
        ],
        cwd=folder,
        env={
            **os.environ,
            "SCHEMATHESIS_HOOKS": str(ROOT / "tests" / "clients" / "reaching.py"),
            "IMRF_STORY": str(EXAMPLES / "create_plan.request.json"),
        },
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )
    return done.stdout[-8_000:] + done.stderr[-2_000:] if done.returncode else ""


@pytest.mark.parametrize("key", ["planner", "administrator"])
def test_no_request_that_the_description_leads_to_fails(
    stocked: Prepared, tmp_path: Path, program: Callable[[str], Path], key: str
) -> None:
    with served(stocked) as address:
        found = schemathesis(program("schemathesis"), address, stocked.keys[key], tmp_path)
        answers = counted(httpx.get(f"{address}/metrics", timeout=60).text)
    assert found == ""
    below = Counter[str]()
    for (_, operation, status), times in answers.items():
        below[status] += int(times) * (operation in BELOW_A_PLAN)
    accepted = {operation for _, operation, status in answers if status.startswith("2")}
    assert {*BELOW_A_PLAN} - accepted == set(), "nothing that was asked there was answered"
    assert below["404"] < MOST_NOT_FOUND * below.total(), below

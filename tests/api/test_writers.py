"""Sixty-four writers who keep their connections, through real HTTP."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.api.served import PATIENCE, served
from tests.api.service import PLAN, Prepared

WRITERS = 64
EACH = 3


def test_sixty_four_writers_freeze_nothing_and_lose_nothing(
    imported: Prepared, tmp_path: Path
) -> None:
    headers = {"Authorization": f"Bearer {imported.keys['agency']}"}

    def write(number: int) -> list[int]:
        with httpx.Client(base_url=address, headers=headers, timeout=PATIENCE) as client:
            said = ({"note": f"Word {number}/{turn}"} for turn in range(EACH))
            path = f"{PLAN}/milestones/rr-africa/updates"
            return [client.post(path, json=each).status_code for each in said]

    with (
        imported.copied(tmp_path) as prepared,
        served(prepared) as address,
        ThreadPoolExecutor(max_workers=WRITERS) as writers,
    ):
        statuses = [status for turns in writers.map(write, range(WRITERS)) for status in turns]
        assert set(statuses) <= {201, 503}
        revisions = httpx.get(f"{address}{PLAN}/revisions", timeout=PATIENCE).json()["revisions"]
        said = httpx.get(f"{address}{PLAN}/updates", timeout=PATIENCE).json()["updates"]
    accepted = statuses.count(201)
    assert accepted > 0
    assert [each["number"] for each in revisions] == list(range(1, accepted + 2))
    assert len({each["update"]["note"] for each in said}) == accepted

"""The disk of the database takes nothing more, under a service that runs: reads and feeds go on."""

import errno
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from sqlalchemy.engine import make_url

from app.store import Database
from tests.plans import small_plan
from tests.trust.disks import shim
from tests.trust.preparing import faults, prepared
from tests.workers import worker

pytestmark = pytest.mark.long

PLAN = "/api/v1/plans/small"
UPDATES = f"{PLAN}/milestones/draft/updates"
READS = (PLAN, f"{PLAN}/schedule", "/plans/small", "/feeds/public/small/plan.ics")


def written(client: httpx.Client) -> tuple[int, str | None]:
    """What a write is answered, and when to try again."""
    answer = client.post(UPDATES, json={"note": "x" * 5_000})
    return answer.status_code, answer.headers.get("retry-after")


@pytest.mark.parametrize(
    ("error", "told", "ready"),
    [
        (errno.ENOSPC, (507, "60"), "disk: has less than 50,000,000 bytes free"),
        (errno.EROFS, (503, "10"), "disk: cannot be written"),
        (errno.EIO, (503, "10"), None),
    ],
    ids=["full", "read-only", "broken"],
)
def test_reads_and_feeds_go_on(
    embedded_url: str,
    tmp_path_factory: pytest.TempPathFactory,
    error: int,
    told: tuple[int, str],
    ready: str | None,
) -> None:
    stored, folder = prepared(embedded_url, small_plan()), tmp_path_factory.mktemp("disk")
    disk, refuses = Path(str(make_url(stored.url).database)).parent, folder / "refuses"
    environment = {"DISK_FOLDER": str(disk), "DISK_REFUSES": str(refuses)}
    with (
        worker(stored.url, LD_PRELOAD=str(shim(folder)), **environment) as process,
        process.client(stored.keys["planner"]) as client,
    ):
        assert written(client) == (201, None)
        refuses.write_text(str(error))
        assert [written(client) for _ in range(3)] == [told] * 3
        assert [client.get(path).status_code for path in READS] == [200] * len(READS)
        assert client.get(PLAN).json()["revision"] == 2
        assert client.get("/readyz").json().get("detail") == ready
        refuses.unlink()
        assert written(client) == (201, None)
        assert client.get(PLAN).json()["revision"] == 3
    assert faults(stored.url) == []
    with closing(Database(stored.url)) as database, database.read() as store:
        assert len(store.updates(store.find("small"))) == 3

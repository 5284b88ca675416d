"""PostgreSQL's own copies: a dump taken while others write brings all of it back, and no secret."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.plan import Role
from app.store import Database
from app.usecases.keys import create_key
from app.usecases.scopes import FeedScope
from app.usecases.subscribing import subscribe
from tests.cli.terminals import imrf
from tests.databases import rows
from tests.plans import NOW, PLANNER
from tests.postgresql import Server

pytestmark = pytest.mark.long


@pytest.fixture
def names(server: Server) -> Iterator[tuple[str, str]]:
    """An empty database of this release, and one of nothing."""
    server.execute("CREATE DATABASE dumped TEMPLATE pattern")
    server.execute("CREATE DATABASE restored")
    yield "dumped", "restored"
    for name in ("dumped", "restored"):
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def secrets(url: str) -> list[str]:
    """Those of a key and of a private feed, which are made."""
    database = Database(url)
    with database.write() as store:
        key = create_key(store, role=Role.PLANNER, label="Second planner", now=NOW)
        feed = subscribe(store, FeedScope(plan="imrf-2022"), PLANNER, NOW, label="Desk officer")
    database.close()
    return [key.secret, feed.token]


def test_a_dump_brings_every_row_back_and_no_secret(
    server: Server, names: tuple[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = map(server.url, names)
    dump, kept = str(server.folder / "plans.dump"), names[1]
    at = [f"--host={server.folder}", "--username=imrf"]
    monkeypatch.setenv("IMRF_DATABASE_URL", source)
    assert imrf("seed").code == 0
    made = secrets(source)
    before = rows(source)
    with closing(Database(source)) as database, database.write() as store:
        store.hold("imrf-2022")
        create_key(store, role=Role.VIEWER, label="Not kept yet", now=NOW)
        server.run("pg_dump", *at, "--format=custom", f"--file={dump}", names[0])
    assert imrf("replay").code == 0
    assert rows(source) != before
    server.run("pg_restore", *at, "--exit-on-error", f"--dbname={kept}", dump)
    monkeypatch.setenv("IMRF_DATABASE_URL", target)
    assert rows(target) == before
    assert imrf("verify").code == 0
    assert imrf("replay").code == 0
    plain = server.run("pg_dump", *at, kept)
    assert all(word in plain for word in ("Second planner", "Desk officer"))
    for secret in made:
        assert secret.partition("_")[2] not in plain

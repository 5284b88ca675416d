"""300 power cuts while an SQLite database is written: what was acknowledged is there.

With ``synchronous=NORMAL``, as is often advised, most of the same cuts lose what was acknowledged.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.engine import make_url

from tests.plans import small_plan
from tests.trust.disks import TOLD, left_by_a_cut, told, written
from tests.trust.preparing import prepared

pytestmark = pytest.mark.long

CUTS = 300
PROGRAM = """
import os, sys
from app.plan import Update
from app.store import Database
from app.usecases.report import report
from tests.plans import NOW, PLANNER
database, told = Database(sys.argv[1]), os.open(sys.argv[2], os.O_CREAT | os.O_WRONLY)
at = 0
for number in range(150):
    with database.write() as store:
        report(store, "small", [Update(milestone="draft", note=f"note{number}")], PLANNER, NOW)
    at += os.pwrite(told, f"note{number}\\n".encode(), at)
os._exit(0)
"""


def survivors(files: Mapping[str, bytes], folder: Path) -> set[str]:
    """The notes in a database that is opened after the cut; it is whole."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with closing(sqlite3.connect(folder / "plans.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        notes = {note for (note,) in database.execute("SELECT note FROM updates")}
        revisions = [number for (number,) in database.execute("SELECT number FROM revisions")]
        logged = [number for (number,) in database.execute("SELECT revision FROM log")]
    assert sorted(revisions) == sorted(logged) == list(range(1, len(notes) + 1))
    return notes


def losses(url: str, folder: Path, fault: str = "") -> int:
    """How many of the cuts lost something that was acknowledged before."""
    stored = prepared(url, small_plan())
    disk = Path(str(make_url(stored.url).database)).parent
    before = {path.name: path.read_bytes() for path in disk.glob("plans.db")}
    steps = written(PROGRAM, stored.url, disk, folder, fault)
    assert len(told(steps)) == 150
    random, lost = Random(2022), 0
    for _ in range(CUTS):
        done = steps[: random.randrange(len(steps) + 1)]
        files = left_by_a_cut(before, done, random)
        scene = folder / "scene"
        scene.mkdir(exist_ok=True)
        for path in scene.iterdir():
            path.unlink()
        kept = {name: content for name, content in files.items() if name != TOLD}
        lost += not {*told(done)} <= survivors(kept, scene)
    return lost


def test_a_power_cut_loses_nothing_that_was_acknowledged(
    embedded_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert losses(embedded_url, tmp_path_factory.mktemp("cuts")) == 0


def test_with_fewer_syncs_power_cuts_lose_what_was_acknowledged(
    embedded_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert losses(embedded_url, tmp_path_factory.mktemp("cuts"), "syncs_now_and_then") > CUTS / 3

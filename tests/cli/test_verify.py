import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.terminals import Said, imrf


def test_a_log_is_walked(tmp_path: Path) -> None:
    imrf("seed")
    found = json.loads(imrf("verify", "--json").out)["plans"]
    assert [(each["plan"], each["broken"]) for each in found] == [("imrf-2022", None)]
    assert imrf("verify", "imrf-2022", "--seen", found[0]["digest"]).code == 0


def test_the_first_broken_entry_is_named() -> None:
    imrf("seed")
    with closing(sqlite3.connect(Path("var") / "imrf.db")) as database, database:
        database.execute("DROP TRIGGER guard_log_update")
        database.execute("UPDATE log SET entry = replace(entry, 'imrf', 'none')")
    assert imrf("verify", "imrf-2022") == Said(
        2, "", "imrf-2022: revision 1: its entry was changed after it was written\n"
    )

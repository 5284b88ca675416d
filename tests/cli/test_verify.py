import json
from pathlib import Path

from app.cli.stored import database
from app.store import guards
from tests.cli.terminals import Said, imrf


def test_a_log_is_walked(tmp_path: Path) -> None:
    imrf("seed")
    found = json.loads(imrf("verify", "--json").out)["plans"]
    assert [(each["plan"], each["broken"]) for each in found] == [("imrf-2022", None)]
    assert imrf("verify", "imrf-2022", "--seen", found[0]["digest"]).code == 0


def test_the_first_broken_entry_is_named() -> None:
    imrf("seed")
    with database() as opened, opened.write() as store:
        connection = store._session.connection()
        guards.take_down(connection)
        connection.exec_driver_sql("UPDATE log SET entry = replace(entry, 'imrf', 'none')")
    assert imrf("verify", "imrf-2022") == Said(
        2, "", "imrf-2022: revision 1: its entry was changed after it was written\n"
    )

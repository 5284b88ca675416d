"""``imrf log``: the log as it was written."""

import json
from typing import Any

import pytest

from app.cli.configured import settings_now
from app.plan import Author, Role, Update
from app.store import Database
from app.usecases.report import report
from tests.cli.conftest import NOW
from tests.cli.terminals import Said, imrf

FOCAL = Author(name="ECA focal point", role=Role.AGENCY, agency="ECA", key=7)


@pytest.fixture(autouse=True)
def _reported() -> None:
    """The seed, and what an agency says of it with its key."""
    imrf("seed")
    database = Database(settings_now().database_url)
    said = Update(milestone="rr-africa", certainty=None, note="invitations are out")
    with database.write() as store:
        report(store, "imrf-2022", [said], FOCAL, NOW, reason="asked by mail")
    database.close()


def entries(*asked: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(imrf("log", "imrf-2022", *asked, "--json").out)[
        "entries"
    ]
    return found


def test_who_when_with_which_key_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    heading, _, last = imrf("log", "imrf-2022", "--since", "2").out.splitlines()
    assert heading.split() == ["revision", "recorded", "by", "key", "kind", "wrote", "reason"]
    assert last.split() == [
        *("2", "2021-05-05", "09:30", "UTC", "ECA", "focal", "point", "for", "ECA", "7"),
        *("update", "1", "updates", "asked", "by", "mail"),
    ]


def test_an_entry_holds_all_that_its_revision_wrote_and_is_chained() -> None:
    first, second = entries()
    assert second["previous"] == first["digest"]
    said = second["entry"]
    assert {name: said[name] for name in ("author", "role", "agency", "key", "reason")} == {
        "author": "ECA focal point",
        "role": "agency",
        "agency": "ECA",
        "key": 7,
        "reason": "asked by mail",
    }
    assert [each["note"] for each in said["updates"]] == ["invitations are out"]
    assert entries("2") == [second]
    shown = imrf("log", "imrf-2022", "2").out
    assert shown.startswith(f"digest {second['digest']}\nafter  {first['digest']}\n{{\n")


def test_what_was_there_before_and_after() -> None:
    assert imrf("update", "imrf-2022", "rr-africa", "--window", "2021-10").code == 0
    wrote = entries("3")[0]["entry"]
    windows = [
        [(each["window_first"], each["window_last"]) for each in wrote[part]["milestones"]]
        for part in ("before", "after")
    ]
    assert windows == [[("2021-07-01", "2021-07-31")], [("2021-10-01", "2021-10-31")]]


def test_there_is_no_such_entry() -> None:
    assert imrf("log", "imrf-2022", "9") == Said(1, "", "entry: there is no entry '9'\n")

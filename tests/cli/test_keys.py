import json
from datetime import UTC, datetime, timedelta

import pytest

from app.cli.configured import settings_now
from tests.cli.terminals import Said, imrf
from tests.databases import rows

ECA = ("key", "create", "--role", "agency", "--agency", "ECA", "--label", "ECA focal point")
TOMORROW = f"{datetime.now(UTC).date() + timedelta(days=1)}"
TODAY = f"{datetime.now(UTC).date()}"


def test_a_key_is_made_shown_once_listed_and_revoked() -> None:
    made = imrf(*ECA)
    heading, secret = made.out.splitlines()
    assert (made.code, made.err) == (0, "")
    assert heading == "Key 1 for ECA focal point (agency of ECA). Its secret is not shown again:"
    assert secret.startswith("imrfkey_")
    assert len(secret) == 51
    listed = imrf("key", "list").out
    assert listed.splitlines()[0].split() == [
        *("id", "role", "agency", "label", "created", "expires", "revoked", "last", "used"),
        "follows",
    ]
    assert listed.splitlines()[2].split()[:4] == ["1", "agency", "ECA", "ECA"]
    assert imrf("key", "revoke", "1") == Said(
        0, "Key 1 for ECA focal point opens nothing any more.\n", ""
    )
    assert secret not in listed
    assert secret not in "".join(rows(settings_now().database_url))


def test_a_key_in_json() -> None:
    made = json.loads(imrf(*ECA, "--expires", TOMORROW, "--json").out)
    assert made.pop("secret").startswith("imrfkey_")
    created = made.pop("created_at")
    assert created.startswith(TODAY)
    assert made == {
        "id": 1,
        "role": "agency",
        "agency": "ECA",
        "label": "ECA focal point",
        "expires_at": f"{TOMORROW}T00:00:00Z",
        "revoked_at": None,
        "used_at": None,
        "replaces": None,
    }
    assert json.loads(imrf("key", "list", "--json").out) == {
        "keys": [{**made, "created_at": created}]
    }
    ended = json.loads(imrf("key", "revoke", "1", "--json").out)
    assert {**ended, "revoked_at": None} == {**made, "created_at": created}
    assert ended["revoked_at"].startswith(TODAY)


def test_a_key_is_followed_by_another() -> None:
    imrf(*ECA)
    followed = json.loads(imrf("key", "rotate", "1", "--overlap", "3", "--json").out)
    assert (followed["id"], followed["replaces"], followed["agency"]) == (2, 1, "ECA")
    assert followed["secret"].startswith("imrfkey_")
    old, new = json.loads(imrf("key", "list", "--json").out)["keys"]
    assert (old["expires_at"] is None, new["expires_at"]) == (False, None)
    assert imrf("key", "rotate", "1") == Said(2, "", "key: is followed by key 2 already\n")
    assert imrf("key", "rotate", "9").code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["create", "--role", "agency", "--label", "x"],
            "agency: must be named for an agency's key",
        ),
        (["create", "--role", "planner"], "--label: is missing"),
        (["create", "--role", "planner", "--label", " "], "--label: must not be empty"),
        (
            ["rotate", "9" * 20],
            "ID: Input should be less than or equal to 2147483647",
        ),
        (
            ["create", "--role", "king", "--label", "x"],
            "--role: 'king' is not one of 'viewer', 'agency', 'planner', 'administrator'.",
        ),
        (
            ["create", "--role", "viewer", "--label", "x", "--expires", "2021-05-05"],
            "expires_at: must be in the future",
        ),
    ],
)
def test_a_key_that_is_refused(arguments: list[str], said: str) -> None:
    assert imrf("key", *arguments) == Said(2, "", f"{said}\n")


def test_who_a_feed_is_for_is_a_line(stored: str) -> None:
    assert imrf("feed", "create", stored, "--label", "A\nB") == Said(
        2,
        "",
        "--label: must not hold control or direction characters (U+000A as character 2)\n",
    )


def test_a_key_that_is_not_there(stored: str) -> None:
    assert imrf("key", "list") == Said(0, "There are no keys yet: imrf key create makes one.\n", "")
    assert imrf("key", "revoke", "7") == Said(1, "", "key: there is no key '7'\n")

"""Keys by the API: made, shown once, listed, rotated, revoked."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.service import IMPORTED, PLAN, Service
from tests.api.test_hostile import VALUES, ascii_json, refused
from tests.api.test_problems import broken, problem

KEYS = "/api/v1/keys"
AFRICA = f"{PLAN}/milestones/rr-africa/updates"
NEW = {"role": "agency", "label": "AUC focal point", "agency": "AUC"}


def make(service: Service, **facts: Any) -> dict[str, Any]:
    answer = service.post(KEYS, {**NEW, **facts}, key="administrator")
    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
    made: dict[str, Any] = answer.json()
    return made


def works(service: Service, secret: str) -> bool:
    answer = service.client.get(PLAN, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code in (200, 401)
    return bool(answer.status_code == 200)


def listed(service: Service, number: int) -> dict[str, Any]:
    keys = service.ask("GET", KEYS, key="administrator").json()["keys"]
    found: dict[str, Any] = next(each for each in keys if each["id"] == number)
    return found


def test_a_key_is_made_and_shown_once(told: Service) -> None:
    made = make(told)
    key = {
        "id": 5,
        **NEW,
        "created_at": "2021-05-05T14:00:00Z",
        "expires_at": None,
        "revoked_at": None,
        "replaces": None,
        "used_at": None,
    }
    assert made == {"key": key, "secret": made["secret"]}
    assert made["secret"].startswith("imrfkey_")
    assert works(told, made["secret"])
    assert listed(told, 5) == {**key, "used_at": key["created_at"]}
    assert made["secret"] not in "".join(told.dump())


def test_a_revoked_key_is_dead_at_the_next_request(told: Service) -> None:
    made = make(told)
    address = f"{KEYS}/{made['key']['id']}"
    assert works(told, made["secret"])
    answer = told.ask("DELETE", address, key="administrator")
    assert answer.json() == {**made["key"], "revoked_at": "2021-05-05T14:00:00Z"}
    assert not works(told, made["secret"])
    assert told.ask("DELETE", address, key="administrator").json() == answer.json()
    assert told.ask("DELETE", f"{KEYS}/99", key="administrator").json() == problem(
        "not-found", detail="there is no key '99'"
    )


def test_an_expired_key_is_dead(told: Service) -> None:
    made = make(told, expires_at="2021-05-06T16:00:00+02:00")
    told.now = IMPORTED + timedelta(days=1, seconds=-1)
    assert works(told, made["secret"])
    told.now = IMPORTED + timedelta(days=1)
    assert not works(told, made["secret"])


def test_rotation_leaves_two_live_keys_for_a_while(told: Service) -> None:
    old = make(told)
    address = f"{KEYS}/{old['key']['id']}/rotation"
    answer = told.post(address, {"overlap_days": 2}, key="administrator")
    new = answer.json()
    assert (answer.status_code, new["key"]) == (201, {**old["key"], "id": 6, "replaces": 5})
    assert [works(told, each["secret"]) for each in (old, new)] == [True, True]
    assert told.post(address, {}, key="administrator").json() == broken(
        "contradiction", "key", "is followed by key 6 already"
    )
    told.now = IMPORTED + timedelta(days=2)
    assert [works(told, each["secret"]) for each in (old, new)] == [False, True]
    assert told.post(address, {}, key="administrator").json() == broken(
        "contradiction", "key", "opens nothing any more: make a new one"
    )


def test_there_are_never_three_live_keys_of_a_rotation(told: Service) -> None:
    secrets, number = [], 5
    secrets.append(make(told)["secret"])
    for _ in range(3):
        rotated = told.post(f"{KEYS}/{number}/rotation", {}, key="administrator").json()
        number = rotated["key"]["id"]
        secrets.append(rotated["secret"])
        assert [works(told, each) for each in secrets[-3:]] == [False, True, True][-len(secrets) :]


def test_when_a_key_was_last_used(told: Service) -> None:
    made = make(told)
    told.now = IMPORTED + timedelta(hours=1)
    assert works(told, made["secret"])
    assert listed(told, 5)["used_at"] == "2021-05-05T15:00:00Z"
    told.now = IMPORTED
    assert works(told, made["secret"])
    assert listed(told, 5)["used_at"] == "2021-05-05T15:00:00Z"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({**NEW, "agency": ""}, broken("refused", "agency", "must be named for an agency's key")),
        (
            {**NEW, "expires_at": "2021-05-05T14:00:00Z"},
            broken("refused", "expires_at", "must be in the future"),
        ),
        (
            {**NEW, "role": "king"},
            broken(
                "invalid-request",
                "role",
                "must be one of viewer, agency, planner, administrator",
            ),
        ),
        ({"role": "viewer"}, broken("invalid-request", "label", "is missing")),
    ],
)
def test_what_makes_no_sense_is_refused(
    unmoved: Service, body: dict[str, Any], expected: dict[str, Any]
) -> None:
    before = unmoved.dump()
    assert unmoved.post(KEYS, body, key="administrator").json() == expected
    assert unmoved.dump() == before


@pytest.mark.parametrize("field", [*NEW, "expires_at", "unknown"])
def test_whatever_is_sent_in_a_field_of_a_key(told: Service, field: str) -> None:
    headers = {**told.holding("administrator"), "Content-Type": "application/json"}
    for value in VALUES:
        body = ascii_json({**NEW, field: value})
        answer = told.client.post(KEYS, content=body, headers=headers)
        if answer.status_code == 201:
            assert answer.json()["key"][field] == value
        else:
            assert any(field in place or place == "body" for place in refused(answer))


@pytest.mark.parametrize("field", ["overlap_days", "expires_at", "unknown"])
def test_whatever_is_sent_in_a_field_of_a_rotation(unmoved: Service, field: str) -> None:
    headers = {**unmoved.holding("administrator"), "Content-Type": "application/json"}
    before = unmoved.dump()
    for value in VALUES:
        body = ascii_json({field: value})
        answer = unmoved.client.post(f"{KEYS}/1/rotation", content=body, headers=headers)
        assert any(field in place or place == "body" for place in refused(answer))
    assert unmoved.dump() == before


def test_the_log_says_with_which_key(told: Service) -> None:
    said = {"note": "Invitations are out", "reason": "asked by mail"}
    assert told.post(AFRICA, said, key="agency").status_code == 201
    answer = told.ask("GET", f"{PLAN}/revisions/2/entry").json()
    entry = answer["entry"]
    assert {name: entry[name] for name in ("author", "agency", "role", "key", "reason")} == {
        "author": "ECA focal point",
        "agency": "ECA",
        "role": "agency",
        "key": 2,
        "reason": "asked by mail",
    }
    first = told.ask("GET", f"{PLAN}/revisions/1/entry").json()
    assert (answer["revision"], answer["previous"]) == (2, first["digest"])
    assert told.ask("GET", f"{PLAN}/revisions/3/entry").json() == problem(
        "not-found", detail="there is no entry '3'"
    )

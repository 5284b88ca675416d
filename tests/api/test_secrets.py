"""A secret is told once: it is in no file, no log, no error and no backup."""

import logging

import pytest

from tests.api.service import PLAN, Service
from tests.databases import kept

AFRICA = f"{PLAN}/milestones/rr-africa/updates"
CANARY = "imrfkey_CANARYcanaryCANARYcanaryCANARYcanaryCANARY1"


def test_no_secret_is_kept_logged_or_echoed(
    told: Service,
    tmp_path_factory: pytest.TempPathFactory,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    body = {"role": "planner", "label": "Second planner"}
    made = told.post("/api/v1/keys", body, key="administrator").json()
    secrets = [*told.keys.values(), made["secret"], CANARY]
    headers = {"Authorization": f"Bearer {CANARY}"}
    answers = [
        told.client.get(PLAN, headers=headers),
        told.client.post(AFRICA, json={"note": "x"}, headers=headers),
        told.client.get("/api/v1/keys", headers=headers),
        told.ask("POST", AFRICA, {"note": "Held"}, idempotency_key="once"),
        told.ask("POST", AFRICA, {"note": "Held"}, idempotency_key="once"),
        told.ask("POST", AFRICA, {"noted": CANARY}),
        told.ask("POST", AFRICA, {CANARY: 1}, key="viewer"),
        told.ask("GET", "/api/v1/keys", key="administrator"),
        told.ask("POST", "/api/v1/keys", {"role": CANARY, "label": "x"}, key="administrator"),
        told.ask("DELETE", f"/api/v1/keys/{made['key']['id']}", key="administrator"),
    ]
    told.client.app.state.uses.write()  # type: ignore[attr-defined]
    assert [answer.status_code for answer in answers] == [
        *(401, 401, 401, 201, 201, 422, 422, 200, 422, 200),
    ]
    out, err = capfd.readouterr()
    written = "".join([out, err, caplog.text, *(str(each.headers) for each in answers)])
    told_again = "".join(answer.text for answer in answers)
    stored = kept(told.url, tmp_path_factory.mktemp("backup"))
    assert all(any(word in content for content in stored) for word in (b"Second planner", b"Held"))
    for secret in secrets:
        word = secret.removeprefix("imrfkey_")
        assert word not in written
        assert word not in told_again
        assert not [content for content in stored if word.encode() in content]

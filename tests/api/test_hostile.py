"""Whatever is sent, anywhere: refused by name or kept exactly; never a 500, nothing stored."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from httpx import Response

from app.api.asked import AskedForecast, AskedImport, AskedTargets
from app.api.asked_since import AskedSlippage, AskedTrend, AskedWhy
from app.api.schemas.bodies import SaidOf, UpdateBody, UpdatesBody
from app.documents.entries import CalendarEntry, LinkEntry, MilestoneEntry, PlanEntry
from tests.api.service import PLAN, Service, example

VALUES: tuple[Any, ...] = (
    2**31,
    2**63,
    2**70,
    -1,
    1.5,
    True,
    "5",
    "",
    "a" * 200_000,
    "\x00",
    "a\x08",
    "\ud800",
    "\u202etfel",
    "a\u2028b",
    "a\r\nATTENDEE:mailto:a@example.org",
    "=1+1",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "0001-01-01",
    "9999-12-31",
    "2021-02-30",
    "🦜",
    "الاستعراض الإقليمي",
    "区域审查",
    "Региональный обзор",
    [],
    {},
    [[]],
    {"\ud800": 1},
)
TOKENS = ("NaN", "-Infinity", "1e400", "9" * 5_000, "[" * 100_000, '{"a":' * 100_000)
FEW: tuple[Any, ...] = (
    2**70,
    True,
    "a" * 200_000,
    "\ud800",
    "a\r\nATTENDEE:mailto:a@example.org",
    "🦜",
    [[]],
    {},
)
"""Of the values, for the plan document: its own tests send all of them."""
KEPT = (
    "=1+1",
    "<script>alert(1)</script>",
    "🦜",
    "الاستعراض",
    "区域审查",
    "Региональный",
    "a\nb\tc",
)
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
LONGEST_ANSWER = 40_000

ONE = f"{PLAN}/milestones/rr-africa/updates"
MANY = f"{PLAN}/updates"
READS = (
    ("", AskedForecast),
    ("/milestones", AskedTargets),
    ("/milestones/rr-africa", AskedTargets),
    ("/links", AskedForecast),
    ("/schedule", AskedTargets),
    ("/findings", AskedForecast),
    ("/critical-path", AskedTargets),
    ("/slippage", AskedSlippage),
    ("/why", AskedWhy),
    ("/trend", AskedTrend),
)
TEXTS = (
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "%E2%80%AE",
    "%0d%0aSet-Cookie:a",
    "%2e%2e",
    "%F0%9F%A6%9C",
    "a" * 5_000,
    "1180591620717411303424",
    "2147483648",
    "-1",
    "0",
    "1.0",
    "+1",
    "1_0",
    "NaN",
    "1e400",
    "true",
    "0001-01-01",
    "9999-12-31",
    "2021-02-30",
    "20210505",
    "2021-05-05T00:00:00Z",
    "%D9%A1",
    "",
)


def refused(answer: Response) -> list[str]:
    """The places that a refusal names; it is a problem that can be shown to anybody."""
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[:300])
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) < LONGEST_ANSWER
    told = answer.json()
    assert not UNPRINTABLE.search(json.dumps(told, ensure_ascii=False))
    return [error["place"] for error in told.get("errors", [])]


def ascii_json(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=True).encode()


def bodies(field: str, model: str) -> Iterator[bytes]:
    """Each value of the corpus in one field of a body that is sound but for it."""
    for value in VALUES:
        said = {"note": "Held", "certainty": "stated", field: value}
        if model == "one":
            yield ascii_json({"preview": True, **said})
        else:
            said = {"milestone": "rr-africa", **said}
            yield ascii_json({"preview": True, "updates": [said]})


@pytest.mark.parametrize("field", sorted({*UpdateBody.model_fields} - {"preview"}))
def test_a_field_of_an_update(unmoved: Service, field: str) -> None:
    before = unmoved.dump()
    for body in bodies(field, "one"):
        answer = unmoved.send(ONE, body)
        if answer.status_code != 200:
            assert any(field in place or place == "body" for place in refused(answer)) or (
                field == "expected_revision" and answer.status_code == 412
            ), answer.text[:300]
    assert unmoved.dump() == before


@pytest.mark.parametrize("field", sorted(SaidOf.model_fields))
def test_a_field_of_one_update_among_several(unmoved: Service, field: str) -> None:
    before = unmoved.dump()
    for body in bodies(field, "many"):
        answer = unmoved.send(MANY, body)
        if answer.status_code not in (200, 404):
            assert any(field in place or "updates[0]" in place for place in refused(answer))
    assert unmoved.dump() == before


@pytest.mark.parametrize("field", sorted({*UpdatesBody.model_fields, "unknown"} - {"preview"}))
def test_a_field_around_several_updates(unmoved: Service, field: str) -> None:
    before = unmoved.dump()
    for value in VALUES:
        said = {"preview": True, "updates": [{"milestone": "rr-africa", "note": "Held"}]}
        answer = unmoved.send(MANY, ascii_json({**said, field: value}))
        if answer.status_code not in (200, 412):
            assert any(field in place or place == "body" for place in refused(answer))
    assert unmoved.dump() == before


def test_preview_is_a_flag_and_nothing_else(unmoved: Service) -> None:
    before = unmoved.dump()
    for value in VALUES:
        if value is not True:
            answer = unmoved.send(ONE, ascii_json({"note": "Held", "preview": value}))
            assert refused(answer) == ["preview"]
    assert unmoved.dump() == before


@pytest.mark.parametrize("path", [ONE, MANY, "/api/v1/plans"])
def test_what_is_no_json(unmoved: Service, path: str) -> None:
    before = unmoved.dump()
    bodies = ["", " ", "{", "[]", "1", "null", '"a"', "{]", '{"a":1,"a":2}', *TOKENS]
    bodies += [f'{{"remaining":{token}}}' for token in TOKENS]
    for body in bodies:
        refused(unmoved.send(path, body.encode()))
    for raw in (b"\xff\xfe", b'{"note":"\xed\xa0\x80"}', b"\x00", '{"note":"a"}'.encode("utf-16")):
        refused(unmoved.send(path, raw))
    assert unmoved.dump() == before


def test_a_hostile_text_is_refused_or_kept_exactly(told: Service) -> None:
    for value in VALUES:
        answer = told.send(ONE, ascii_json({"note": value}))
        if answer.status_code == 201:
            assert told.get(ONE).json()["updates"][-1]["update"]["note"] == value
        else:
            assert refused(answer)


@pytest.mark.parametrize("value", KEPT)
def test_a_text_is_kept_exactly(told: Service, value: str) -> None:
    line = value.replace("\n", " ").replace("\t", " ")
    sent = {"note": value, "source": value, "reason": line}
    assert told.post(ONE, sent).status_code == 201
    said = told.get(ONE).json()["updates"][-1]
    assert said["revision"]["reason"] == line
    assert said["update"] == {
        "milestone": "rr-africa",
        "actual_start": None,
        "actual_finish": None,
        "remaining": None,
        "expected_finish": None,
        "fixed": None,
        "window": None,
        "certainty": None,
        "cancelled": None,
        "note": value,
        "source": value,
        "on_behalf_of": "",
        "takes_back": None,
    }


@pytest.mark.parametrize(
    ("table", "field"),
    [
        *(("plan", field) for field in PlanEntry.model_fields),
        *(("milestones", field) for field in MilestoneEntry.model_fields),
        *(("links", field) for field in ("from", "to", *LinkEntry.model_fields)),
        *(("calendars", field) for field in CalendarEntry.model_fields),
    ],
)
def test_a_field_of_a_plan_document(told: Service, table: str, field: str) -> None:
    """What is accepted becomes a plan of its own; all else leaves no trace."""
    before = told.dump()
    for number, value in enumerate(FEW):
        document = example("create_plan.request")
        document["plan"]["code"] = f"p{number}"
        entry = document[table] if table == "plan" else document[table][0]
        entry[field] = value
        answer = told.send("/api/v1/plans", ascii_json(document))
        if answer.status_code == 201:
            before = told.dump()
        else:
            assert refused(answer)
    assert told.dump() == before


@pytest.mark.parametrize(("path", "asked"), READS)
def test_every_parameter_of_every_read(unmoved: Service, path: str, asked: Any) -> None:
    for name in asked.model_fields:
        for text in TEXTS:
            answer = unmoved.client.get(f"{PLAN}{path}?{name}={text}")
            if answer.status_code != 200:
                places = refused(answer)
                assert places in ([name], []) or any(name in place for place in places)
                assert places or answer.status_code == 404
    for text in TEXTS:
        refused(unmoved.client.get(f"{PLAN}{path}?x{text}=1"))


@pytest.mark.parametrize("text", TEXTS)
def test_every_part_of_an_address(unmoved: Service, text: str) -> None:
    headers = unmoved.holding("planner")
    before = unmoved.dump()
    for path in (
        f"/api/v1/plans/{text}/milestones",
        f"{PLAN}/milestones/{text}?revision=1",
        f"{PLAN}/milestones/{text}/updates",
        f"{PLAN}/revisions/{text}x",
        f"{PLAN}/revisions/{text}0",
        f"{PLAN}/baselines/{text}?",
        f"/problems/{text}",
        f"/docs/{text}?",
    ):
        answer = unmoved.client.get(path)
        if answer.status_code != 200:
            refused(answer)
    for path in (f"{PLAN}/milestones/{text}/updates", f"/api/v1/plans/{text}/updates"):
        refused(unmoved.client.post(path, json={"note": "Held"}, headers=headers))
    assert unmoved.dump() == before


@pytest.mark.parametrize("name", AskedImport.model_fields)
def test_every_parameter_of_an_import(told: Service, name: str) -> None:
    for number, text in enumerate(TEXTS):
        document = {"plan": {"code": f"p{number}", "start": "2021-01-01"}}
        answer = told.send(f"/api/v1/plans?{name}={text}", ascii_json(document))
        if (name, text) == ("preview", "true"):
            assert answer.status_code == 200
        elif answer.status_code != 201:
            assert refused(answer) == [name]


@pytest.mark.parametrize("key", ["", "x", "imrfkey_", "imrfkey_" + "é" * 50, "\x00", "a" * 20_000])
def test_a_key_that_opens_nothing(unmoved: Service, key: str) -> None:
    before = unmoved.dump()
    answer = unmoved.client.post(
        ONE, json={"note": "Held"}, headers={"Authorization": f"Bearer {key}".encode()}
    )
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="imrf"'
    assert answer.json() == {
        "type": "/problems/unauthenticated",
        "title": "A valid key is needed",
        "status": 401,
        "detail": "a valid key is needed",
    }
    assert unmoved.dump() == before


def test_a_code_in_any_script_is_found(told: Service) -> None:
    code = "区域 审查?#%&+🦜"
    document = example("create_plan.request")
    document["plan"]["code"] = code
    document["milestones"][3]["code"] = code
    document["links"][2]["to"] = code
    document["plan"]["targets"] = [code]
    made = told.post("/api/v1/plans", document)
    assert made.headers["location"] == f"/api/v1/plans/{quote(code, safe='')}"
    address = f"{made.headers['location']}/milestones/{quote(code, safe='')}"
    assert told.client.get(address).json()["milestone"]["code"] == code
    assert told.get(f"{made.headers['location']}/schedule", target=code).status_code == 200

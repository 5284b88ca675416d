"""Whatever a planner sends in any field of any change: refused by name, or kept exactly."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.api.asked import AskedDocument, AskedMilestoneRemoval, AskedOutlook, AskedPlans
from app.documents.changes import ChangeEntry
from app.documents.entries import CalendarEntry, LinkEntry, MilestoneFacts, PlanEntry
from tests.api.edits import EDITS
from tests.api.service import PLAN, Service
from tests.api.test_hostile import FEW, KEPT, TEXTS, TOKENS, VALUES, ascii_json, refused

CHANGES = f"{PLAN}/changes"
CALENDAR = ("title", "weekdays", "holidays", "working", "source")
MILESTONE = tuple(name for name in MilestoneFacts.model_fields if name != "uid")
LINK = ("from", "to", *(name for name in LinkEntry.model_fields if name[-6:] != "cessor"))
VERBS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "set_plan": ({"title": "t"}, ("pinned", *PlanEntry.model_fields)),
    "set_track": ({"code": "new", "title": "t"}, ("code", "title")),
    "rename_track": ({"code": "sg-report", "to": "new"}, ("code", "to")),
    "remove_track": ({"code": "sg-report"}, ("code",)),
    "add_calendar": ({"code": "new"}, tuple(CalendarEntry.model_fields)),
    "set_calendar": ({"code": "new-york"}, CALENDAR),
    "rename_calendar": ({"code": "new-york", "to": "new"}, ("code", "to")),
    "remove_calendar": ({"code": "new-york"}, ("code",)),
    "add_milestone": ({"code": "new"}, tuple(MilestoneFacts.model_fields)),
    "set_milestone": ({"code": "rr-africa"}, (*MILESTONE, "uid")),
    "rename_milestone": ({"code": "rr-africa", "to": "new"}, ("code", "to")),
    "remove_milestone": ({"code": "rr-africa"}, ("code", "with_links")),
    "add_link": ({"from": "rr-africa", "to": "imrf"}, LINK),
    "set_link": ({"id": 1}, ("id", *LINK)),
    "remove_link": ({"id": 1}, ("id",)),
}
SOME = (*FEW, 2**31, -1, "", "\x00", "\u202etfel", "0001-01-01", "2021-02-30", {"\ud800": 1})
"""Of the values, for keys that plan documents have as well: their own tests send all of them."""
FIELDS = [(verb, field) for verb, (_, fields) in VERBS.items() for field in (*fields, "unknown")]


def sent(service: Service, *changes: dict[str, Any], **more: Any) -> Any:
    return service.send(CHANGES, ascii_json({"changes": changes, "preview": True, **more}))


def test_every_verb_and_every_key_is_here() -> None:
    assert set(VERBS) == set(ChangeEntry.model_fields)


@pytest.mark.parametrize(("verb", "field"), FIELDS, ids=lambda part: part)
def test_a_field_of_a_change(unmoved: Service, verb: str, field: str) -> None:
    before = unmoved.dump()
    for value in SOME:
        answer = sent(unmoved, {verb: {**VERBS[verb][0], field: value}})
        if answer.status_code != 200:
            assert refused(answer), answer.text[:300]
    assert unmoved.dump() == before


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_no_change(unmoved: Service, verb: str) -> None:
    before = unmoved.dump()
    for value in VALUES:
        answer = sent(unmoved, {verb: value})
        if answer.status_code != 200:
            assert refused(answer)[0].startswith("changes")
        assert refused(sent(unmoved, {verb: VERBS[verb][0], f"{verb}s": value}))
    assert unmoved.dump() == before


def around() -> Iterator[tuple[str, str, dict[str, Any], str]]:
    """Each field beside the changes themselves, of each route that takes a body."""
    written = ("reason", "preview", "expected_revision", "data_date", "unknown")
    whatif = ("changes", "updates", "data_date", "unknown")
    fields = {
        "/changes": ("changes", *written),
        "/milestones": ("milestone", *written),
        "/milestones/{code}": ("milestone", *written),
        "/links": ("link", *written),
        "/links/{link}": ("link", *written),
        "/what-if": whatif,
        "/scenarios": ("name", "note", "preview", *whatif),
        "/scenarios/{name}/acceptance": written,
        "/baselines": ("name", "approved_by", "reason", "preview", "expected_revision", "unknown"),
        "/archive": ("reason", "preview", "expected_revision", "unknown"),
        "/restore": ("reason", "preview", "expected_revision", "unknown"),
    }
    for (method, path), edit in EDITS.items():
        place = path.removeprefix("/api/v1/plans/{plan}")
        if edit.body is not None:
            address = PLAN + place.format(code="rr-africa", link=2, name="seed")
            for field in fields[place]:
                yield method, address, edit.body, field


@pytest.mark.parametrize(("method", "path", "body", "field"), list(around()), ids=str)
def test_a_field_around_changes(
    unmoved: Service, method: str, path: str, body: dict[str, Any], field: str
) -> None:
    before = unmoved.dump()
    headers = {**unmoved.holding("planner"), "If-Match": "*"}
    headers["Content-Type"] = "application/json"
    preview = {} if path.endswith("what-if") else {"preview": True}
    for value in VALUES:
        if field == "preview" and value is True:
            continue
        content = ascii_json({**body, **preview, field: value})
        answer = unmoved.client.request(method, path, content=content, headers=headers)
        if answer.status_code != 200:
            places = refused(answer)
            assert places or answer.status_code in (404, 409, 412), answer.text[:300]
    assert unmoved.dump() == before


def test_what_is_no_json(unmoved: Service) -> None:
    before = unmoved.dump()
    for path in (CHANGES, f"{PLAN}/what-if", f"{PLAN}/scenarios"):
        for token in ("", "{", "[]", "null", '{"changes":[{]}', *TOKENS):
            refused(unmoved.send(path, token.encode()))
        for token in TOKENS:
            refused(
                unmoved.send(path, f'{{"changes":[{{"remove_link":{{"id":{token}}}}}]}}'.encode())
            )
    assert unmoved.dump() == before


def test_a_flood_is_refused_in_short(unmoved: Service) -> None:
    many = [{"remove_link": {"id": 1}}] * 1_001
    assert refused(sent(unmoved, *many)) == ["changes"]
    wrong = [{"set_milestone": {"code": "nobody", "duration": 1}}] * 1_000
    assert len(refused(sent(unmoved, *wrong))) <= 101


@pytest.mark.parametrize("value", KEPT)
def test_a_text_is_kept_exactly(told: Service, value: str) -> None:
    line = value.replace("\n", " ").replace("\t", " ")
    said = {"title": line, "note": value, "source": value, "owner": line, "contributors": [line]}
    added = {"add_milestone": {"code": "new", **said}}
    name = line.replace("/", "-")  # part of an address
    scenario = {"name": name, "note": value, "changes": [added]}
    assert told.post(f"{PLAN}/scenarios", scenario).status_code == 201
    kept = told.get(f"{PLAN}/scenarios").json()["scenarios"][-1]
    assert (kept["name"], kept["note"]) == (name, value)
    accepted = told.client.get(f"{PLAN}/scenarios").json()["scenarios"][-1]["name"]
    assert accepted == name
    assert told.post(CHANGES, {"changes": [added], "reason": line}).status_code == 201
    shown = told.get(f"{PLAN}/milestones/new").json()["milestone"]
    assert {key: shown[key] for key in said} == said
    document = told.get(f"{PLAN}/document", format="json").json()
    assert {**document["milestones"][-1], "code": "new"} == {"code": "new", **said}
    recorded = json.loads(told.get(f"{PLAN}/revisions/2").text)["recorded"]
    assert recorded["reason"] == line


@pytest.mark.parametrize(
    ("method", "path", "asked"),
    [
        ("GET", "/document", AskedDocument),
        ("GET", "/scenarios/seed", AskedOutlook),
        ("DELETE", "/milestones/rr-africa", AskedMilestoneRemoval),
    ],
)
def test_every_parameter(unmoved: Service, method: str, path: str, asked: Any) -> None:
    before = unmoved.dump()
    headers = {**unmoved.holding("planner"), "If-Match": "*"}
    beside = "" if method == "GET" else "&preview=true&with_links=true"
    for name in asked.model_fields:
        if name in beside:
            continue
        for text in TEXTS:
            address = f"{PLAN}{path}?{name}={text}{beside}"
            answer = unmoved.client.request(method, address, headers=headers)
            if answer.status_code != 200:
                assert refused(answer) or answer.status_code in (404, 412)
    for text in TEXTS:
        for name in AskedPlans.model_fields:
            answer = unmoved.client.get(f"/api/v1/plans?{name}={text}")
            assert answer.status_code == 200 or refused(answer) == [name]
    assert unmoved.dump() == before


@pytest.mark.parametrize("text", TEXTS)
def test_every_part_of_an_address(unmoved: Service, text: str) -> None:
    before = unmoved.dump()
    for method, path in (
        ("PATCH", f"/milestones/{text}x"),
        ("DELETE", f"/milestones/{text}x"),
        ("PATCH", f"/links/{text}0"),
        ("DELETE", f"/links/{text}0"),
        ("GET", f"/links/{text}0"),
        ("GET", f"/scenarios/{text}x"),
        ("DELETE", f"/scenarios/{text}x"),
        ("POST", f"/scenarios/{text}x/acceptance"),
        ("GET", f"/revisions/{text}0/diff/1"),
        ("GET", f"/revisions/1/diff/{text}0"),
    ):
        body = {"link": {"lag": 1}} if "links" in path else {"milestone": {"note": "a"}}
        sends = {"PATCH": body, "POST": {}}.get(method)
        refused(unmoved.ask(method, PLAN + path, sends, if_match="*"))
    assert unmoved.dump() == before


NAMES = (
    "a/b",
    "a\\b",
    ".",
    "..",
    "...",
    "a?b",
    "a#b",
    "100%",
    "a;b",
    "\u062e\u0637\u0629",
    "a b ",
)


@pytest.mark.parametrize("name", NAMES)
def test_what_can_be_named_can_be_addressed(told: Service, name: str) -> None:
    """Else a scenario or a baseline is kept that nobody can ask for again."""
    for noun, body in (("scenarios", {"data_date": "2021-06-01"}), ("baselines", {})):
        made = told.post(f"{PLAN}/{noun}", {**body, "name": name})
        if made.status_code != 201:
            rule = "must not contain / or \\, nor be . or ..: it is part of an address"
            assert made.json()["errors"] == [{"place": "name", "message": rule}]
            assert name in NAMES[:4]
            continue
        assert told.get(made.headers["location"]).status_code == 200

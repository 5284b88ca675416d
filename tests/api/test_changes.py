"""Planners change a plan over HTTP, ask what if, keep scenarios and accept them."""

from typing import Any

import pytest

from app.documents import read_plan
from tests.api.service import PLAN, Service, example
from tests.api.test_problems import broken, problem

CHANGES = f"{PLAN}/changes"
CLEARANCE = example("ask_what_if.request")["changes"]


def revision(service: Service) -> int:
    number: int = service.get(PLAN).json()["revision"]
    return number


def problems(answer: Any, status: int) -> list[tuple[str, str]]:
    assert answer.status_code == status, answer.text
    return [(each["place"], each["message"]) for each in answer.json().get("errors", [])]


def test_many_changes_are_one_revision_or_none(told: Service) -> None:
    before = told.dump()
    wrong = {"set_milestone": {"code": "nobody", "duration": 3}}
    refused = told.post(CHANGES, {"changes": [*CLEARANCE, wrong]})
    assert problems(refused, 422) == [
        ("changes[3].set_milestone.code", "there is no milestone 'nobody'")
    ]
    assert told.dump() == before
    made = told.post(CHANGES, {"changes": CLEARANCE, "reason": "two readings"})
    assert (made.status_code, made.json()["revision"]) == (201, 2)
    shown = told.get(f"{PLAN}/revisions/2").json()
    assert (shown["recorded"]["reason"], shown["recorded"]["kind"]) == ("two readings", "edit")
    assert shown["changes"] == made.json()["differences"]
    assert shown["changes"] == told.get(f"{PLAN}/revisions/1/diff/2").json()["differences"]


def test_a_preview_answers_the_same_and_keeps_nothing(told: Service) -> None:
    before = told.dump()
    preview = told.post(CHANGES, {"changes": CLEARANCE, "preview": True})
    assert (preview.status_code, told.dump()) == (200, before)
    made = told.post(CHANGES, {"changes": CLEARANCE})
    assert {**preview.json(), "kept": True} == made.json()


def test_what_is_added_is_found_where_the_answer_says(told: Service) -> None:
    code = "\u533a\u57df 1"
    added = told.post(f"{PLAN}/milestones", {"milestone": {"code": code, "duration": 3}})
    shown = told.client.get(added.headers["location"]).json()
    assert (shown["milestone"]["code"], shown["milestone"]["duration"]) == (code, 3)
    linked = told.post(f"{PLAN}/links", {"link": {"from": code, "to": "imrf", "lag": "-2wd"}})
    assert linked.headers["location"] == f"{PLAN}/links/4"
    assert told.client.get(linked.headers["location"]).json()["link"]["lag"] == "-2wd"
    assert [each["check"] for each in linked.json()["quality"]] == ["lead", "high-float"]
    assert [each["check"] for each in linked.json()["mended"]] == ["no-successor"]
    body = {"link": {"from": "rr-africa", "lag": None}}
    moved = told.ask("PATCH", f"{PLAN}/links/4", body, if_match="*")
    assert [each["fields"] for each in moved.json()["differences"]] == [
        [
            {"field": "from", "before": code, "after": "rr-africa"},
            {"field": "lag", "before": "-2wd", "after": None},
        ]
    ]
    assert told.ask("DELETE", f"{PLAN}/links/4", if_match="*").status_code == 200
    assert told.get(f"{PLAN}/links/4").status_code == 404
    assert told.get(f"{PLAN}/links/4", revision=3).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("PATCH", "/milestones/nobody", {"milestone": {"duration": 1}}, (404, [])),
        ("DELETE", "/milestones/nobody", None, (404, [])),
        ("PATCH", "/links/99", {"link": {"lag": 1}}, (404, [])),
        ("DELETE", "/links/99", None, (404, [])),
        ("GET", "/links/99", None, (404, [])),
        (
            "PATCH",
            "/milestones/rr-africa",
            {"milestone": {"fixed": "2021-08-31"}},
            (422, [("milestone.window", "must not be given beside fixed: say one of them")]),
        ),
        (
            "PATCH",
            "/milestones/rr-africa",
            {"milestone": {"title": "Regional review, Africa"}},
            (422, [("milestone", "leave the plan as it is")]),
        ),
        (
            "DELETE",
            "/milestones/imrf?with_links=true",
            None,
            (422, [("plan.targets[0]", "there is no milestone 'imrf'")]),
        ),
        (
            "PATCH",
            "/milestones/rr-africa",
            {"milestone": {"actual_start": "2021-05-05"}},
            (422, [("milestone.actual_start", "is not known here")]),
        ),
        (
            "POST",
            "/links",
            {"link": {"from": "imrf", "to": "imrf"}},
            (422, [("link", "links a milestone to itself")]),
        ),
        (
            "POST",
            "/links",
            {"link": {"from": "sgr-launched", "to": "rr-africa"}},
            (
                422,
                [
                    (
                        "links",
                        "form a cycle: rr-africa \u2192 sgr-draft \u2192 sgr-launched "
                        "\u2192 rr-africa",
                    )
                ],
            ),
        ),
        (
            "DELETE",
            "/milestones/sgr-draft",
            None,
            (
                422,
                [
                    (
                        "milestone.with_links",
                        "links hang on it (1, 2): remove them first, or say with_links = true",
                    )
                ],
            ),
        ),
        (
            "POST",
            "/changes",
            {"changes": [{"set_milestone": {"code": "imrf"}, "remove_link": {"id": 1}}]},
            (422, [("changes[0]", "")]),
        ),
        (
            "POST",
            "/changes",
            {"changes": [{"set_plan": {"zone": "UTC", "title": None}}], "data_date": "2021-05-04"},
            (
                422,
                [("data_date", "must not be before 2021-05-05, the data date of revision 1")],
            ),
        ),
        (
            "POST",
            "/what-if",
            {},
            (422, [("changes", "must hold a change, or say updates or data_date")]),
        ),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(
    unmoved: Service, method: str, path: str, body: Any, expected: tuple[int, list[Any]]
) -> None:
    before = unmoved.dump()
    found = problems(unmoved.ask(method, PLAN + path, body, if_match="*"), expected[0])
    if expected[1] == [("changes[0]", "")]:
        assert found[0][1].startswith("must have exactly one of the keys set_plan, ")
        found = [(found[0][0], "")]
    assert found == expected[1]
    assert unmoved.dump() == before


@pytest.mark.parametrize("path", ["/changes", "/links", "/what-if", "/scenarios"])
def test_changes_that_come_to_no_plan_are_no_document(unmoved: Service, path: str) -> None:
    link = {"from": "sgr-launched", "to": "rr-africa"}
    body = {"link": link} if path == "/links" else {"changes": [{"add_link": link}]}
    named = {"name": "later"} if path == "/scenarios" else {}
    assert unmoved.post(PLAN + path, {**body, **named}).json() == broken(
        "refused",
        "links",
        "form a cycle: rr-africa \u2192 sgr-draft \u2192 sgr-launched \u2192 rr-africa",
    )


LATER = {"name": "later", "data_date": "2021-07-01"}
PLANNED: dict[str, Any] = {
    "/changes": {"changes": [{"remove_link": {"id": 1}}]},
    "/milestones": {"milestone": {"code": "print"}},
    "/links": {"link": {"from": "rr-africa", "to": "imrf"}},
    "/baselines": {"name": "approved"},
    "/scenarios": LATER,
    "/scenarios/seed/acceptance": {},
    "/archive": {},
    "/restore": {},
}
REPLACING: dict[tuple[str, str], Any] = {
    ("PATCH", "/milestones/rr-africa"): {"milestone": {"owner": "AUC"}},
    ("DELETE", "/milestones/rr-africa?with_links=true"): None,
    ("PATCH", "/links/1"): {"link": {"lag": 2}},
    ("DELETE", "/links/1"): None,
}


def test_who_has_read_an_older_revision_is_told(told: Service) -> None:
    told.post(CHANGES, {"changes": CLEARANCE})
    body = {"changes": [{"remove_link": {"id": 1}}], "expected_revision": 1}
    stale = told.post(CHANGES, body)
    assert (stale.status_code, stale.json()["current"]) == (412, 2)
    for method, path, sent in (
        ("DELETE", f"{PLAN}/links/1?expected_revision=1", None),
        ("PATCH", f"{PLAN}/links/1", {"link": {"lag": 2}, "expected_revision": 1}),
        ("POST", f"{PLAN}/scenarios", {**LATER, "expected_revision": 1}),
        ("POST", f"{PLAN}/scenarios/seed/acceptance", {"expected_revision": 1}),
        ("POST", f"{PLAN}/archive", {"expected_revision": 1}),
    ):
        assert told.ask(method, path, sent).status_code == 412
    for path, sent in PLANNED.items():
        stale = told.ask("POST", PLAN + path, sent, if_match='"1"')
        assert (stale.status_code, stale.json()["current"]) == (412, 2), path
    for (method, path), sent in {**REPLACING, ("DELETE", "/scenarios/seed"): None}.items():
        stale = told.ask(method, PLAN + path, sent, if_match='"1"')
        assert (stale.status_code, stale.json()["current"]) == (412, 2), path


def test_what_is_there_is_replaced_by_who_says_what_was_read(told: Service) -> None:
    """What is only added to the plan takes nothing away, so it may say so and need not."""
    before = told.dump()
    for (method, path), sent in REPLACING.items():
        refused = told.ask(method, PLAN + path, sent)
        assert refused.json() == problem(
            "revision-needed", detail="say in If-Match which revision was read"
        )
    assert told.dump() == before
    kept = told.ask("PATCH", f"{PLAN}/links/1", {"link": {"lag": 2}}, if_match='"1"')
    assert (kept.status_code, kept.headers["etag"]) == (200, '"2"')
    gone = told.ask("DELETE", f"{PLAN}/links/1?expected_revision=2")
    assert (gone.status_code, gone.headers["etag"]) == (200, '"3"')


def test_a_scenario_waits_beside_the_plan(told: Service) -> None:
    feed = "/feeds/public/imrf-2022/plan.ics"
    calendar, said = told.client.get(feed).content, {"name": "slow", "changes": CLEARANCE}
    saved = told.post(f"{PLAN}/scenarios", said)
    assert (saved.status_code, saved.headers["location"]) == (201, f"{PLAN}/scenarios/slow")
    assert told.client.get(feed).content == calendar
    assert revision(told) == 1
    told.post(
        CHANGES,
        {"changes": [{"set_link": {"id": 2, "to": "imrf"}}, {"add_milestone": {"code": "print"}}]},
    )
    shown = told.get(f"{PLAN}/scenarios/slow", present="true").json()
    both = (
        "is 'sgr-clearance' by the scenario and 'imrf' by revision 2 of 2021-05-05 "
        "by Network secretariat; it was 'sgr-launched'"
    )
    place = "link 2 (sgr-draft \u2192 imrf).to"
    assert (shown["moved_on"], shown["conflicts"]) == (2, [{"place": place, "message": both}])
    refused = told.post(f"{PLAN}/scenarios/slow/acceptance", {})
    assert problems(refused, 409) == [(place, both)]
    told.post(CHANGES, {"changes": [{"set_link": {"id": 2, "to": "sgr-launched"}}]})
    accepted = told.post(f"{PLAN}/scenarios/slow/acceptance", {"reason": "agreed"})
    assert (accepted.status_code, revision(told)) == (201, 4)
    assert told.client.get(feed).content != calendar
    names = {
        each["name"]: each["accepted"] for each in told.get(f"{PLAN}/scenarios").json()["scenarios"]
    }
    assert names == {"seed": None, "slow": 4}
    assert told.ask("DELETE", f"{PLAN}/scenarios/slow").status_code == 409


def test_a_plan_is_begun_empty_previewed_exported_and_put_away(told: Service) -> None:
    begun = {"plan": {"code": "imrf-2026", "start": "2025-01-01"}}
    before = told.dump()
    preview = told.post("/api/v1/plans?preview=true", begun)
    assert (preview.status_code, "location" in preview.headers) == (200, False)
    assert told.dump() == before
    made = told.post("/api/v1/plans", begun)
    assert (made.status_code, made.json()["milestones"]) == (201, 0)
    place = made.headers["location"]
    added = [{"add_milestone": {"code": "imrf", "fixed": "2026-05-05"}}]
    assert told.post(f"{place}/changes", {"changes": added}).status_code == 201
    for format in ("json", "toml"):
        text = told.get(f"{place}/document", format=format).content
        assert [each.code for each in read_plan(text, format).milestones] == ["imrf"]
    was = told.get(f"{place}/document", revision=1).json()
    assert was == {"plan": {"code": "imrf-2026", "data_date": "2021-05-05", "start": "2025-01-01"}}
    assert told.post(f"{place}/archive", {"reason": "over"}).json()["recorded"]["kind"] == "archive"
    listed = [each["code"] for each in told.get("/api/v1/plans").json()["plans"]]
    archived = [each["code"] for each in told.get("/api/v1/plans", archived="true").json()["plans"]]
    assert (listed, archived) == (["imrf-2022"], ["imrf-2026"])
    refused = told.post(f"{place}/milestones/imrf/updates", {"note": "?"})
    assert problems(refused, 409) == [("plan", "is archived: restore it before it changes")]
    assert told.get(f"{place}/milestones").status_code == 200

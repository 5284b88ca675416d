"""What a writer may rely on: which revision was read, and what a second try does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from tests.api.service import IMPORTED, PLAN, Service
from tests.api.test_problems import broken, problem

AFRICA = f"{PLAN}/milestones/rr-africa/updates"
PLANS = "/api/v1/plans/{plan}"
VISIBILITY = f"{PLAN}/visibility"
NOTE = {"note": "Held"}


def revision(service: Service) -> int:
    found: int = service.get(PLAN).json()["revision"]
    return found


@pytest.mark.parametrize("tag", ['"1"', "*", '"1-2021-05-05-x"', ' "1" '])
def test_a_write_to_the_revision_that_was_read(told: Service, tag: str) -> None:
    answer = told.ask("POST", AFRICA, NOTE, if_match=tag)
    assert (answer.status_code, answer.headers["etag"]) == (201, '"2"')


def test_header_and_body_say_the_same_revision(told: Service) -> None:
    said = {**NOTE, "expected_revision": 1}
    assert told.ask("POST", AFRICA, said, if_match='"2"').json() == broken(
        "refused", "expected_revision", "is not the revision that If-Match names"
    )
    assert told.ask("POST", AFRICA, said, if_match='"1"').status_code == 201
    assert told.ask("POST", AFRICA, said, if_match="*").status_code == 412


def test_a_preview_says_where_the_plan_stands(unmoved: Service) -> None:
    answer = unmoved.ask("POST", AFRICA, {**NOTE, "preview": True}, if_match='"1"')
    assert (answer.status_code, answer.headers["etag"]) == (200, '"1"')


def test_412_says_what_changed_meanwhile(told: Service) -> None:
    assert told.post(AFRICA, {"window": "2021-08", "reason": "the AU asked"}).status_code == 201
    before = told.dump()
    answer = told.ask("POST", f"{PLAN}/updates", {"updates": []}, if_match='"1"')
    assert answer.status_code == 422
    answer = told.ask("POST", AFRICA, NOTE, key="agency", if_match='"1"')
    assert answer.status_code == 412
    assert answer.json() == problem(
        "stale",
        detail="the plan stands at revision 2, not 1",
        expected=1,
        current=2,
        revisions=told.get(f"{PLAN}/revisions").json()["revisions"][1:],
        milestones=["rr-africa"],
    )
    assert told.dump() == before


@pytest.mark.parametrize("tag", ["", "1", '"0"', 'W/"1"', '"x"', '"1", "2"', '"99999999999"', "é"])
def test_a_tag_that_cannot_be_read(unmoved: Service, tag: str) -> None:
    before = unmoved.dump()
    headers = {**unmoved.holding("planner"), "If-Match": tag.encode()}
    answer = unmoved.client.post(AFRICA, json=NOTE, headers=headers)
    assert answer.json() == broken("refused", "If-Match", 'must be * or one entity tag such as "3"')
    assert unmoved.dump() == before


UNCONDITIONAL = {f"{PLANS}/what-if", f"{PLANS}/risk/jobs", f"{PLANS}/risk/jobs/{{job}}"}
"""Nothing that is read of a plan is changed there."""


def test_every_write_to_a_plan_may_say_which_revision_was_read(unmoved: Service) -> None:
    silent = {
        path
        for path, methods in unmoved.get("/openapi.json").json()["paths"].items()
        for method, operation in methods.items()
        if method != "get" and path.startswith(PLANS)
        if "If-Match" not in [each["name"] for each in operation["parameters"]]
    }
    assert silent == UNCONDITIONAL


def test_who_sees_a_plan_is_decided_knowing_how_it_stands(told: Service) -> None:
    before = told.dump()
    answer = told.ask("PUT", VISIBILITY, {"private": True})
    assert answer.json() == problem(
        "revision-needed", detail="say in If-Match which revision was read"
    )
    assert told.ask("PUT", VISIBILITY, {"private": True}, if_match='"7"').status_code == 412
    assert told.dump() == before
    answer = told.ask("PUT", VISIBILITY, {"private": True}, if_match='"1"')
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert told.ask("PUT", VISIBILITY, {"private": True}, if_match="*").json() == broken(
        "contradiction", "private", "is true already"
    )


PUBLIC_READS = (
    PLAN,
    f"{PLAN}/milestones",
    f"{PLAN}/slippage",
    f"{PLAN}/updates.csv",
    "/plans/imrf-2022",
    "/plans/imrf-2022/milestones/rr-africa",
    "/feeds/public/imrf-2022/plan.ics",
)


def test_a_private_plan_is_not_there_without_a_key(told: Service) -> None:
    assert [told.get(path).status_code for path in PUBLIC_READS] == [200] * len(PUBLIC_READS)
    assert told.ask("PUT", VISIBILITY, {"private": True}, if_match="*").status_code == 200
    assert [told.get(path).status_code for path in PUBLIC_READS] == [404] * len(PUBLIC_READS)
    assert told.get(PLAN).json() == problem("not-found", detail="there is no plan 'imrf-2022'")
    assert told.get("/api/v1/plans").json() == {"next": None, "plans": []}
    for key in ("viewer", "agency", "planner", "administrator"):
        answers = [told.ask("GET", path, key=key).status_code for path in PUBLIC_READS[:4]]
        assert answers == [200] * 4
        assert len(told.ask("GET", "/api/v1/plans", key=key).json()["plans"]) == 1
    assert told.ask("PUT", VISIBILITY, {"private": False}, if_match="*").status_code == 200
    assert [told.get(path).status_code for path in PUBLIC_READS] == [200] * len(PUBLIC_READS)


def once(service: Service, body: Any, name: str = "first", **more: str) -> tuple[int, Any, bool]:
    answer = service.ask("POST", AFRICA, body, key="agency", idempotency_key=name, **more)
    return answer.status_code, answer.json(), "idempotent-replayed" in answer.headers


def test_the_same_request_has_one_effect_and_one_answer(told: Service) -> None:
    status, first, again = once(told, NOTE)
    assert (status, again) == (201, False)
    before = told.dump()
    assert once(told, NOTE) == (201, first, True)
    told.now = IMPORTED + timedelta(hours=24)
    assert once(told, NOTE) == (201, first, True)
    assert told.dump() == before


def test_a_name_stands_for_one_request_of_one_holder(told: Service) -> None:
    assert once(told, NOTE)[0] == 201
    before = told.dump()
    refused = problem(
        "name-reused", detail="the Idempotency-Key 'first' was sent with another request before"
    )
    assert once(told, {"note": "Held "}) == (422, refused, False)
    assert once(told, NOTE, if_match='"2"') == (422, refused, False)
    assert told.dump() == before
    assert told.ask("POST", AFRICA, NOTE, idempotency_key="first").status_code == 201
    assert once(told, NOTE, "second")[0] == 201
    assert revision(told) == 4


def test_a_name_stands_for_the_same_with_all_keys_of_an_agency(told: Service) -> None:
    status, first, _ = once(told, NOTE)
    rotated = told.post("/api/v1/keys/2/rotation", {}, key="administrator").json()
    old = told.keys
    told.keys = {**old, "agency": rotated["secret"]}
    assert (status, once(told, NOTE)) == (201, (201, first, True))
    assert once(told, {"note": "Other"})[0] == 422
    assert revision(told) == 2


def test_after_a_day_a_name_is_free(told: Service) -> None:
    assert once(told, NOTE)[0] == 201
    told.now = IMPORTED + timedelta(hours=24, seconds=1)
    assert once(told, {"note": "Other"})[0] == 201
    assert revision(told) == 3


def test_what_was_refused_or_previewed_may_be_sent_again(told: Service) -> None:
    assert once(told, {"actual_start": "2021-06-01"})[0] == 422
    assert once(told, {**NOTE, "preview": True})[0] == 200
    assert once(told, NOTE)[0] == 201
    assert revision(told) == 2


@pytest.mark.parametrize("name", ["", "a" * 256, "a b", "é", "\x7f"])
def test_a_name_that_cannot_be_read(unmoved: Service, name: str) -> None:
    headers = {**unmoved.holding("agency"), "Idempotency-Key": name.encode()}
    answer = unmoved.client.post(AFRICA, json={**NOTE, "preview": True}, headers=headers)
    rule = "must be 1 to 255 printable ASCII characters"
    assert answer.json() == broken("refused", "Idempotency-Key", rule)


def test_twins_at_the_same_time_have_one_effect(told: Service) -> None:
    with ThreadPoolExecutor(max_workers=16) as senders:
        answers = list(senders.map(lambda _: once(told, NOTE), range(16)))
    assert {status for status, _, _ in answers} == {201}
    assert [body for _, body, _ in answers] == [answers[0][1]] * 16
    assert [again for _, _, again in answers].count(False) == 1
    assert revision(told) == 2


def test_taking_back_by_the_api(told: Service) -> None:
    window = told.get(f"{PLAN}/milestones/rr-africa").json()["milestone"]["window"]
    assert told.post(AFRICA, {"window": "2021-09"}, key="agency").status_code == 201
    said = told.get(AFRICA).json()["updates"][-1]["id"]
    assert told.post(AFRICA, {"takes_back": said}, key="agency").status_code == 201
    assert told.get(f"{PLAN}/milestones/rr-africa").json()["milestone"]["window"] == window
    assert told.get(AFRICA).json()["updates"][-1]["update"]["takes_back"] == said
    again = told.post(AFRICA, {"takes_back": said}, key="agency")
    assert (again.status_code, again.json()["contradicts"][0]["earlier"]["id"]) == (409, said)

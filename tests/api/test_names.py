"""Every answer to a read has a name that changes when the answer may, and never lies (RFC 9110)."""

import re

import pytest
from httpx import Response

from tests.api.service import PLAN, Service
from tests.api.test_routes import READS, filled
from tests.store.queries import counted

OF_PLANS = [path for path in READS if "{plan}" in path]
OF_NO_PLAN = {"/api/v1/feeds", "/api/v1/keys", "/api/v1/plans"}
NAMED = re.compile(r'"1-[0-9a-f]{32}"')
BY_CONTENT = re.compile(r'"[0-9a-f]{32}"')


def asked(service: Service, path: str, key: str | None = None, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    holding = service.holding(key) if key else {}
    answer: Response = service.client.get(path, headers={**holding, **named})
    return answer


def key_for(path: str) -> str | None:
    return "administrator" if READS[path][0] == 401 else None


@pytest.mark.parametrize("path", READS)
def test_every_read_has_a_name_and_is_told_once(unmoved: Service, path: str) -> None:
    """A route that is not a StrictRoute has none, and fails here."""
    where, key = filled(path), key_for(path)
    answer = asked(unmoved, where, key)
    tag = answer.headers["etag"]
    assert (NAMED if path in OF_PLANS else BY_CONTENT).fullmatch(tag)
    for held in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = asked(unmoved, where, key, if_none_match=held)
        assert (again.status_code, again.content) == (304, b"")
        for name in ("etag", "vary", "cache-control"):
            assert again.headers[name] == answer.headers[name]
    for other in ('"x"', tag.replace('"', ""), tag[:-1]):
        assert asked(unmoved, where, key, if_none_match=other).content == answer.content
    head = unmoved.client.head(where, headers=unmoved.holding(key) if key else {})
    assert (head.status_code, head.headers, head.content) == (200, answer.headers, b"")


def test_reads_are_of_a_plan_or_by_their_content() -> None:
    assert {*OF_PLANS, *OF_NO_PLAN} == READS.keys()


@pytest.mark.parametrize("path", OF_PLANS)
def test_what_is_held_is_not_computed(unmoved: Service, path: str) -> None:
    """Without a key it takes no session, only a read by the driver; with one, the key's and one."""
    where = filled(path)
    database = unmoved.client.app.state.database  # type: ignore[attr-defined]
    for key, statements in ((None, 0), ("viewer", 2)):
        tag = asked(unmoved, where, key).headers["etag"]
        with counted(database) as sent:
            assert asked(unmoved, where, key, if_none_match=tag).status_code == 304
        assert len(sent) == statements


@pytest.mark.parametrize(
    ("method", "at", "body"),
    [
        ("POST", "/milestones/rr-africa/updates", {"note": "Held"}),
        ("POST", "/scenarios", {"name": "later", "data_date": "2021-07-01"}),
        ("DELETE", "/scenarios/seed", None),
    ],
)
def test_a_change_of_the_plan_or_beside_it_changes_names(
    told: Service, method: str, at: str, body: object
) -> None:
    tags = {path: asked(told, filled(path)).headers["etag"] for path in OF_PLANS}
    assert told.ask(method, PLAN + at, body).status_code in (201, 204)
    held = [
        path
        for path, tag in tags.items()
        if asked(told, filled(path), if_none_match=tag).status_code == 304
    ]
    assert held == []


def test_targets_are_answered_in_the_order_in_which_they_are_asked_for(unmoved: Service) -> None:
    """Asked the other way round it is another answer, and none that was kept."""
    path = f"{PLAN}/critical-path"
    for order in (["imrf", "sgr-launched"], ["sgr-launched", "imrf"]):
        answer = unmoved.client.get(path, params={"target": order})
        assert [each["target"] for each in answer.json()["paths"]] == order


def test_what_was_stays_as_it_is_named(told: Service) -> None:
    states = ("?revision=1", "?known_on=2021-05-05", "?revision=1&data_date=2021-09-01", "")
    tags = [asked(told, f"{PLAN}/schedule{each}").headers["etag"] for each in states]
    assert len(set(tags)) == len(tags)
    reported = {"note": "Held", "data_date": "2021-06-01"}
    assert told.post(f"{PLAN}/milestones/rr-africa/updates", reported).status_code == 201
    again = [
        asked(told, f"{PLAN}/schedule{each}", if_none_match=tag).status_code
        for each, tag in zip(states, tags, strict=True)
    ]
    assert again == [304, 304, 304, 200]


def test_a_writer_may_send_the_name_of_what_was_read(told: Service) -> None:
    tag = asked(told, f"{PLAN}/milestones/rr-africa").headers["etag"]
    where = f"{PLAN}/milestones/rr-africa/updates"
    assert told.ask("POST", where, {"note": "Held"}, if_match=tag).status_code == 201
    assert told.ask("POST", where, {"note": "Held"}, if_match=tag).status_code == 412


@pytest.mark.parametrize(
    ("path", "key", "caching"),
    [
        (PLAN, None, "public, no-cache"),
        (PLAN, "viewer", "private, no-cache"),
        ("/api/v1/plans", None, "public, no-cache"),
        ("/api/v1/plans", "agency", "private, no-cache"),
        ("/api/v1/keys", "administrator", "no-store"),
        ("/api/v1/keys", None, "no-store"),
        (f"{PLAN}/milestones/none", None, "no-store"),
    ],
)
def test_who_may_keep_an_answer(unmoved: Service, path: str, key: str | None, caching: str) -> None:
    assert asked(unmoved, path, key).headers["cache-control"] == caching


def test_keys_that_open_differently_hold_different_answers(unmoved: Service) -> None:
    tags = {asked(unmoved, PLAN, key).headers["etag"] for key in (None, *unmoved.keys)}
    assert len(tags) == 5


def test_what_is_not_there_is_not_held(unmoved: Service) -> None:
    for where, status in (
        ("/api/v1/plans/none", 404),
        (f"{PLAN}/milestones/none", 404),
        (f"{PLAN}?revision=9", 404),
        (f"{PLAN}?revision=1&known_on=2021-05-05", 422),
        (f"{PLAN}?revision=99999999999999999999", 422),
    ):
        answer = asked(unmoved, where, if_none_match="*")
        assert (answer.status_code, "etag" in answer.headers) == (status, False), where


def test_an_agency_whose_name_has_a_slash_has_an_address(told: Service) -> None:
    owner = "UNHCR/IOM"
    changed = {"milestone": {"owner": owner}}
    assert told.ask("PATCH", f"{PLAN}/milestones/rr-africa", changed, if_match="*").is_success
    for name in (owner, "UNHCR%2FIOM"):
        answer = told.get(f"{PLAN}/agencies/{name}/owed?silence_days=0").json()
        assert (answer["agency"], [each["code"] for each in answer["milestones"]]) == (
            owner,
            ["rr-africa"],
        )
    assert told.get("/feeds/public/imrf-2022/owed/UNHCR%2FIOM.ics").status_code == 200
    assert told.get("/plans/imrf-2022/agencies/UNHCR%2FIOM").status_code == 200

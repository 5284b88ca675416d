"""Every list is answered in pages that together are the list, whatever happens between them."""

from typing import Any

import pytest

from tests.api.service import PLAN, Service
from tests.api.test_names import asked, key_for
from tests.api.test_problems import broken
from tests.api.test_routes import READS, filled

LISTS = {
    "/api/v1/feeds": "feeds",
    "/api/v1/keys": "keys",
    "/api/v1/plans": "plans",
    "/api/v1/plans/{plan}/agencies/{agency}/owed": "milestones",
    "/api/v1/plans/{plan}/baselines": "baselines",
    "/api/v1/plans/{plan}/baselines/{name}/diff/{other}": "variances",
    "/api/v1/plans/{plan}/findings": "findings",
    "/api/v1/plans/{plan}/links": "links",
    "/api/v1/plans/{plan}/milestones": "milestones",
    "/api/v1/plans/{plan}/milestones/{code}/updates": "updates",
    "/api/v1/plans/{plan}/revisions": "revisions",
    "/api/v1/plans/{plan}/scenarios": "scenarios",
    "/api/v1/plans/{plan}/schedule": "schedule",
    "/api/v1/plans/{plan}/slippage": "variances",
    "/api/v1/plans/{plan}/updates": "updates",
}
WHOLE = {
    "/api/v1/plans/{plan}": "one thing",
    "/api/v1/plans/{plan}/baselines/{name}": "one thing",
    "/api/v1/plans/{plan}/critical-path": "a chain is read from end to end",
    "/api/v1/plans/{plan}/document": "a document to be kept or imported",
    "/api/v1/plans/{plan}/links/{link}": "one thing",
    "/api/v1/plans/{plan}/milestones/{code}": "one thing",
    "/api/v1/plans/{plan}/revisions/{before}/diff/{number}": "one thing",
    "/api/v1/plans/{plan}/revisions/{number}": "one thing",
    "/api/v1/plans/{plan}/risk": "shares of one whole",
    "/api/v1/plans/{plan}/scenarios/{name}": "one thing",
    "/api/v1/plans/{plan}/milestones/{code}/explanation": "one thing",
    "/api/v1/plans/{plan}/trend": "a line is drawn from end to end",
    "/api/v1/plans/{plan}/why": "an account is added up from end to end",
    "/api/v1/plans/{plan}/updates.csv": "a table for spreadsheets",
}
COUNT = "must be a whole number from 1 to 1000"
PLACE = "must be a whole number from 0 to 2147483647"
AHEAD = {f"{PLAN}/findings", f"{PLAN}/agencies/ECA/owed"}
"""Where something is to be found only later."""
SHORT = {
    "/api/v1/feeds",
    "/api/v1/plans/{plan}/agencies/{agency}/owed",
    "/api/v1/plans/{plan}/baselines",
}
HOSTILE = ["", "-1", "1.0", "1e3", "true", "NaN", "٣", "01", "2147483648", "9" * 5_000, "x\0"]


def listed(service: Service, path: str, key: str, name: str) -> list[Any]:
    """All of the list, one at a time."""
    found: list[Any] = []
    where = f"{path}?limit=1&data_date=2021-11-01" if path in AHEAD else f"{path}?limit=1"
    while where:
        answer = asked(service, where, key).json()
        assert len(answer[name]) <= 1
        found += answer[name]
        where = answer["next"]
    return found


def test_every_read_is_a_list_or_whole() -> None:
    assert {*LISTS, *WHOLE} == READS.keys()


def test_the_pages_are_the_list(told: Service) -> None:
    for note in ("Asked", "Held", "Confirmed"):
        assert told.post(f"{PLAN}/milestones/rr-africa/updates", {"note": note}).is_success
        assert told.post(f"{PLAN}/scenarios", {"name": note, "data_date": "2021-07-01"}).is_success
        document = {"plan": {"code": note.lower(), "start": "2021-05-05"}}
        assert told.post("/api/v1/plans", document).is_success
    for path, name in LISTS.items():
        where, key = filled(path), key_for(path) or "planner"
        ahead = "?data_date=2021-11-01" if where in AHEAD else ""
        whole = asked(told, where + ahead, key).json()
        assert whole["next"] is None
        assert len(whole[name]) >= (1 if path in SHORT else 2)
        assert listed(told, where, key, name) == whole[name]


def test_a_page_names_the_next_one_at_the_same_revision(unmoved: Service) -> None:
    answer = unmoved.get(f"{PLAN}/slippage?known_on=2021-06-01&data_date=2021-07-01&limit=3")
    assert answer.json()["next"] == (
        "/api/v1/plans/imrf-2022/slippage"
        "?data_date=2021-07-01&limit=3&baseline=seed&revision=1&after=3"
    )


def test_what_is_accepted_between_two_pages_moves_nothing(told: Service) -> None:
    whole = told.get(f"{PLAN}/milestones").json()["milestones"]
    first = told.get(f"{PLAN}/milestones?limit=1").json()
    code = first["milestones"][0]["code"]
    removed = told.ask("DELETE", f"{PLAN}/milestones/{code}?with_links=true", if_match="*")
    assert removed.status_code == 200, removed.text
    second = told.get(first["next"]).json()
    assert [*first["milestones"], *second["milestones"]] == whole[:2]


def test_what_goes_between_two_pages_is_missed_and_nothing_else(told: Service) -> None:
    for name in ("b", "c"):
        assert told.post(f"{PLAN}/scenarios", {"name": name, "data_date": "2021-07-01"}).is_success
    first = told.get(f"{PLAN}/scenarios?limit=1").json()
    assert [each["name"] for each in first["scenarios"]] == ["seed"]
    assert told.ask("DELETE", f"{PLAN}/scenarios/seed").status_code == 204
    second = told.get(first["next"]).json()
    assert ([each["name"] for each in second["scenarios"]], second["next"]) == (
        ["b"],
        first["next"].replace("after=1", "after=2"),
    )


def test_behind_the_end_there_is_an_empty_page(unmoved: Service) -> None:
    answer = unmoved.get(f"{PLAN}/milestones?after=9999").json()
    assert (answer["milestones"], answer["next"]) == ([], None)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_pages_are_refused_by_name(unmoved: Service, value: str) -> None:
    for name, rule in (("limit", COUNT), ("after", PLACE)):
        answer = unmoved.get(f"{PLAN}/milestones", **{name: value})
        assert answer.json() == broken("invalid-request", name, rule)


@pytest.mark.parametrize("value", ["0", "1001"])
def test_a_page_has_a_size(unmoved: Service, value: str) -> None:
    answer = unmoved.get("/api/v1/plans", limit=value)
    assert answer.json() == broken("invalid-request", "limit", COUNT)

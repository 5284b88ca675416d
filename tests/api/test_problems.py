"""Every kind of problem, whole."""

from contextlib import closing
from typing import Any

import pytest
from fastapi import Request

from app.api.problems import KINDS
from app.store import Database
from tests.api.service import PLAN, Service, example

AFRICA = f"{PLAN}/milestones/rr-africa/updates"
REFUSED = "What was asked breaks rules"
HELD = {"actual_start": "2021-05-03", "actual_finish": "2021-05-04"}


def problem(name: str, **said: Any) -> dict[str, Any]:
    kind = KINDS[name]
    return {"type": f"/problems/{name}", "title": kind.title, "status": kind.status, **said}


def broken(name: str, place: str, message: str) -> dict[str, Any]:
    """A problem with one broken rule."""
    errors = [{"place": place, "message": message}]
    return problem(name, detail=f"{place}: {message}", errors=errors)


def placed(name: str, place: str, message: str) -> dict[str, Any]:
    """A refusal that is told by itself as well as by its place."""
    return problem(name, detail=message, errors=[{"place": place, "message": message}])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/api/v1/plans/x", problem("not-found", detail="there is no plan 'x'")),
        (f"{PLAN}/milestones/x", problem("not-found", detail="there is no milestone 'x'")),
        (f"{PLAN}/schedule?target=x", problem("not-found", detail="there is no milestone 'x'")),
        (f"{PLAN}?revision=2", problem("not-found", detail="there is no revision '2'")),
        (f"{PLAN}/revisions/2", problem("not-found", detail="there is no revision '2'")),
        (f"{PLAN}/baselines/x", problem("not-found", detail="there is no baseline 'x'")),
        (f"{PLAN}/slippage?baseline=x", problem("not-found", detail="there is no baseline 'x'")),
        (
            f"{PLAN}?known_on=2021-05-04",
            problem("not-found", detail="there is no revision known on '2021-05-04'"),
        ),
        (
            f"{PLAN}?known_on=2021-05-05&revision=1",
            broken("refused", "known_on", "must not be given beside revision: say one of them"),
        ),
        (
            f"{PLAN}/slippage?since=1&baseline=seed",
            broken("refused", "since", "must not be given beside baseline: say one of them"),
        ),
        (
            f"{PLAN}?data_date=2021-05-04",
            broken(
                "refused",
                "data_date",
                "must not be before 2021-05-05, the data date of revision 1: "
                "ask with known_on what was known on a day",
            ),
        ),
        (
            f"{PLAN}?revision={2**70}",
            broken("invalid-request", "revision", "must be a whole number from 1 to 2147483647"),
        ),
        (
            f"{PLAN}?data_date=2021-02-30",
            broken("invalid-request", "data_date", "must be a day that the calendar has"),
        ),
        (f"{PLAN}?known_no=2021", broken("invalid-request", "known_no", "is not known here")),
        (f"{PLAN}/baselines?no=1", broken("invalid-request", "no", "is not known here")),
        (f"{PLAN}?revision=1&revision=1", broken("refused", "revision", "must be given once")),
        (
            f"{PLAN}/schedule?" + "target=imrf&" * 51,
            broken("invalid-request", "target", "must hold at most 50 items"),
        ),
    ],
)
def test_a_refused_question(unmoved: Service, path: str, expected: dict[str, Any]) -> None:
    answer = unmoved.get(path)
    assert answer.json() == expected
    assert answer.status_code == expected["status"]
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "body", "key", "expected"),
    [
        (
            f"{PLAN}/milestones/x/updates",
            {"note": "Held"},
            "planner",
            placed("not-found", "milestone", "there is no milestone 'x'"),
        ),
        (
            AFRICA,
            {"note": "Held", "on_behalf_of": "IOM"},
            "agency",
            placed("forbidden", "on_behalf_of", "ECA may not speak for IOM"),
        ),
        (
            f"{PLAN}/milestones/sgr-draft/updates",
            {"note": "Begun"},
            "agency",
            placed("forbidden", "milestone", "ECA may not report on sgr-draft"),
        ),
        (
            AFRICA,
            {"note": "Held", "data_date": "2021-05-06"},
            "agency",
            problem("forbidden", detail="ECA focal point may not choose the data date"),
        ),
        (
            AFRICA,
            {"note": "Held"},
            "viewer",
            problem("forbidden", detail="Reader may not report"),
        ),
        (
            "/api/v1/plans",
            example("create_plan.request"),
            "agency",
            problem("forbidden", detail="ECA focal point may not import a plan"),
        ),
        (
            AFRICA,
            {"note": "Held", "expected_revision": 7},
            "agency",
            problem(
                "stale",
                detail="the plan stands at revision 1, not 7",
                expected=7,
                current=1,
                revisions=[],
                milestones=[],
            ),
        ),
        (
            AFRICA,
            {"actual_finish": "2021-05-06", "actual_start": "2021-05-04"},
            "agency",
            broken(
                "refused",
                "actual_finish",
                "must not be after the data date 2021-05-05: what lies ahead is a new date",
            ),
        ),
        (
            AFRICA,
            {"actual_start": "2021-05-04"},
            "agency",
            broken(
                "refused",
                "actual_start",
                "needs remaining or expected_finish beside it, or actual_finish if it is over",
            ),
        ),
        (
            f"{PLAN}/updates",
            {"updates": [{"milestone": "rr-africa", **HELD}, {"milestone": "imrf", "remain": 1}]},
            "planner",
            broken("invalid-request", "updates[1].remain", "is not known here"),
        ),
        (
            f"{PLAN}/updates",
            {"updates": []},
            "planner",
            broken("invalid-request", "updates", "must not be empty"),
        ),
        (f"{PLAN}/updates", {}, "planner", broken("invalid-request", "updates", "is missing")),
        (
            AFRICA,
            {"remaining": True, "window": "July"},
            "agency",
            problem(
                "invalid-request",
                detail="2 rules are broken",
                errors=[
                    {"place": "remaining", "message": "must be a whole number from 0 to 36500"},
                    {
                        "place": "window",
                        "message": "must be a day (2021-07-12), a month (2021-07), a quarter "
                        "(2021-Q3), a year (2021), two of them as an interval (2021-07/2021-09) "
                        "or an open one (../2021-09)",
                    },
                ],
            ),
        ),
    ],
)
def test_a_refused_update_stores_nothing(
    unmoved: Service, path: str, body: dict[str, Any], key: str, expected: dict[str, Any]
) -> None:
    before = unmoved.dump()
    answer = unmoved.post(path, body, key=key)
    assert answer.json() == expected
    assert answer.status_code == expected["status"]
    assert unmoved.dump() == before


def test_a_contradiction_names_the_earlier_statement(told: Service) -> None:
    assert told.post(AFRICA, {"cancelled": True}, key="agency").status_code == 201
    before = told.dump()
    earlier = told.get(AFRICA).json()["updates"][-1]
    assert (earlier["revision"]["author"], earlier["update"]["cancelled"]) == (
        "ECA focal point",
        True,
    )
    assert told.post(AFRICA, HELD).json() == problem(
        "contradiction",
        detail="2 rules are broken",
        errors=[
            {
                "place": place,
                "message": "the milestone was cancelled: say cancelled = false to restore it",
            }
            for place in HELD
        ],
        contradicts=[{"place": place, "earlier": earlier} for place in HELD],
    )
    assert told.dump() == before


def test_a_cycle_is_named(service: Service) -> None:
    document = example("create_plan.request")
    document["links"].append({"from": "imrf", "to": "rr-africa"})
    before = service.dump()
    assert service.post("/api/v1/plans", document).json() == broken(
        "document-refused",
        "links",
        "form a cycle: imrf → rr-africa → sgr-draft → sgr-launched → imrf",
    )
    assert service.dump() == before


def test_a_second_plan_of_one_code_is_refused(unmoved: Service) -> None:
    before = unmoved.dump()
    assert unmoved.import_story().json() == broken(
        "refused", "plan.code", "there is a plan 'imrf-2022' already"
    )
    assert unmoved.dump() == before


@pytest.mark.parametrize(
    ("body", "media_type", "expected"),
    [
        (
            b"{",
            "application/json",
            problem(
                "malformed",
                detail="the body is not JSON: Expecting property name enclosed in double quotes "
                "(line 1, column 2)",
            ),
        ),
        (
            b'{"note":"a","note":"b"}',
            "application/json; charset=utf-8",
            problem("malformed", detail="the body gives the key 'note' twice in one object"),
        ),
        (
            b'{"remaining":' + b"[" * 100_000,
            "application/json",
            problem("malformed", detail="the body is nested too deeply"),
        ),
        (
            b'{"note":"Held"}',
            "text/plain",
            problem("unsupported-media-type", detail="the body must be application/json"),
        ),
        (b"", "application/json", broken("invalid-request", "body", "is missing")),
        (
            b" " * 1_000_001,
            "application/json",
            problem("too-large", detail="the body is larger than 1,000,000 bytes"),
        ),
    ],
)
def test_a_body_that_is_not_read(
    unmoved: Service, body: bytes, media_type: str, expected: dict[str, Any]
) -> None:
    answer = unmoved.send(AFRICA, body, media_type)
    assert answer.json() == expected
    assert answer.status_code == expected["status"]


def test_a_body_that_does_not_say_how_large_it_is(unmoved: Service) -> None:
    headers = {**unmoved.holding("planner"), "Content-Type": "application/json"}
    for path in (AFRICA, "/api/v1/plans"):
        answer = unmoved.client.post(path, content=iter([b" " * 300_000] * 5), headers=headers)
        assert answer.json() == problem("too-large")


def test_while_another_process_writes_the_answer_is_to_try_again(told: Service) -> None:
    database, other = Database(told.url, patience=0.1), Database(told.url)
    told.client.app.state.database = database  # type: ignore[attr-defined]
    with closing(database), closing(other), other.write() as store:
        store.hold("imrf-2022")
        answer = told.post(AFRICA, {"note": "Held", "preview": True})
        assert told.get(PLAN).status_code == 200
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.json() == problem("busy", detail="the database is busy; try again shortly")


def test_a_failure_of_ours_tells_nothing(told: Service) -> None:
    async def fail(_: Request) -> None:
        raise RuntimeError("the secret is 42")

    told.client.app.add_route("/fault", fail)  # type: ignore[attr-defined]
    answer = told.get("/fault")
    assert (answer.status_code, answer.json()) == (500, problem("internal"))
    assert answer.headers["content-type"] == "application/problem+json"

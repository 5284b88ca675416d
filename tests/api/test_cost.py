"""What a read costs the database: so many statements, however large the plan; none when kept."""

from typing import cast

from fastapi import FastAPI, Response

from app.api.kept import KeptAnswers
from tests.api.service import PLAN, Service
from tests.api.test_names import OF_PLANS, asked, key_for
from tests.api.test_routes import READS, filled
from tests.store.queries import counted

STATEMENTS = {
    "/api/v1/feeds": 3,
    "/api/v1/keys": 3,
    "/api/v1/plans": 1,
    "/api/v1/plans/{plan}": 6,
    "/api/v1/plans/{plan}/agencies/{agency}/owed": 8,
    "/api/v1/plans/{plan}/baselines": 3,
    "/api/v1/plans/{plan}/baselines/{name}": 3,
    "/api/v1/plans/{plan}/baselines/{name}/diff/{other}": 11,
    "/api/v1/plans/{plan}/critical-path": 6,
    "/api/v1/plans/{plan}/document": 6,
    "/api/v1/plans/{plan}/findings": 8,
    "/api/v1/plans/{plan}/links": 6,
    "/api/v1/plans/{plan}/links/{link}": 6,
    "/api/v1/plans/{plan}/milestones": 6,
    "/api/v1/plans/{plan}/milestones/{code}": 6,
    "/api/v1/plans/{plan}/milestones/{code}/explanation": 6,
    "/api/v1/plans/{plan}/milestones/{code}/updates": 7,
    "/api/v1/plans/{plan}/revisions": 2,
    "/api/v1/plans/{plan}/revisions/{number}": 3,
    "/api/v1/plans/{plan}/revisions/{before}/diff/{number}": 12,
    "/api/v1/plans/{plan}/risk": 6,
    "/api/v1/plans/{plan}/scenarios": 2,
    "/api/v1/plans/{plan}/scenarios/{name}": 14,
    "/api/v1/plans/{plan}/schedule": 6,
    "/api/v1/plans/{plan}/slippage": 9,
    "/api/v1/plans/{plan}/trend": 7,
    "/api/v1/plans/{plan}/updates": 2,
    "/api/v1/plans/{plan}/updates.csv": 2,
    "/api/v1/plans/{plan}/why": 10,
}
LATER = {
    "/api/v1/plans/{plan}/milestones/{code}/updates": 8,
    "/api/v1/plans/{plan}/slippage": 14,
    "/api/v1/plans/{plan}/updates": 3,
    "/api/v1/plans/{plan}/updates.csv": 3,
}
"""When the plan has moved on since the baseline, two states of it are read; when something was
said, the revisions in which it was."""


def statements(service: Service) -> dict[str, int]:
    """How many are sent for each read, that of the key included, when nothing is remembered."""
    app = cast(FastAPI, service.client.app)
    sent_for = {}
    for path in READS:
        app.state.database._memory.forget()
        app.state.answers._kept.clear()
        with counted(app.state.database) as sent:
            assert asked(service, filled(path), key_for(path)).status_code == 200
        sent_for[path] = len(sent)
    return sent_for


def test_every_read_has_its_number_of_statements(told: Service) -> None:
    assert statements(told) == STATEMENTS


def test_a_larger_plan_takes_no_more(told: Service) -> None:
    milestones = [{"add_milestone": {"code": f"more-{n}", "duration": 2}} for n in range(40)]
    links = [
        {"add_link": {"from": f"more-{n}", "to": f"more-{n + 1}", "source": "s"}} for n in range(39)
    ]
    changed = told.post(f"{PLAN}/changes", {"changes": [*milestones, *links]})
    assert changed.status_code == 201, changed.text
    for note in ("Asked", "Held", "Confirmed"):
        assert told.post(f"{PLAN}/milestones/rr-africa/updates", {"note": note}).is_success
    assert statements(told) == {**STATEMENTS, **LATER}


def test_an_answer_that_is_kept_is_the_same_and_takes_no_session(told: Service) -> None:
    database = cast(FastAPI, told.client.app).state.database
    for path in OF_PLANS:
        first = told.get(filled(path))
        with counted(database) as sent:
            again = told.get(filled(path))
        assert (len(sent), again.content, again.headers) == (0, first.content, first.headers)


def test_no_more_is_kept_than_may_be() -> None:
    kept = KeptAnswers(most=5_000)
    for name in ("a", "b", "c", "b", "a"):
        kept.keep(name, Response(name * 1_000))
    assert [name for name in "abc" if kept.find(name)] == ["a", "b"]
    kept.keep("large", Response("x" * 5_000))
    assert [name for name in ("a", "b", "c", "large") if kept.find(name)] == []
    kept.keep("a", Response("a"))
    found = kept.find("a")
    assert found is not None
    assert found.body == b"a"

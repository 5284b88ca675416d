"""The story behind the examples of the API's description; run as a module it writes them anew.

A plan is imported on 5 May 2021; on 12 July ECA previews a new date and reports it; on 10 September
the secretariat reports for two milestones. Then everything is read. At last the secretariat asks
what if, keeps it as a scenario, changes the plan meanwhile, accepts the scenario, and goes on.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from app.api.describing import EXAMPLES
from app.store import migrate
from tests.api.service import IMPORTED, PLAN, Prepared, Service, example, keys_in, serving

JULY = datetime(2021, 7, 12, 9, 0, tzinfo=UTC)
SECRETS = {
    "secret": "imrfkey_7d0yq0m5wVbWl0Z4rT8uPzq2cXnE1kHsJfGaYtBvRiM",
    "address": "http://127.0.0.1:8000/feeds/imrfcal_Wq3nT8cYx2Lk7RzVd0mAfJhBsUe5PgNi.ics",
}
"""Stand for the secrets of new keys and feeds, which are never the same."""
READ = {"if_match": "*"}
SEPTEMBER = datetime(2021, 9, 10, 15, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request of the story; ``shows`` names the example that its answer is."""

    operation: str
    path: str
    method: str = ""
    status: int = 200
    sends: bool = False
    key: str = "planner"
    now: datetime = SEPTEMBER
    changes: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def shows(self) -> str:
        return f"{self.operation}.{self.status}"

    def answer(self, service: Service) -> Any:
        """What the service says, when the story has come this far."""
        service.now = self.now
        if self.sends:
            body = {**example(f"{self.operation}.request"), **self.changes}
            method = self.method or "POST"
            answered = service.ask(method, self.path, body, key=self.key, **self.headers)
        elif self.method:
            answered = service.ask(self.method, self.path, key=self.key, **self.headers)
        else:
            answered = service.client.get(self.path)
        assert answered.status_code == self.status, answered.text
        answer = answered.json()
        return {**answer, **{name: SECRETS[name] for name in SECRETS if name in answer}}


WRITES = (
    Step(
        operation="create_plan",
        path="/api/v1/plans?baseline=seed",
        status=201,
        sends=True,
        now=IMPORTED,
    ),
    Step(
        operation="report_on_milestone",
        path=f"{PLAN}/milestones/rr-africa/updates",
        sends=True,
        key="agency",
        now=JULY,
        changes={"preview": True},
    ),
    Step(
        operation="report_on_milestone",
        path=f"{PLAN}/milestones/rr-africa/updates",
        status=201,
        sends=True,
        key="agency",
        now=JULY,
    ),
    Step(
        operation="report_on_milestones",
        path=f"{PLAN}/updates",
        sends=True,
        changes={"preview": True},
    ),
    Step(operation="report_on_milestones", path=f"{PLAN}/updates", status=201, sends=True),
)
READS = (
    Step(operation="list_plans", path="/api/v1/plans"),
    Step(operation="show_plan", path=PLAN),
    Step(operation="list_milestones", path=f"{PLAN}/milestones"),
    Step(operation="show_milestone", path=f"{PLAN}/milestones/rr-africa"),
    Step(
        operation="explain_milestone",
        path=f"{PLAN}/milestones/sgr-draft/explanation?target=sgr-launched",
    ),
    Step(operation="list_milestone_updates", path=f"{PLAN}/milestones/rr-africa/updates"),
    Step(operation="list_links", path=f"{PLAN}/links"),
    Step(operation="show_schedule", path=f"{PLAN}/schedule"),
    Step(operation="list_findings", path=f"{PLAN}/findings"),
    Step(operation="show_critical_path", path=f"{PLAN}/critical-path?float_paths=3&drag=true"),
    Step(operation="show_slippage", path=f"{PLAN}/slippage"),
    Step(operation="show_risk", path=f"{PLAN}/risk?spread=30&seed=1"),
    Step(operation="show_why", path=f"{PLAN}/why?target=sgr-launched&but_for=true"),
    Step(operation="show_trend", path=f"{PLAN}/trend?milestone=sgr-launched&by=month"),
    Step(operation="list_baselines", path=f"{PLAN}/baselines"),
    Step(operation="show_baseline", path=f"{PLAN}/baselines/seed"),
    Step(operation="list_revisions", path=f"{PLAN}/revisions"),
    Step(operation="show_revision", path=f"{PLAN}/revisions/3"),
    Step(operation="list_updates", path=f"{PLAN}/updates"),
    Step(operation="list_owed", path=f"{PLAN}/agencies/ECA/owed?data_date=2021-11-01"),
)


EDITS = (
    Step(
        operation="ask_risk_job",
        path=f"{PLAN}/risk/jobs?iterations=500000&spread=30&seed=1",
        method="POST",
        status=202,
    ),
    Step(operation="show_risk_job", path=f"{PLAN}/risk/jobs/1"),
    Step(operation="take_baseline", path=f"{PLAN}/baselines", status=201, sends=True),
    Step(operation="compare_baselines", path=f"{PLAN}/baselines/seed/diff/september"),
    Step(operation="ask_what_if", path=f"{PLAN}/what-if", sends=True),
    Step(operation="save_scenario", path=f"{PLAN}/scenarios", status=201, sends=True),
    Step(operation="list_scenarios", path=f"{PLAN}/scenarios"),
    Step(operation="change_plan", path=f"{PLAN}/changes", status=201, sends=True),
    Step(operation="show_scenario", path=f"{PLAN}/scenarios/two%20readings?present=true"),
    Step(
        operation="accept_scenario",
        path=f"{PLAN}/scenarios/two%20readings/acceptance",
        status=201,
        sends=True,
    ),
    Step(operation="add_milestone", path=f"{PLAN}/milestones", status=201, sends=True),
    Step(operation="add_link", path=f"{PLAN}/links", status=201, sends=True),
    Step(operation="show_link", path=f"{PLAN}/links/2"),
    Step(
        operation="change_link",
        path=f"{PLAN}/links/2",
        method="PATCH",
        sends=True,
        headers=READ,
    ),
    Step(
        operation="change_milestone",
        path=f"{PLAN}/milestones/printing",
        method="PATCH",
        sends=True,
        headers=READ,
    ),
    Step(
        operation="remove_link",
        path=f"{PLAN}/links/5?reason=Not+needed",
        method="DELETE",
        headers=READ,
    ),
    Step(
        operation="remove_milestone",
        path=f"{PLAN}/milestones/printing?with_links=true",
        method="DELETE",
        headers=READ,
    ),
    Step(operation="compare_revisions", path=f"{PLAN}/revisions/4/diff/6"),
    Step(operation="archive_plan", path=f"{PLAN}/archive", sends=True),
    Step(operation="restore_plan", path=f"{PLAN}/restore", sends=True),
)


KEYS = (
    Step(
        operation="set_visibility",
        path=f"{PLAN}/visibility",
        method="PUT",
        sends=True,
        headers=READ,
    ),
    Step(operation="create_feed", path="/api/v1/feeds", status=201, sends=True),
    Step(operation="list_feeds", path="/api/v1/feeds", method="GET"),
    Step(operation="revoke_feed", path="/api/v1/feeds/1", method="DELETE"),
    Step(operation="make_key", path="/api/v1/keys", status=201, sends=True, key="administrator"),
    Step(
        operation="rotate_key",
        path="/api/v1/keys/5/rotation",
        status=201,
        sends=True,
        key="administrator",
    ),
    Step(operation="revoke_key", path="/api/v1/keys/5", method="DELETE", key="administrator"),
    Step(operation="list_keys", path="/api/v1/keys", method="GET", key="administrator"),
)


def story(service: Service, steps: Iterable[Step] = (*WRITES, *READS)) -> Iterator[tuple[str, Any]]:
    """The name of each example, and what the service answers."""
    for step in steps:
        yield step.shows, step.answer(service)


def write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/plans.db"
        migrate(url)
        with serving(Prepared(url=url, keys=keys_in(url))) as service:
            for name, answer in story(service, (*WRITES, *READS, *EDITS, *KEYS)):
                text = json.dumps(answer, indent=2, ensure_ascii=False)
                (EXAMPLES / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write()

"""What the page about the format says is so."""

import json
import re
from pathlib import Path

from app.documents import plan_schema, read_plan, read_updates, write_plan
from app.documents.entries import (
    CalendarEntry,
    HistoryEntry,
    LinkEntry,
    MeetingEntry,
    MilestoneEntry,
    PlanDocument,
    PlanEntry,
)
from app.plan import network_of, options_of, update_problems
from scheduling import schedule
from tests.plan.milestones import day

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "plan-document.md").read_text(encoding="utf-8")
PLAN, HISTORY = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_is_a_plan_as_the_planner_writes_it() -> None:
    assert write_plan(read_plan(PLAN, "toml"), "toml") == PLAN


def test_the_example_is_scheduled() -> None:
    plan = read_plan(PLAN, "toml")
    result = schedule(
        network_of(plan),
        progress=plan.progress,
        data_date=plan.data_date,
        options=options_of(plan),
    )
    dates = {code: result.dates(code) for code in ("concept", "review", "report", "forum")}
    assert {code: (shown.start, shown.finish) for code, shown in dates.items()} == {
        "concept": (day("2021-04-28"), day("2021-05-11")),
        "review": (day("2021-07-29"), day("2021-07-30")),
        "report": (day("2021-08-27"), day("2021-08-27")),
        "forum": (day("2022-05-28"), day("2022-05-31")),
    }


def test_the_history_speaks_of_the_example() -> None:
    codes = {milestone.code for milestone in read_plan(PLAN, "toml").milestones}
    said = read_updates(HISTORY, "toml")
    assert len(said) == 2
    assert {update.milestone for _, update in said} <= codes
    assert [list(update_problems(update, when)) for when, update in said] == [[], []]


def test_every_key_is_on_the_page() -> None:
    entries = (
        PlanDocument,
        PlanEntry,
        CalendarEntry,
        MilestoneEntry,
        MeetingEntry,
        LinkEntry,
        HistoryEntry,
    )
    keys = {field.alias or key for entry in entries for key, field in entry.model_fields.items()}
    assert {key for key in keys if not re.search(rf"[`\[]{key}[`\]]", PAGE)} == set()


def test_the_schema_is_that_of_the_reader() -> None:
    written = (DOCS / "plan-document.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == plan_schema(), (
        "mend: write json.dumps(plan_schema(), indent=2) to docs/plan-document.schema.json"
    )

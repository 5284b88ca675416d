"""What was said later: sorted, sourced, for the owner, and accepted as progress."""

import re
from datetime import date

import pytest

from app.plan import Update, format_span, progress_problems
from seed import history, imrf_2022
from tests.seed.replay import known_on

PLAN = imrf_2022()
BY_CODE = {milestone.code: milestone for milestone in PLAN.milestones}
HISTORY = history()
LAST = date(2022, 10, 19)


def test_it_is_what_it_was() -> None:
    assert (len(HISTORY), len({day for day, _ in HISTORY})) == (65, 40)
    days = [day for day, _ in HISTORY]
    assert days == sorted(days)
    assert days[0] > date(2021, 5, 5)
    assert days[-1] == LAST


@pytest.mark.parametrize(("day", "update"), HISTORY, ids=lambda each: str(each)[:50])
def test_each_statement_has_owner_and_source(day: date, update: Update) -> None:
    assert update.on_behalf_of == BY_CODE[update.milestone].owner
    assert re.match("https?://|Inferred: ", update.source)
    if update.source.startswith("Inferred"):
        assert "Inferred" in update.note


def test_the_published_dates_are_said_on_their_days() -> None:
    dated = [
        (str(day), update.milestone, format_span(span))
        for day, update in HISTORY
        if (span := update.fixed or update.window)
    ]
    assert dated == [
        ("2021-06-24", "rr-africa", "2021-07-12/2021-07-13"),
        ("2021-08-09", "rr-africa", "2021-08-31/2021-09-01"),
        ("2022-01-26", "imrf", "2022-05-10/2022-05-13"),
        ("2022-01-26", "msh", "2022-05-09"),
        ("2022-02-10", "imrf", "2022-05-17/2022-05-20"),
        ("2022-02-10", "msh", "2022-05-16"),
        ("2022-04-08", "pd-townhall-4", "2022-04-20"),
    ]


def test_what_no_source_says_is_marked() -> None:
    inferred = [(str(d), u.milestone) for d, u in HISTORY if u.note.startswith("Inferred")]
    assert inferred == [
        ("2021-05-06", "sgr-consult"),
        ("2021-05-06", "sgr-ms-inputs"),
        ("2021-07-01", "sgr-draft"),
        ("2021-12-27", "sgr-draft"),
        ("2021-12-27", "sgr-consult"),
        ("2021-12-27", "sgr-ms-inputs"),
        ("2021-12-27", "sgr-submit"),
        ("2022-01-26", "msh"),
        ("2022-04-17", "side-events-selected"),
    ]


@pytest.mark.parametrize("day", sorted({day for day, _ in HISTORY}), ids=str)
def test_every_revision_obeys_the_rules_of_progress(day: date) -> None:
    plan, _ = known_on(day)
    said = {update.milestone for data_date, update in HISTORY if data_date == day}
    problems = {
        code: list(progress_problems(milestone, plan.progress[code], day))
        for code, milestone in ((m.code, m) for m in plan.milestones)
        if code in said and code in plan.progress
    }
    assert not any(problems.values()), problems

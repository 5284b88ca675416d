"""The plan as text: what it holds, how it is marked, and that it stays the same plan."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.plan import Certainty, Mark, Milestone, PlanLink, format_lag
from scheduling import LinkType
from seed import imrf_2022
from seed.statements import folded, source_document

PLAN = imrf_2022()
BY_CODE = {milestone.code: milestone for milestone in PLAN.milestones}
LINKS = {(link.predecessor, link.successor): link for link in PLAN.links}
PLANNED = re.compile(r"working days of the calendar from (\S+) to (\S+?),")
QUOTED = re.compile(r"EC Principals, 5 May 2021: “(.+?)”", re.DOTALL)


def words(link: PlanLink) -> str:
    return f"{link.type} {format_lag(link.lag, link.unit)}"


def test_the_plan_holds_what_it_held() -> None:
    assert (PLAN.code, PLAN.data_date, PLAN.targets) == (
        "imrf-2022",
        date(2021, 5, 5),
        ("imrf", "sgr-launched"),
    )
    assert (len(PLAN.milestones), len(PLAN.links), len(PLAN.calendars)) == (104, 99, 6)
    assert Counter(milestone.track for milestone in PLAN.milestones) == {
        "regional-reviews": 13,
        "hlpf": 9,
        "general-assembly": 8,
        "member-states": 10,
        "sg-report": 10,
        "imrf": 23,
        "progress-declaration": 12,
        "network": 6,
        "climate": 3,
        "mptf": 5,
        "health": 3,
        "returns": 2,
    }


def test_every_track_is_named_and_used() -> None:
    assert set(PLAN.tracks) == {milestone.track for milestone in PLAN.milestones}


def test_every_grade_of_certainty_is_there() -> None:
    assert {milestone.certainty for milestone in PLAN.milestones} == set(Certainty)


def test_uids_are_for_ever() -> None:
    committed = json.loads((Path(__file__).parent / "uids.json").read_text())
    assert {code: str(milestone.uid) for code, milestone in BY_CODE.items()} == committed
    assert len(set(committed.values())) == len(committed)


@pytest.mark.parametrize("item", [*PLAN.milestones, *PLAN.links], ids=str)
def test_every_line_says_where_it_comes_from(item: Milestone | PlanLink) -> None:
    match item.mark:
        case Mark.INFERRED:
            assert item.note
        case Mark.SOURCED:
            assert re.match(r"https?://|A/RES/", item.source)
        case Mark.DOCUMENT:
            quotes = QUOTED.findall(item.source)
            assert quotes
            assert all(quote in folded(source_document()) for quote in quotes)


def test_inferred_links_are_the_ones_that_no_source_gives() -> None:
    marks = Counter(link.mark for link in PLAN.links)
    assert marks == {Mark.INFERRED: 82, Mark.DOCUMENT: 9, Mark.SOURCED: 8}


@pytest.mark.parametrize(
    ("ends", "expected"),
    {
        ("sgr-launched", "imrf"): "SS 84cd",
        ("sgr-issued", "imrf"): "SS 42cd",
        ("sgr-submit", "imrf"): "SS 70cd",
        ("sgr-submit", "sgr-issued"): "SS 28cd",
        ("side-events-selected", "imrf"): "SS 30cd",
        ("imrf", "msh"): "SF 0",
        ("imrf", "rt1"): "SS 0",
        ("imrf", "rt2"): "SS 0",
        ("imrf", "rt3"): "SS 1wd",
        ("imrf", "rt4"): "SS 1wd",
        ("imrf", "policy-debate"): "SS 1wd",
        ("imrf", "imrf-plenary"): "SS 2wd",
        ("rr-africa", "sgr-ms-inputs"): "FF 0",
        ("coord-meets-pga", "imrf-dates-set"): "FS 0",
        ("imrf-dates-set", "imrf"): "FS 0",
    }.items(),
)
def test_a_rule_is_a_link(ends: tuple[str, str], expected: str) -> None:
    assert words(LINKS[ends]) == expected


def test_nothing_of_the_forum_holds_it_up() -> None:
    parts = {"msh", "rt1", "rt2", "rt3", "rt4", "policy-debate", "imrf-plenary"}
    assert not [
        link for link in PLAN.links if link.predecessor in parts and link.successor == "imrf"
    ]
    assert BY_CODE["imrf"].duration == 4
    assert BY_CODE["msh"].calendar == "every-day"


@pytest.mark.parametrize(
    "milestone", [m for m in PLAN.milestones if PLANNED.search(m.note)], ids=lambda m: m.code
)
def test_a_duration_is_the_working_days_between_planned_dates(milestone: Milestone) -> None:
    calendar = next(c for c in PLAN.calendars if c.code == milestone.calendar)
    found = PLANNED.search(milestone.note)
    assert found
    first, last = map(date.fromisoformat, found.groups())
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    worked = [d for d in days if d.weekday() in calendar.weekdays and d not in calendar.holidays]
    assert milestone.duration == len(worked)


def test_what_takes_weeks_has_its_planned_dates_beside_it() -> None:
    taking_weeks = {m.code for m in PLAN.milestones if m.duration > 5 and not m.fixed}
    assert taking_weeks == {m.code for m in PLAN.milestones if PLANNED.search(m.note)} | {"hlpf22"}


def test_nothing_is_known_that_was_not_known_on_5_may_2021() -> None:
    """Every actual date is past; days ahead stand only where the plan says whose they are."""
    for progress in PLAN.progress.values():
        assert progress.actual_finish
        assert progress.actual_finish <= date(2021, 5, 5)
    ahead = {m.code for m in PLAN.milestones if m.fixed and m.fixed.last > date(2021, 5, 5)}
    assert ahead == {
        "hlpf21",
        "hlpf21-goals-8-10",
        "pga76-elected",
        "unga76-open",
        "unga76-hlw",
        "cop26",
    }


def test_all_four_types_of_links_are_needed() -> None:
    assert {link.type for link in PLAN.links} == set(LinkType)

from uuid import UUID

from app.documents import read_plan
from app.plan import (
    Certainty,
    Mark,
    Meeting,
    Milestone,
    Plan,
    PlanCalendar,
    PlanLink,
    Rhythm,
    default_uid,
)
from scheduling import (
    Boundary,
    LagUnit,
    LinkType,
    Progress,
    ProgressRule,
    Span,
    WindowAssumption,
)
from tests.plan.milestones import day

UID = UUID("123e4567-e89b-42d3-a456-426614174000")


def test_what_is_left_out_is_assumed() -> None:
    text = """
        {"plan": {"code": "p", "start": "2021-01-01", "title": null},
         "milestones": [{"code": "a", "window": null}, {"code": "b", "meeting": null}],
         "links": [{"from": "a", "to": "b"}], "tracks": null, "calendars": null}
    """
    assert read_plan(text, "json") == Plan(
        code="p",
        title="p",
        zone="UTC",
        data_date=None,
        start=day("2021-01-01"),
        targets=(),
        milestones=(
            Milestone(code="a", uid=default_uid("p", "a"), title="a", track="", owner=""),
            Milestone(code="b", uid=default_uid("p", "b"), title="b", track="", owner=""),
        ),
        links=(PlanLink(predecessor="a", successor="b"),),
    )


EVERY_KEY = f"""
[plan]
code = "p"
title = "A plan"
description = "Two\\nlines"
zone = "Africa/Addis_Ababa"
data_date = 2021-05-05
start = "2021-01-01"
targets = ["обзор"]
assume = "first"
progress = "progress-override"
rhythm = "daily"
[tracks]
reviews = "Reviews"
[[calendars]]
code = "addis"
title = "Addis Ababa"
weekdays = ["sun", "mon"]
holidays = [2021-05-28, {{ day = 2021-05-05, name = "Patriots" }}]
working = ["2021-05-29"]
source = "a list"
[[milestones]]
code = "обзор"
title = "Review"
uid = "{UID}"
track = "reviews"
owner = "ECA"
contributors = ["AUC", "IOM"]
certainty = "suggested"
duration = 2
calendar = "addis"
boundary = "start"
window = "2021-07"
deadline = 2021-08-01
not_before = 2021-05-06
finish_not_before = "2021-05-07"
mark = "sourced"
source = "a letter"
note = "a note"
url = "https://a.example/"
meeting = {{ starts = 09:00:00, ends = "17:00", place = "Hall", join = "http://b.example" }}
actual_start = 2021-05-03
expected_finish = 2021-07-14
[[milestones]]
code = "held"
fixed = 2021-04-01
actual_finish = 2021-04-01
[[milestones]]
code = "dropped"
cancelled = true
[[links]]
from = "held"
to = "обзор"
type = "SS"
lag = -2
mark = "inferred"
source = "a rule"
note = "why"
[[links]]
from = "held"
to = "обзор"
type = "FF"
lag = "0cd"
"""

REVIEW = Milestone(
    code="обзор",
    title="Review",
    uid=UID,
    track="reviews",
    owner="ECA",
    contributors=("AUC", "IOM"),
    certainty=Certainty.SUGGESTED,
    duration=2,
    calendar="addis",
    boundary=Boundary.START,
    window=Span(first=day("2021-07-01"), last=day("2021-07-31")),
    deadline=day("2021-08-01"),
    not_before=day("2021-05-06"),
    finish_not_before=day("2021-05-07"),
    mark=Mark.SOURCED,
    source="a letter",
    note="a note",
    url="https://a.example/",
    meeting=Meeting(
        starts="09:00",
        ends="17:00",
        zone="Africa/Addis_Ababa",
        place="Hall",
        join="http://b.example",
    ),
)
HELD = Milestone(
    code="held",
    title="held",
    uid=default_uid("p", "held"),
    track="",
    owner="",
    fixed=Span.of(day("2021-04-01")),
)
DROPPED = Milestone(
    code="dropped", title="dropped", uid=default_uid("p", "dropped"), track="", owner=""
)
FIRST_OF_APRIL = day("2021-04-01")
EVERY_FACT = Plan(
    code="p",
    title="A plan",
    description="Two\nlines",
    zone="Africa/Addis_Ababa",
    data_date=day("2021-05-05"),
    start=day("2021-01-01"),
    targets=("обзор",),
    window_assumption=WindowAssumption.FIRST,
    progress_rule=ProgressRule.PROGRESS_OVERRIDE,
    rhythm=Rhythm.DAILY,
    tracks={"reviews": "Reviews"},
    calendars=(
        PlanCalendar(
            code="addis",
            title="Addis Ababa",
            weekdays=frozenset({6, 0}),
            holidays={day("2021-05-28"): "", day("2021-05-05"): "Patriots"},
            working=frozenset({day("2021-05-29")}),
            source="a list",
        ),
    ),
    milestones=(REVIEW, HELD, DROPPED),
    links=(
        PlanLink(
            predecessor="held",
            successor="обзор",
            type=LinkType.SS,
            lag=-2,
            mark=Mark.INFERRED,
            source="a rule",
            note="why",
        ),
        PlanLink(
            predecessor="held",
            successor="обзор",
            type=LinkType.FF,
            unit=LagUnit.CALENDAR_DAYS,
        ),
    ),
    progress={
        "обзор": Progress(actual_start=day("2021-05-03"), expected_finish=day("2021-07-14")),
        "held": Progress(actual_start=FIRST_OF_APRIL, actual_finish=FIRST_OF_APRIL),
        "dropped": Progress(cancelled=True),
    },
)


def test_every_key_is_read() -> None:
    assert read_plan(EVERY_KEY, "toml") == EVERY_FACT


def test_a_default_uid_never_changes() -> None:
    assert default_uid("imrf-2022", "rr-africa") == UUID("3896ebc6-20f8-580b-8305-96dae6250907")

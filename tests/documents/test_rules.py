"""Each rule of a plan document, with the words in which it is told."""

import pytest

from app.documents import read_plan
from app.errors import DocumentError

PLAN = '[plan]\ncode = "p"\ndata_date = 2021-05-05\n'
STARTED = '[plan]\ncode = "p"\nstart = 2021-01-01\n'
CODE = (
    "must be a code: a text of 1 to 80 characters without slashes, control characters or spaces "
    "at its ends"
)
CALENDAR_DAYS = "must name days of the calendar between 1900-01-01 and 2200-12-31"
DAY = "must be a day such as 2021-07-12"
HIDDEN = "must not hold control or direction characters"


def one(facts: str, header: str = PLAN) -> str:
    return f'{header}[[milestones]]\ncode = "a"\n{facts}\n'


def several(codes: str, *links: tuple[str, str]) -> str:
    milestones = "".join(f'[[milestones]]\ncode = "{code}"\n' for code in codes)
    return PLAN + milestones + "".join(f'[[links]]\nfrom = "{a}"\nto = "{b}"\n' for a, b in links)


def calendar(facts: str, code: str = "c") -> str:
    return f'[[calendars]]\ncode = "{code}"\n{facts}\n'


A = "milestones[0] (a)"
RULES: dict[str, tuple[str, list[str]]] = {
    "no plan": ('[[milestones]]\ncode = "a"\n', ["plan: is missing"]),
    "an empty plan": ("[plan]\n", ["plan.code: is missing"]),
    "no beginning": (
        '[plan]\ncode = "p"\n',
        ["plan: needs data_date or start: a schedule begins somewhere"],
    ),
    "unknown table": (PLAN + "[people]\n", ["people: is not a key that is known here"]),
    "unknown key": (one("colour = 1"), [f"{A}.colour: is not a key that is known here"]),
    "no zone": (
        PLAN + 'zone = "Mars/Olympus"\n',
        ["plan.zone: must be a time zone such as Africa/Addis_Ababa"],
    ),
    "no way to assume": (PLAN + 'assume = "mid"\n', ["plan.assume: must be one of last, first"]),
    "no rhythm": (PLAN + 'rhythm = "hourly"\n', ["plan.rhythm: must be one of weekly, daily"]),
    "no progress rule": (
        PLAN + 'progress = "logic"\n',
        ["plan.progress: must be one of retained-logic, progress-override"],
    ),
    "estimate of what takes no time": (
        one("pessimistic = 3"),
        [f"{A}.pessimistic: needs a duration: a vague date is a window"],
    ),
    "an optimist who takes longer": (
        one("duration = 5\noptimistic = 6"),
        [f"{A}.optimistic: must not be more than the duration, 5"],
    ),
    "a pessimist who takes less": (
        one("duration = 5\noptimistic = 5\npessimistic = 4"),
        [f"{A}.pessimistic: must not be less than the duration, 5"],
    ),
    "unknown target": (
        PLAN + 'targets = ["b"]\n',
        ["plan.targets[0]: there is no milestone 'b'"],
    ),
    "target twice": (
        PLAN + 'targets = ["project", "project"]\n',
        ["plan.targets[1]: names 'project' a second time"],
    ),
    "track": (
        PLAN + '[tracks]\na = 1\n"b/c" = "d"\n',
        ["tracks.a.title: must be a text", f"tracks.'b/c'.code: {CODE}"],
    ),
    "code": (PLAN + '[[milestones]]\ncode = "a/b"\n', [f"milestones[0].code: {CODE}"]),
    "no code": (PLAN + "[[milestones]]\n", ["milestones[0].code: is missing"]),
    "code twice": (several("aa"), ["milestones[1] (a).code: the code 'a' is used twice"]),
    "reserved code": (
        PLAN + '[[milestones]]\ncode = "project"\n',
        ["milestones[0] (project).code: is the name of the whole plan as a target"],
    ),
    "uid": (
        one('uid = "0b7c"'),
        [f"{A}.uid: must be a UUID such as 123e4567-e89b-42d3-a456-426614174000"],
    ),
    "uid twice": (
        PLAN
        + "".join(
            f'[[milestones]]\ncode = "{code}"\nuid = "123e4567-e89b-42d3-a456-426614174000"\n'
            for code in "ab"
        ),
        ["milestones[1] (b).uid: is the uid of another milestone"],
    ),
    "empty title": (one('title = " "'), [f"{A}.title: must not be empty"]),
    "title of two lines": (
        one('title = "a\\nb"'),
        [f"{A}.title: {HIDDEN} (U+000A as character 2)"],
    ),
    "direction": (one('note = "\\u202e"'), [f"{A}.note: {HIDDEN} (U+202E as character 1)"]),
    "long note": (
        one(f'note = "{"a" * 20_001}"'),
        [f"{A}.note: must be at most 20,000 characters long"],
    ),
    "text": (one("owner = 5"), [f"{A}.owner: must be a text"]),
    "list": (one('contributors = "IOM"'), [f"{A}.contributors: must be a list"]),
    "certainty": (
        one('certainty = "sure"'),
        [f"{A}.certainty: must be one of confirmed, stated, suggested, conditional, wished"],
    ),
    "mark": (one('mark = "x"'), [f"{A}.mark: must be one of document, sourced, inferred"]),
    "boundary": (one('boundary = "end"'), [f"{A}.boundary: must be one of finish, start"]),
    "duration": (
        one("duration = true"),
        [f"{A}.duration: must be a whole number from 0 to 36500"],
    ),
    "unknown calendar": (one('calendar = "c"'), [f"{A}.calendar: there is no calendar 'c'"]),
    "day": (one("deadline = 20210712"), [f"{A}.deadline: {DAY}"]),
    "moment": (one("deadline = 2021-07-12T10:00:00"), [f"{A}.deadline: {DAY}"]),
    "no such day": (
        one('deadline = "2021-02-30"'),
        [f"{A}.deadline: must be a day that the calendar has"],
    ),
    "far day": (
        one("deadline = 9999-12-31"),
        [f"{A}.deadline: must lie between 1900-01-01 and 2200-12-31"],
    ),
    "window": (one('window = "2021-13"'), [f"{A}.window: {CALENDAR_DAYS}"]),
    "window backwards": (
        one('window = "2021-08/2021-07"'),
        [f"{A}.window: must not end before it starts"],
    ),
    "fixed without a first day": (
        one('fixed = "../2021-07"'),
        [f"{A}.fixed: must have a first day: a date that is open at its start is a window"],
    ),
    "fixed and window": (
        one('fixed = 2021-07-01\nwindow = "2021-07"'),
        [f"{A}.window: must not be given beside fixed: say one of them"],
    ),
    "address": (
        one('url = "javascript:alert(1)"'),
        [f"{A}.url: must be a web address that begins with http:// or https://"],
    ),
    "meeting": (
        one('meeting = { starts = "10:00", ends = "9:00", x = 1 }'),
        [
            f"{A}.meeting.ends: must be a time of day such as 09:30",
            f"{A}.meeting.x: is not a key that is known here",
        ],
    ),
    "meeting backwards": (
        one('meeting = { starts = "10:00", ends = "10:00" }'),
        [f"{A}.meeting.ends: must be later than starts 10:00"],
    ),
    "no table": (
        "milestones = [1]\n" + PLAN,
        ["milestones[0]: must be a table of keys and values"],
    ),
    "no list": ("milestones = 1\n" + PLAN, ["milestones: must be a list"]),
    "after the data date": (
        one("duration = 2\nactual_start = 2021-05-06\nremaining = 1"),
        [f"{A}.actual_start: must not be after the data date 2021-05-05"],
    ),
    "finish without start": (
        one("duration = 2\nactual_finish = 2021-05-04"),
        [f"{A}.actual_finish: needs actual_start: say when it began"],
    ),
    "finish before start": (
        one("duration = 2\nactual_start = 2021-05-04\nactual_finish = 2021-05-03"),
        [f"{A}.actual_finish: must not be before actual_start 2021-05-04"],
    ),
    "half filled": (
        one("duration = 2\nactual_start = 2021-05-04"),
        [
            f"{A}.actual_start: needs remaining or expected_finish beside it, or actual_finish "
            "if it is over"
        ],
    ),
    "remaining of what has not begun": (
        one("duration = 2\nremaining = 1"),
        [f"{A}.remaining: needs actual_start: say when it began"],
    ),
    "cancelled and begun": (
        one("cancelled = true\nactual_start = 2021-05-04\nduration = 2"),
        [f"{A}.actual_start: must not be given for a cancelled milestone"],
    ),
    "flag": (one("cancelled = 1"), [f"{A}.cancelled: must be true or false"]),
    "progress without a data date": (
        one("actual_finish = 2021-05-04", STARTED),
        [f"{A}.actual_start: needs a data date of the plan: progress is as of a day"],
    ),
    "unknown ends": (
        several("a", ("a", "x"), ("y", "a")),
        [
            "links[0] (a → x).to: there is no milestone 'x'",
            "links[1] (y → a).from: there is no milestone 'y'",
        ],
    ),
    "self link": (several("a", ("a", "a")), ["links[0] (a → a): links a milestone to itself"]),
    "cycle": (
        several("abc", ("c", "a"), ("a", "b"), ("b", "c")),
        ["links: form a cycle: a → b → c → a"],
    ),
    "cycle beside another fault": (
        several("ab", ("a", "b"), ("b", "a"), ("a", "x")),
        [
            "links[2] (a → x).to: there is no milestone 'x'",
            "links: form a cycle: a → b → a",
        ],
    ),
    "lag": (
        several("ab", ("a", "b")) + 'lag = "5"\n',
        [
            "links[0] (a → b).lag: must be working days (5wd, a lead -3wd), "
            "calendar days (84cd) or 0"
        ],
    ),
    "long lag": (
        several("ab", ("a", "b")) + "lag = 36501\n",
        ["links[0] (a → b).lag: must be a whole number from -36500 to 36500"],
    ),
    "type": (
        several("ab", ("a", "b")) + 'type = "fs"\n',
        ["links[0] (a → b).type: must be one of FS, SS, FF, SF"],
    ),
    "weekday": (
        PLAN + calendar('weekdays = ["monday"]'),
        ["calendars[0] (c).weekdays[0]: must be one of mon, tue, wed, thu, fri, sat, sun"],
    ),
    "no weekdays": (
        PLAN + calendar("weekdays = []"),
        ["calendars[0] (c).weekdays: must not be empty"],
    ),
    "holiday": (
        PLAN + calendar('holidays = [2021-05-13, "May", { name = "Ascension" }]'),
        [
            f"calendars[0] (c).holidays[1].day: {DAY}",
            "calendars[0] (c).holidays[2].day: is missing",
        ],
    ),
    "holiday twice": (
        PLAN + calendar("holidays = [2021-05-13, 2021-05-13]"),
        ["calendars[0] (c).holidays[1]: names 2021-05-13 a second time"],
    ),
    "calendar twice": (
        PLAN + calendar("") + calendar(""),
        ["calendars[1] (c).code: the code 'c' is used twice"],
    ),
    "every day": (
        PLAN + calendar("", "every-day"),
        ["calendars[0] (every-day).code: is always there and cannot be described again"],
    ),
    "a fault is told once": (
        PLAN
        + calendar("x = 1")
        + '[[milestones]]\ncode = "a"\ncalendar = "c"\n[[milestones]]\ncode = "b"\nx = 1\n'
        + '[[links]]\nfrom = "a"\nto = "b"\n',
        [
            "calendars[0] (c).x: is not a key that is known here",
            "milestones[1] (b).x: is not a key that is known here",
        ],
    ),
}


@pytest.mark.parametrize(("text", "problems"), RULES.values(), ids=list(RULES))
def test_a_broken_rule_is_told_with_its_place(text: str, problems: list[str]) -> None:
    with pytest.raises(DocumentError) as refusal:
        read_plan(text, "toml")
    assert list(map(str, refusal.value.problems)) == problems

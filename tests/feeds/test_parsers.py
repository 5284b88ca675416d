"""Five parsers that know nothing of each other read every feed alike, in every time zone.

What they read is compared with what ``icalendar`` reads. ical.js and vobject read all of it;
libical passes over a relation's GAP; ical (PyPI) knows to what an event is related and not how;
ts-ics passes over relations.
"""

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.feeds.story import GOLDEN

pytestmark = pytest.mark.long

CLIENTS = Path(__file__).parents[1] / "clients"
FEEDS = sorted(path.name for path in GOLDEN.glob("*.ics"))
ZONES = ("UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago")
ESCAPES = {"n": "\n", "t": "\t", "\\": "\\"}

Read = list[dict[str, Any]]


def expected(file: Path) -> Read:
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    events = [each for each in calendar.walk("VEVENT") if isinstance(each, icalendar.Event)]
    return [
        {
            "uid": str(event["UID"]),
            "starts": moment(event.start),
            "ends": moment(event.end),
            "stamp": moment(event.DTSTAMP),
            "sequence": event.sequence,
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "location": str(event.get("LOCATION", "")),
            "status": str(event["STATUS"]),
            "url": str(event["URL"]),
            "categories": list(event.categories),
            "related": [list(each) for each in relations(event)],
        }
        for event in events
    ]


def moment(value: date | None) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return value.isoformat() if value else ""


def relations(event: icalendar.Event) -> Iterator[tuple[str, str, str]]:
    found = event.get("RELATED-TO", [])
    for each in found if isinstance(found, list) else [found]:
        yield each.params["RELTYPE"], str(each.params.get("GAP", "")), str(each)


@pytest.fixture
def read(program: Callable[[str], Path]) -> Callable[[str, Path, str], Read]:
    """What a parser reads in a file, on a machine in a time zone."""
    home = program("python").parents[1]
    commands: Mapping[str, list[str | Path]] = {
        "ical.js": ["node", CLIENTS / "icaljs.cjs"],
        "ts-ics": ["node", CLIENTS / "tsics.cjs"],
        "vobject": [program("python"), CLIENTS / "parsers.py", "vobject"],
        "ical": [program("python"), CLIENTS / "parsers.py", "ical"],
        "libical": [home / "bin" / "read-libical"],
    }

    def run(parser: str, file: Path, zone: str) -> Read:
        done = subprocess.run(
            [*commands[parser], file],
            env={**os.environ, "TZ": zone, "NODE_PATH": str(home / "node_modules")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        if parser == "libical":
            return list(in_lines(done.stdout))
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


def in_lines(text: str) -> Iterator[dict[str, Any]]:
    """The lines of libical's reader, by event."""
    for part in text.split("uid\t")[1:]:
        event: dict[str, Any] = {"categories": [], "related": []}
        for line in f"uid\t{part}".splitlines():
            name, _, escaped = line.partition("\t")
            value = re.sub(r"\\(.)", lambda found: ESCAPES[found[1]], escaped)
            if name == "category":
                event["categories"].append(value)
            elif name == "related":
                event["related"].append(relation(value.replace("\n ", "").strip()))
            else:
                event[name] = int(value) if name == "sequence" else value
        yield event


def relation(text: str) -> list[str]:
    """``RELATED-TO;RELTYPE=DEPENDS-ON:uid`` in its parts."""
    head, _, uid = text.partition(":")
    given = dict(each.split("=") for each in head.split(";")[1:])
    return [given["RELTYPE"], given.get("GAP", ""), uid]


def all_of(event: dict[str, Any]) -> dict[str, Any]:
    return event


def without_gaps(event: dict[str, Any]) -> dict[str, Any]:
    return {**event, "related": [[kind, "", uid] for kind, _, uid in event["related"]]}


def related_somehow(event: dict[str, Any]) -> dict[str, Any]:
    told = without_relations(event)
    return {**told, "related_uids": [uid for _, _, uid in event["related"]]}


def without_relations(event: dict[str, Any]) -> dict[str, Any]:
    return {name: event[name] for name in event if name != "related"}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("parser", "part"),
    [
        ("ical.js", all_of),
        ("vobject", all_of),
        ("libical", without_gaps),
        ("ical", related_somehow),
        ("ts-ics", without_relations),
    ],
)
def test_all_read_alike(
    read: Callable[[str, Path, str], Read],
    parser: str,
    part: Callable[[dict[str, Any]], dict[str, Any]],
    zone: str,
) -> None:
    for name in FEEDS:
        told = [part(event) for event in expected(GOLDEN / name)]
        assert read(parser, GOLDEN / name, zone) == told, name

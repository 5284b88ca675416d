"""What a Python parser reads in a calendar, as JSON on one line per event.

Run by the virtual environment of the clients, of which this project's own knows nothing.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any


def moment(value: date) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return value.isoformat()


def vobject(text: str) -> Iterator[dict[str, Any]]:
    for event in import_module("vobject").readOne(text).vevent_list:
        found = event.contents

        def told(name: str, found: Any = found) -> Any:
            return found[name][0].value if name in found else ""

        yield {
            "uid": told("uid"),
            "starts": moment(told("dtstart")),
            "ends": moment(told("dtend")),
            "stamp": moment(told("dtstamp")),
            "sequence": int(told("sequence")),
            "summary": told("summary"),
            "description": told("description"),
            "location": told("location"),
            "status": told("status"),
            "url": told("url"),
            "categories": list(told("categories")),
            "related": [
                [each.params["RELTYPE"][0], each.params.get("GAP", [""])[0], each.value]
                for each in found.get("related-to", ())
            ],
        }


def ical(text: str) -> Iterator[dict[str, Any]]:
    """It knows no relation of RFC 9253 by its type; to what events are related, it does."""
    stream = import_module("ical.calendar_stream").IcsCalendarStream
    for event in stream.calendar_from_ics(text).events:
        yield {
            "uid": event.uid,
            "starts": moment(event.dtstart),
            "ends": moment(event.dtend),
            "stamp": moment(event.dtstamp),
            "sequence": event.sequence,
            "summary": event.summary,
            "description": event.description,
            "location": event.location or "",
            "status": event.status.value,
            "url": str(event.url),
            "categories": event.categories,
            "related_uids": [each.uid for each in event.related_to],
        }


if __name__ == "__main__":
    _, parser, file = sys.argv
    for found in {"vobject": vobject, "ical": ical}[parser](Path(file).read_bytes().decode()):
        sys.stdout.write(json.dumps(found) + "\n")

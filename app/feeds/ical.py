"""Writes iCalendar (RFC 5545, 7986, 9253). The only module that knows the library.

The library raises on some texts and passes others through that break a calendar, so every text is
cleaned here first; it makes up what it is not given (uid, stamp), so nothing is left to it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar
from icalendar import Component, vDuration, vText, vUri

PRODUCT = "-//UN Network on Migration//IMRF planner//EN"
REFRESH = timedelta(hours=1)
LIBRARY = icalendar.__version__

LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")
SEPARATORS = re.compile(r"\s*[,;]\s*")
END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A link to another event; ``gap`` in calendar days, 0 says none."""

    type: str
    uid: str
    gap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event. ``ends`` is exclusive; both ends are dates (all day) or instants (UTC)."""

    uid: str
    sequence: int
    modified: datetime
    starts: date
    ends: date
    summary: str
    description: str
    status: str
    busy: bool
    url: str
    location: str = ""
    categories: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a calendar says of itself: constant, since some clients rewrite all events with it."""

    name: str
    description: str
    url: str
    color: str = "steelblue"


def clean(text: str) -> str:
    """``text`` with one kind of line end, and without what breaks a calendar or turns its text."""
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text).replace("\t", " "))


def calendar_bytes(header: Header, components: Iterable[bytes]) -> bytes:
    """A whole calendar around ``components``, each of them the bytes of one event."""
    return b"".join((opening_bytes(header), *components, END))


def opening_bytes(header: Header) -> bytes:
    """A calendar as far as its first event."""
    calendar = icalendar.Calendar()
    for name, value in _header_properties(header):
        calendar.add(name, value, encode=False)
    return bytes(calendar.to_ical()).removesuffix(END)


def event_bytes(event: Event) -> bytes:
    """One event; raises when a calendar with it could not be trusted."""
    if event.ends <= event.starts:
        raise ValueError(f"it ends ({event.ends}) before it has started ({event.starts})")
    component = icalendar.Event()
    for name, moment in _moments(event):
        component.add(name, moment)
    for name, value in _texts(event):
        component.add(name, value, encode=False)
    component.add("sequence", event.sequence)
    if event.categories:
        component.add("categories", [_category(each) for each in event.categories])
    _relate(component, event.related)
    return bytes(component.to_ical())


def _header_properties(header: Header) -> Iterable[tuple[str, object]]:
    name, description = vText(_line(header.name)), vText(_line(header.description))
    ttl = vDuration(REFRESH)
    return (
        ("version", vText("2.0")),
        ("prodid", vText(PRODUCT)),
        ("calscale", vText("GREGORIAN")),
        ("name", name),
        ("x-wr-calname", name),
        ("description", description),
        ("x-wr-caldesc", description),
        ("color", vText(header.color)),
        ("url", vUri(header.url)),
        ("refresh-interval", vDuration(REFRESH, params={"VALUE": "DURATION"})),
        ("x-published-ttl", ttl),
    )


def _moments(event: Event) -> Iterable[tuple[str, date]]:
    return (
        ("dtstamp", event.modified),
        ("last-modified", event.modified),
        ("dtstart", event.starts),
        ("dtend", event.ends),
    )


def _texts(event: Event) -> Iterable[tuple[str, object]]:
    yield "uid", vText(event.uid)
    yield "summary", vText(_line(event.summary))
    yield "description", vText(clean(event.description))
    yield "status", vText(event.status)
    yield "transp", vText("OPAQUE" if event.busy else "TRANSPARENT")
    yield "url", vUri(event.url)
    if event.location:
        yield "location", vText(_line(event.location))


def _relate(component: Component, related: Iterable[Related]) -> None:
    for each in related:
        params = {"RELTYPE": each.type}
        if each.gap:
            params["GAP"] = f"{'-' if each.gap < 0 else ''}P{abs(each.gap)}D"
        component.add("related-to", vText(each.uid, params=params), encode=False)


def _category(text: str) -> str:
    """Some clients split a category at every comma, escaped or not."""
    return SEPARATORS.sub(" / ", _line(text))


def _line(text: str) -> str:
    return " ".join(clean(text).split("\n"))

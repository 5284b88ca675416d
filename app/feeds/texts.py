"""The words of an event: what a milestone says in a calendar to somebody outside the plan."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

from app.feeds.ical import Event, Header, Related, clean
from app.plan.model import Certainty, Meeting
from app.store import Publication
from app.usecases import wording
from app.usecases.feed import Feed, Item
from app.usecases.neighbours import Neighbour
from app.usecases.room import Room
from app.usecases.telling import UNDATED, UNREPORTED, Undated
from app.usecases.wording import counted, spoken_day, spoken_days, spoken_window
from scheduling import LinkType, Status

DAY = timedelta(days=1)
MOST_NEIGHBOURS = 12
CERTAIN = frozenset({Certainty.CONFIRMED, Certainty.STATED})
RELATION = {
    LinkType.FS: "FINISHTOSTART",
    LinkType.SS: "STARTTOSTART",
    LinkType.FF: "FINISHTOFINISH",
    LinkType.SF: "STARTTOFINISH",
}
TO_COME = "day to be confirmed"
CERTAINTY = {
    Certainty.CONFIRMED: "confirmed",
    Certainty.STATED: "announced",
    Certainty.SUGGESTED: "suggested, not agreed",
    Certainty.CONDITIONAL: "depends on something not yet decided",
    Certainty.WISHED: "wished for, not agreed",
}
ROOM = {
    Room.CRITICAL: "Critical: of all that leads to “{target}”, this has the least room.",
    Room.SPENT: "No room is left before “{target}”.",
    Room.NEAR_CRITICAL: "Near-critical: there is little room before “{target}”.",
    Room.AMPLE: "There is room before “{target}”.",
}


def header_of(feed: Feed, base_url: str) -> Header:
    """What the calendar says of itself."""
    part = f" \u2013 {isolated(feed.part)}" if feed.part else ""
    return Header(
        name=isolated(feed.title) + part,
        description=isolated(feed.description or feed.title),
        url=plan_page(feed, base_url),
    )


def plan_page(feed: Feed, base_url: str) -> str:
    return f"{base_url}/plans/{quote(feed.scope.plan, safe='')}"


def milestone_page(item: Item | Undated, feed: Feed, base_url: str) -> str:
    return f"{plan_page(feed, base_url)}/milestones/{quote(item.milestone.code, safe='')}"


def event_of(item: Item, feed: Feed, base_url: str, hidden: frozenset[UUID]) -> Event:
    """The event of one milestone; ``hidden`` are its neighbours that the feed does not hold."""
    milestone = item.milestone
    starts, ends = _timed(item) or _all_day(item)
    url = milestone_page(item, feed, base_url)
    return Event(
        uid=str(milestone.uid),
        sequence=item.entry.sequence,
        modified=item.entry.last_modified,
        starts=starts,
        ends=ends,
        summary=summary_of(item),
        description="\n".join(description_of(item, feed.target, url)),
        status=status_of(item),
        busy=_takes_time(item),
        url=url,
        location=isolated(milestone.meeting.place) if milestone.meeting else "",
        categories=tuple(filter(None, (item.track, milestone.owner))),
        related=tuple(_related(item, hidden)),
    )


def status_of(item: Item) -> str:
    """CONFIRMED only for what is over, under way, or fixed by somebody who may fix it."""
    if item.called_off:
        return "CANCELLED"
    if item.state in (Status.DONE, Status.IN_PROGRESS):
        return "CONFIRMED"
    fixed = item.milestone.fixed is not None and item.milestone.certainty in CERTAIN
    return "CONFIRMED" if fixed else "TENTATIVE"


def summary_of(item: Item) -> str:
    """The title, and what a reader of a calendar has to know at a glance."""
    words = [_prefix(item) + isolated(item.milestone.title)]
    if item.state == UNREPORTED:
        words.append("(not yet reported)")
    elif item.window and item.window.first:
        words.append(f"({TO_COME})")
    elif status_of(item) == "TENTATIVE":
        words.append("(tentative)")
    if item.room is Room.CRITICAL:
        words.append("[critical]")
    if item.shift and item.baseline.finish and not item.called_off:
        finish, days = item.baseline.finish, item.shift.working
        was = spoken_window(item.approved) if item.approved else _short(finish, item.entry.finish)
        words.append(f"(was {was}, {_signed(days)})" if days else f"(was {was})")
    return " ".join(words)


def description_of(item: Item, target: str, url: str) -> Iterator[str]:
    """Line by line, in an order that readers learn once."""
    milestone = item.milestone
    yield f"Now: {_now(item)}"
    yield from _clock(milestone.meeting, item)
    if milestone.deadline:
        yield f"Deadline: {spoken_day(milestone.deadline)}"
    if item.baseline.start and item.baseline.finish:
        yield f"Approved plan: {_approved(item, item.baseline.start, item.baseline.finish)}"
    if item.entry.cause:
        yield f"What changed: {item.entry.cause}"
    if item.room in ROOM:
        yield ROOM[item.room].format(target=isolated(target))
    yield from _around(item)
    yield f"In the plan: {url}"


def description_without_date(
    undated: Undated, before: Publication | None, url: str
) -> Iterator[str]:
    """The same of what nobody has dated; ``before`` is what was told while it had a date."""
    was = f" any more (was to be {spoken_days(before.start, before.finish)})" if before else " yet"
    yield f"Now: no date{was}"
    yield from _around(undated)
    yield f"In the plan: {url}"


def isolated(text: str) -> str:
    """``text`` as a calendar can hold it, keeping its direction to itself."""
    return wording.isolated(clean(text))


def _around(item: Item | Undated) -> Iterator[str]:
    """Its neighbours, who answers for it, and where to read more."""
    milestone = item.milestone
    yield from _named("Waits for", item.waits_for, ("before", "after"))
    yield from _named("Needed for", item.blocks, ("after", "before"))
    if milestone.owner:
        yield f"Responsible: {', '.join(map(isolated, (milestone.owner, *milestone.contributors)))}"
    if milestone.note:
        yield f"Note: {isolated(milestone.note)}"
    if milestone.source:
        yield f"Source: {isolated(milestone.source)}"
    if milestone.url:
        yield f"More: {milestone.url}"


def _takes_time(item: Item) -> bool:
    """Only a meeting on known days keeps people from other things."""
    meets = item.milestone.meeting is not None and item.window is None
    return meets and not item.called_off


def _prefix(item: Item) -> str:
    milestone, finish = item.milestone, item.entry.finish
    if item.state == UNDATED:
        return "No date any more: "
    if item.state == Status.CANCELLED:
        return "Cancelled: "
    if item.state == Status.DONE:
        return "Done: "
    by = item.window.last if item.window and item.window.first is None else None
    return "Deadline: " if finish in (milestone.deadline, by) else ""


def _now(item: Item) -> str:
    days = spoken_days(item.entry.start, item.entry.finish)
    if item.state == UNDATED:
        return f"no date any more (was to be {days})"
    if item.entry.withdrawn:
        return f"no longer in the plan (was to be {days})"
    if item.state == Status.CANCELLED:
        return f"cancelled (was to be {days})"
    if item.state == Status.DONE:
        return f"done, {days}"
    if item.state == Status.IN_PROGRESS:
        return f"{days}, under way"
    spoken = spoken_window(item.window) if item.window else days
    if item.state == UNREPORTED:
        return f"{spoken}, not yet reported"
    return f"{spoken} ({'; '.join(_how_sure(item))})"


def _how_sure(item: Item) -> Iterator[str]:
    dated = item.milestone.fixed or item.window
    if not dated:
        yield "forecast"
    if dated or item.milestone.certainty not in CERTAIN:
        yield CERTAINTY[item.milestone.certainty]
    if item.window and item.window.first:
        yield TO_COME


def _approved(item: Item, start: date, finish: date) -> str:
    days = spoken_window(item.approved) if item.approved else spoken_days(start, finish)
    if not item.shift or item.called_off:
        return days
    working, calendar = counted(item.shift.working, "working"), counted(item.shift.calendar)
    way = "later" if item.shift.calendar > 0 else "earlier"
    return f"{days}; now {calendar} {way} ({working})"


def _named(words: str, neighbours: tuple[Neighbour, ...], ways: tuple[str, str]) -> Iterator[str]:
    if not neighbours:
        return
    names = list(dict.fromkeys(_neighbour(each, ways) for each in neighbours))
    more = len(names) - MOST_NEIGHBOURS
    told = "; ".join(names[:MOST_NEIGHBOURS])
    yield f"{words}: {told}" + (f"; and {more} more" if more > 0 else "")


def _neighbour(neighbour: Neighbour, ways: tuple[str, str]) -> str:
    """Its title, what is to be known of it, and how far from this it is, as ``ways`` say it."""
    told = [neighbour.standing] if neighbour.standing else []
    if neighbour.gap:
        bound, way = ("least", ways[0]) if neighbour.gap > 0 else ("most", ways[1])
        told.append(f"at {bound} {counted(neighbour.gap)} {way} this")
    return isolated(neighbour.title) + (f" ({'; '.join(told)})" if told else "")


def _related(item: Item, hidden: frozenset[UUID]) -> Iterator[Related]:
    """On the predecessor the link itself, on the successor that it depends on something."""

    def shown(neighbours: tuple[Neighbour, ...]) -> Iterator[Neighbour]:
        return (each for each in neighbours if not each.standing and each.uid not in hidden)

    for each in shown(item.blocks):
        yield Related(type=RELATION[each.type], uid=str(each.uid), gap=each.gap)
    for uid in dict.fromkeys(each.uid for each in shown(item.waits_for)):
        yield Related(type="DEPENDS-ON", uid=str(uid))


def _all_day(item: Item) -> tuple[date, date]:
    window = item.window
    if window and window.first:
        return window.first, window.last + DAY
    return item.entry.start, item.entry.finish + DAY


def _timed(item: Item) -> tuple[datetime, datetime] | None:
    """The instants of a meeting on one known day."""
    meeting, day = item.milestone.meeting, item.entry.start
    if meeting is None or item.window or day != item.entry.finish:
        return None
    return _instant(day, meeting.starts, meeting), _instant(day, meeting.ends, meeting)


def _instant(day: date, clock: str, meeting: Meeting) -> datetime:
    local = datetime.combine(day, time.fromisoformat(clock), tzinfo=ZoneInfo(meeting.zone))
    return local.astimezone(UTC)


def _clock(meeting: Meeting | None, item: Item) -> Iterator[str]:
    if meeting is None:
        return
    city = meeting.zone.rpartition("/")[2].replace("_", " ")
    if item.window is None:
        yield f"Time: {meeting.starts}\u2013{meeting.ends} in {city}"
    if meeting.place:
        yield f"Place: {isolated(meeting.place)}"
    if meeting.join:
        yield f"Join: {meeting.join}"


def _short(day: date, beside: date) -> str:
    """A day without its year where the year is that of the day beside it."""
    spoken = spoken_day(day)
    return spoken.rpartition(" ")[0] if day.year == beside.year else spoken


def _signed(days: int) -> str:
    sign = "+" if days > 0 else "\u2212"
    return sign + counted(days, "working")

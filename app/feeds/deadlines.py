"""Deadlines as events of their own: each stands on the day by which something has to be there."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid5

from app.feeds.ical import Event
from app.feeds.texts import CERTAIN, DAY, description_of, isolated, milestone_page
from app.usecases.feed import Feed, Item
from app.usecases.telling import UNDATED
from app.usecases.wording import counted, spoken_day
from scheduling import Status

PREFIXES: dict[str, str] = {
    Status.DONE: "Done: ",
    Status.CANCELLED: "Cancelled: ",
    UNDATED: "No deadline any more: ",
}


def deadline_of(item: Item, feed: Feed, base_url: str) -> Event:
    """The event of a deadline: the milestone's own stands on the day that is expected."""
    milestone, due = item.milestone, item.due
    if due is None:
        raise ValueError("it has no deadline")
    url = milestone_page(item, feed, base_url)
    plain = replace(item, waits_for=(), blocks=())
    return Event(
        uid=str(deadline_uid(milestone.uid)),
        sequence=item.entry.sequence,
        modified=item.entry.last_modified,
        starts=due,
        ends=due + DAY,
        summary=" ".join(_summary(item)),
        description="\n".join(description_of(plain, feed.target, url)),
        status=_status(item),
        busy=False,
        url=url,
        categories=tuple(filter(None, (item.track, milestone.owner))),
    )


def deadline_uid(milestone: UUID) -> UUID:
    """Another than the milestone's: it is another event, on another day."""
    return uuid5(milestone, "deadline")


def _summary(item: Item) -> Iterator[str]:
    yield PREFIXES.get(item.state, "Deadline: ") + isolated(item.milestone.title)
    late = (item.entry.finish - item.due).days if item.due else 0
    if item.state == Status.DONE:
        yield f"({_late(late)})" if late > 0 else "(in time)"
    elif not item.called_off and late > 0:
        yield f"(expected {spoken_day(item.entry.finish)}, {_late(late)})"
    elif not item.called_off and late < 0:
        yield f"(expected {spoken_day(item.entry.finish)})"


def _late(days: int) -> str:
    return f"{counted(days)} late"


def _status(item: Item) -> str:
    if item.called_off:
        return "CANCELLED"
    return "CONFIRMED" if item.milestone.certainty in CERTAIN else "TENTATIVE"

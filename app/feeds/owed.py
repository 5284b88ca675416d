"""What an agency owes as events of their own: each stands on the last day on which it is in time.

Nothing here counts days: what is owed stays in its place until it is reported, and then it is gone.
"""

from datetime import date
from uuid import UUID, uuid5

from app.feeds.ical import Event
from app.feeds.texts import DAY, description_of, isolated, milestone_page
from app.usecases.feed import Feed, Item
from app.usecases.telling import UNREPORTED

ASKED = "To report: held, done, begun, or a new date."


def owed_of(item: Item, feed: Feed, base_url: str) -> Event:
    """The event of what is to be reported of a milestone."""
    due, url = due_on(item), milestone_page(item, feed, base_url)
    asked = "Not yet reported: " if item.state == UNREPORTED else "To report: "
    return Event(
        uid=str(owed_uid(item.milestone.uid)),
        sequence=item.entry.sequence,
        modified=item.entry.last_modified,
        starts=due,
        ends=due + DAY,
        summary=asked + isolated(item.milestone.title),
        description="\n".join((ASKED, *description_of(item, feed.target, url))),
        status="CONFIRMED",
        busy=False,
        url=url,
        categories=tuple(filter(None, (item.track, item.milestone.owner))),
    )


def owed_uid(milestone: UUID) -> UUID:
    """Another than the milestone's: it is another event."""
    return uuid5(milestone, "owed")


def due_on(item: Item) -> date:
    """Its deadline, or the date that was told of it, whichever comes first."""
    return min(item.due or item.entry.finish, item.entry.finish)

"""What an address tells once it has ended: one event, so that the old ones leave calendars."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from app.feeds.ical import Event, Header, calendar_bytes, event_bytes

SHOWN = timedelta(days=30)
"""How long it is told; then the address is gone."""
NAMESPACE = UUID("c0a2ff5e-7c2e-4d0c-8f3c-4d2f1c5a9e10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What is no longer shown (``of``), since when, and what is said of that."""

    of: str
    at: datetime
    title: str
    text: str


def link_ended(number: int, at: datetime) -> Ended:
    """Private feed ``number`` was ended."""
    return Ended(
        of=f"link {number}",
        at=at.replace(microsecond=0),
        title="This calendar link has ended",
        text="The plan is no longer sent to this address. Ask whoever gave it to you for a "
        "new one, and remove this calendar.",
    )


def made_private(plan: str, at: datetime) -> Ended:
    """The plan was public and is not any more. Nothing else is said of it."""
    return Ended(
        of=f"plan {plan}",
        at=at.replace(microsecond=0),
        title="This calendar is no longer public",
        text="What stood here is shown only to those who work on it. Ask them for an address of "
        "your own, and remove this calendar.",
    )


def notice(ended: Ended, base_url: str) -> bytes:
    """The calendar that stands in the place of what has ended."""
    moment = ended.at
    event = Event(
        uid=str(uuid5(NAMESPACE, f"{ended.of} {moment.isoformat()}")),
        sequence=0,
        modified=moment,
        starts=moment.date(),
        ends=moment.date() + timedelta(days=1),
        summary=ended.title,
        description=ended.text,
        status="CONFIRMED",
        busy=False,
        url=f"{base_url}/",
    )
    header = Header(name=ended.title, description=ended.title, url=f"{base_url}/")
    return calendar_bytes(header, [event_bytes(event)])

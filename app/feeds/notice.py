"""What a private feed tells once it has ended: one event, so that the old ones leave calendars."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from app.feeds.ical import Event, Header, calendar_bytes, event_bytes

SHOWN = timedelta(days=30)
"""How long it is told; then the address is gone."""
NAMESPACE = UUID("c0a2ff5e-7c2e-4d0c-8f3c-4d2f1c5a9e10")
TITLE = "This calendar link has ended"


def notice(number: int, revoked_at: datetime, base_url: str) -> bytes:
    """The calendar that stands in the place of private feed ``number``."""
    moment = revoked_at.replace(microsecond=0)
    event = Event(
        uid=str(uuid5(NAMESPACE, f"{number} {moment.isoformat()}")),
        sequence=0,
        modified=moment,
        starts=moment.date(),
        ends=moment.date() + timedelta(days=1),
        summary=TITLE,
        description="The plan is no longer sent to this address. Ask whoever gave it to you for a "
        "new one, and remove this calendar.",
        status="CONFIRMED",
        busy=False,
        url=f"{base_url}/",
    )
    header = Header(name=TITLE, description=TITLE, url=f"{base_url}/")
    return calendar_bytes(header, [event_bytes(event)])

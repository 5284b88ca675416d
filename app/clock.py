"""The only door to the clock. The doors of the service ask it; everything below is told."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """The date on the wall in an IANA zone."""
    return datetime.now(ZoneInfo(zone)).date()

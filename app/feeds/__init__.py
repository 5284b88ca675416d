"""Speaks iCalendar: the plan in everybody's own calendar."""

from app.feeds.routes import routes

__all__ = ["routes"]

"""Speaks HTML and SVG: the plan for people."""

from app.pages.routes import routes

__all__ = ["routes"]

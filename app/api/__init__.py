"""Speaks JSON over HTTP: each route parses, calls one use case and shapes its answer."""

from app.api.routes import router

__all__ = ["router"]

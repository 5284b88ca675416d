"""Joins the pieces of the seed into one plan document and reads it, and the history beside it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app.documents import read_plan, read_updates
from app.plan import Plan, Update

IMRF_2022 = Path(__file__).parent / "imrf-2022"


def _pieces() -> Iterator[Path]:
    yield IMRF_2022 / "plan.toml"
    yield IMRF_2022 / "calendars.toml"
    yield from sorted((IMRF_2022 / "milestones").glob("*.toml"))
    yield IMRF_2022 / "links.toml"


def plan_text() -> str:
    """The plan document as one TOML text: the pieces hold arrays of tables, which join."""
    return "\n".join(piece.read_text(encoding="utf-8") for piece in _pieces())


def imrf_2022() -> Plan:
    """The plan as known on 5 May 2021."""
    return read_plan(plan_text(), "toml")


def history() -> tuple[tuple[date, Update], ...]:
    """What was said after 5 May 2021, in that order, each with the day on which it was said."""
    text = (IMRF_2022 / "history.toml").read_text(encoding="utf-8")
    return read_updates(text, "toml")

"""Lags as people write them: ``84cd`` calendar days, ``5wd`` or ``-3wd`` working days, ``0``."""

import re

from app.plan.limits import LONGEST_LAG
from scheduling import LagUnit

ACCEPTED = "must be working days (5wd, a lead -3wd), calendar days (84cd) or 0"
TOO_LONG = f"must lie between {-LONGEST_LAG} and {LONGEST_LAG} days"
LAG = re.compile(r"([+-]?[0-9]+)(wd|cd)|0")
MOST_DIGITS = 20


def parse_lag(text: str) -> tuple[int, LagUnit]:
    """The days and their unit; ValueError with the rule that ``text`` breaks."""
    found = LAG.fullmatch(text)
    if not found:
        raise ValueError(ACCEPTED)
    days, unit = found.groups()
    if days is None:
        return 0, LagUnit.WORKING_DAYS
    if len(days) > MOST_DIGITS or abs(int(days)) > LONGEST_LAG:
        raise ValueError(TOO_LONG)
    return int(days), LagUnit(unit)


def format_lag(lag: int, unit: LagUnit) -> str:
    """The text that :func:`parse_lag` reads back; no lag is ``0``."""
    if not lag and unit is LagUnit.WORKING_DAYS:
        return "0"
    return f"{lag}{unit.value}"

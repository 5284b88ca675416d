"""What a network is made of: activities and the links between them.

Everything here is frozen data in calendar dates, inclusive at both ends.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduling.calendars import EVERY_DAY

START, FINISH = 0, 1
"""The two ends of an activity."""


class LinkType(StrEnum):
    """Which end of the predecessor demands of which end of the successor (PMI, P6).

    Given its two ends, ``source`` of the predecessor and ``side`` of the successor, the four types
    are one formula: the side must not come before the source, moved by the lag.
    """

    source: int
    side: int

    FS = "FS", FINISH, START
    SS = "SS", START, START
    FF = "FF", FINISH, FINISH
    SF = "SF", START, FINISH

    def __new__(cls, value: str, source: int, side: int) -> "LinkType":
        member = str.__new__(cls, value)
        member._value_ = value
        member.source = source
        member.side = side
        return member


class LagUnit(StrEnum):
    """What a lag counts: working days of the predecessor's calendar (P6's default), or all days."""

    WORKING_DAYS = "wd"
    CALENDAR_DAYS = "cd"


class Boundary(StrEnum):
    """Which end of a working day a milestone without duration stands at."""

    FINISH = "finish"
    START = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days ``first`` to ``last``, both inclusive; ``first`` is None for "by ``last``"."""

    first: date | None
    last: date

    @classmethod
    def of(cls, day: date) -> "Span":
        """The span of one day."""
        return cls(first=day, last=day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One node of the network.

    ``duration`` is in working days of ``calendar``; 0 makes it a milestone, which stands at the
    ``boundary`` of a day. ``fixed`` is a date set outside the plan, ``window`` a date known as a
    range, ``not_before`` and ``finish_not_before`` push the start and the finish (P6's soft
    start-on-or-after and finish-on-or-after), ``deadline`` limits the backward pass only.
    """

    code: str
    duration: int = 0
    calendar: str = EVERY_DAY.name
    boundary: Boundary = Boundary.FINISH
    fixed: Span | None = None
    window: Span | None = None
    not_before: date | None = None
    finish_not_before: date | None = None
    deadline: date | None = None

    @property
    def has_no_length(self) -> bool:
        """Whether it is a milestone: no duration, and not fixed for several days."""
        fixed = self.fixed
        return not self.duration and (fixed is None or fixed.first == fixed.last)

    @property
    def says_a_date(self) -> bool:
        """Whether any date of its own is known, however vaguely."""
        return (
            self.fixed is not None
            or self.window is not None
            or self.not_before is not None
            or self.finish_not_before is not None
            or self.deadline is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A logical relationship between two activities, named by their codes (PMI, P6).

    ``lag`` is in ``unit``; a lead is a negative lag. Several links between one pair are all kept.
    """

    predecessor: str
    successor: str
    type: LinkType = LinkType.FS
    lag: int = 0
    unit: LagUnit = LagUnit.WORKING_DAYS

    def __str__(self) -> str:
        sign = "+" if type(self.lag) is int and self.lag > 0 else ""
        offset = f" {sign}{self.lag}{self.unit}" if self.lag else ""
        return f"{self.predecessor} {self.type}{offset} → {self.successor}"

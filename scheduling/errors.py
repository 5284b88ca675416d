"""What the engine refuses, as a tree.

    SchedulingError
    ├── InvalidField          one field of one activity, link or calendar breaks a rule
    ├── UnknownCode           a link, target or progress names an activity that is not there
    ├── DuplicateCode         two activities or calendars share one code
    ├── UnknownCalendar       an activity names a calendar that is not there
    ├── CycleError            links form a cycle; the cycle is named
    └── BeyondHorizon         a computed date leaves the years 1 to 3999

Each says of what (``subject``), where (``field``) and which ``rule`` is broken; the message is made
of the three. What else is known stands in attributes of its own.
"""

from collections.abc import Sequence


class SchedulingError(ValueError):
    """The root: the network, the progress or the question cannot be scheduled.

    ``subject`` is the code of an activity, a link as text, the name of a calendar, or what was
    asked (``question``, ``progress``); ``field`` one of its fields; ``rule`` what holds of that.
    """

    def __init__(self, subject: str, field: str, rule: str) -> None:
        self.subject = subject
        self.field = field
        self.rule = rule
        super().__init__(f"{subject}: {field} {rule}")


class InvalidField(SchedulingError):
    """One field breaks a rule."""


class UnknownCode(SchedulingError):
    """``where`` (a link, a question, progress) names ``code``, which no activity bears."""

    def __init__(self, code: str, where: str, field: str = "code") -> None:
        self.code = code
        self.where = where
        super().__init__(where, field, f"{code!r} is not there")


class DuplicateCode(SchedulingError):
    """Two activities or two calendars share ``code``."""

    def __init__(self, code: str, field: str = "code") -> None:
        self.code = code
        super().__init__(code, field, "is used twice")


class UnknownCalendar(SchedulingError):
    """Activity ``activity`` names ``calendar``, which the network does not hold."""

    def __init__(self, activity: str, calendar: str) -> None:
        self.activity = activity
        self.calendar = calendar
        super().__init__(activity, "calendar", f"{calendar!r} is not there")


class CycleError(SchedulingError):
    """Links form a cycle. ``cycle`` names each activity once, in the order of the links."""

    def __init__(self, cycle: Sequence[str]) -> None:
        self.cycle = tuple(cycle)
        circle = " → ".join((*self.cycle, self.cycle[0]))
        super().__init__(self.cycle[0], "links", f"form a cycle: {circle}")


class BeyondHorizon(SchedulingError):
    """The start or finish (``field``) computed for ``activity`` leaves the years 1 to 3999."""

    def __init__(self, activity: str, field: str = "finish") -> None:
        self.activity = activity
        super().__init__(activity, field, "as computed, leaves the years 1 to 3999")

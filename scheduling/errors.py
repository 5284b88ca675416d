"""What the engine refuses, as a tree.

    SchedulingError
    ├── InvalidField          one field of one activity, link or calendar breaks a rule
    ├── UnknownCode           a link, target or progress names an activity that is not there
    ├── DuplicateCode         two activities or calendars share one code
    ├── UnknownCalendar       an activity names a calendar that is not there
    ├── CycleError            links form a cycle; the cycle is named
    └── BeyondHorizon         a computed date leaves the years 1 to 3999

Every error carries its facts as attributes; the message is made from them.
"""

from collections.abc import Sequence


class SchedulingError(ValueError):
    """The root: the network, the progress or the question cannot be scheduled."""


class InvalidField(SchedulingError):
    """One field breaks a rule. ``subject`` is the activity code, link or calendar it belongs to."""

    def __init__(self, subject: str, field: str, rule: str) -> None:
        self.subject = subject
        self.field = field
        self.rule = rule
        super().__init__(f"{subject}: {field} {rule}")


class UnknownCode(SchedulingError):
    """``where`` (a link, a target, progress) names ``code``, which no activity bears."""

    def __init__(self, code: str, where: str) -> None:
        self.code = code
        self.where = where
        super().__init__(f"{where}: there is no activity {code!r}")


class DuplicateCode(SchedulingError):
    """Two activities or two calendars share ``code``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"{code!r} is used twice")


class UnknownCalendar(SchedulingError):
    """Activity ``activity`` names ``calendar``, which the network does not hold."""

    def __init__(self, activity: str, calendar: str) -> None:
        self.activity = activity
        self.calendar = calendar
        super().__init__(f"{activity}: there is no calendar {calendar!r}")


class CycleError(SchedulingError):
    """Links form a cycle. ``cycle`` names each activity once, in the order of the links."""

    def __init__(self, cycle: Sequence[str]) -> None:
        self.cycle = tuple(cycle)
        super().__init__("the links form a cycle: " + " → ".join((*self.cycle, self.cycle[0])))


class BeyondHorizon(SchedulingError):
    """The date computed for ``activity`` leaves the years 1 to 3999."""

    def __init__(self, activity: str) -> None:
        self.activity = activity
        super().__init__(f"{activity}: its computed date leaves the years 1 to 3999")

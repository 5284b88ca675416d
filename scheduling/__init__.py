"""Scheduling of networks of activities with links, calendars, progress and vague dates.

A pure library: frozen dataclasses in, frozen dataclasses out; no clock, no input or output.

>>> from datetime import date
>>> from scheduling import Activity, Link, Network, critical_path, schedule
>>> network = Network.of(
...     [Activity(code="draft", duration=5), Activity(code="clear", duration=2),
...      Activity(code="issue")],
...     [Link(predecessor="draft", successor="clear"),
...      Link(predecessor="clear", successor="issue")],
... )
>>> result = schedule(network, data_date=date(2021, 5, 5))
>>> result.dates("issue").finish
datetime.date(2021, 5, 12)
>>> critical_path(result, "issue").activities
('draft', 'clear', 'issue')
"""

from scheduling.activities import Activity, Boundary, LagUnit, Link, LinkType, Span
from scheduling.calendars import EVERY_DAY, Calendar
from scheduling.change import Change, changed_network, reschedule
from scheduling.critical import CriticalPath, critical_path
from scheduling.drivers import Driver, DriverKind
from scheduling.errors import (
    BeyondHorizon,
    CycleError,
    DuplicateCode,
    InvalidField,
    SchedulingError,
    UnknownCalendar,
    UnknownCode,
)
from scheduling.findings import Finding, FindingKind, findings
from scheduling.network import Network
from scheduling.options import Options, ProgressRule, WindowAssumption
from scheduling.progress import NOT_STARTED, Progress
from scheduling.schedule import ActivityDates, LateDates, Schedule, Status, schedule
from scheduling.targets import PROJECT

__all__ = [
    "EVERY_DAY",
    "NOT_STARTED",
    "PROJECT",
    "Activity",
    "ActivityDates",
    "BeyondHorizon",
    "Boundary",
    "Calendar",
    "Change",
    "CriticalPath",
    "CycleError",
    "Driver",
    "DriverKind",
    "DuplicateCode",
    "Finding",
    "FindingKind",
    "InvalidField",
    "LagUnit",
    "LateDates",
    "Link",
    "LinkType",
    "Network",
    "Options",
    "Progress",
    "ProgressRule",
    "Schedule",
    "SchedulingError",
    "Span",
    "Status",
    "UnknownCalendar",
    "UnknownCode",
    "WindowAssumption",
    "changed_network",
    "critical_path",
    "findings",
    "reschedule",
    "schedule",
]

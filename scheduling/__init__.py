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
from scheduling.attribution import Account, Cause, Entry, State, attribute, but_for, trend
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
from scheduling.paths import (
    Disagreement,
    Explanation,
    FloatPath,
    disagreements,
    drag,
    explain,
    float_paths,
    near_critical,
)
from scheduling.progress import NOT_STARTED, Progress
from scheduling.quality import Check, QualityFinding, quality
from scheduling.schedule import ActivityDates, LateDates, Schedule, Status, schedule
from scheduling.targets import PROJECT
from scheduling.variance import Presence, Shift, Variance, shift, variances

__all__ = [
    "EVERY_DAY",
    "NOT_STARTED",
    "PROJECT",
    "Account",
    "Activity",
    "ActivityDates",
    "BeyondHorizon",
    "Boundary",
    "Calendar",
    "Cause",
    "Change",
    "Check",
    "CriticalPath",
    "CycleError",
    "Disagreement",
    "Driver",
    "DriverKind",
    "DuplicateCode",
    "Entry",
    "Explanation",
    "Finding",
    "FindingKind",
    "FloatPath",
    "InvalidField",
    "LagUnit",
    "LateDates",
    "Link",
    "LinkType",
    "Network",
    "Options",
    "Presence",
    "Progress",
    "ProgressRule",
    "QualityFinding",
    "Schedule",
    "SchedulingError",
    "Shift",
    "Span",
    "State",
    "Status",
    "UnknownCalendar",
    "UnknownCode",
    "Variance",
    "WindowAssumption",
    "attribute",
    "but_for",
    "changed_network",
    "critical_path",
    "disagreements",
    "drag",
    "explain",
    "findings",
    "float_paths",
    "near_critical",
    "quality",
    "reschedule",
    "schedule",
    "shift",
    "trend",
    "variances",
]

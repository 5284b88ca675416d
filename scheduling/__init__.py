"""Scheduling of networks of activities with links, calendars, progress and vague dates.

A pure library: frozen dataclasses in, frozen dataclasses out; no clock, no input or output. What
each date and float means is told in ``docs/scheduling.md``. The whole story in one sitting:

A network is activities, links and calendars. A report is drafted, cleared and launched at least
twelve weeks ahead of a forum, of which only the month is known.

>>> from datetime import date
>>> office = Calendar(name="office", holidays=frozenset({date(2021, 12, 24)}))
>>> draft = Activity(code="draft", duration=30, calendar="office")
>>> clear = Activity(code="clear", duration=10, calendar="office")
>>> launch = Activity(code="launch", duration=1, deadline=date(2022, 2, 28))
>>> may = Span(first=date(2022, 5, 1), last=date(2022, 5, 31))
>>> forum = Activity(code="forum", duration=4, window=may)
>>> twelve_weeks = Link(predecessor="launch", successor="forum", type=LinkType.SS, lag=84,
...                     unit=LagUnit.CALENDAR_DAYS)
>>> network = Network.of(
...     [draft, clear, launch, forum],
...     [Link(predecessor="draft", successor="clear"),
...      Link(predecessor="clear", successor="launch"), twelve_weeks],
...     [office],
... )

A schedule is computed as of the close of a data date. Every date carries its reason.

>>> plan = schedule(network, data_date=date(2021, 11, 12))
>>> str(plan.dates("launch").finish), str(plan.dates("forum").start)
('2022-01-11', '2022-05-28')
>>> [driver.kind.value for driver in plan.drivers("forum")]
['window']
>>> plan.total_float("draft", "launch"), plan.margin(twelve_weeks)
(34, 53)

The critical path is the chain of driving links; a target that its window holds has the chain that
can lose the fewest days.

>>> critical_path(plan, "launch").activities
('draft', 'clear', 'launch')
>>> path = critical_path(plan, "forum")
>>> path.by_least_float, path.total_float
(True, 19)
>>> drag(plan, "launch")
{'draft': 45, 'clear': 14, 'launch': 1}

Weeks later the draft has begun late, and needs longer. What moved, and why?

>>> begun = {"draft": Progress(actual_start=date(2021, 11, 22), remaining=40)}
>>> later = schedule(network, progress=begun, data_date=date(2021, 12, 3))
>>> str(later.dates("launch").finish)
'2022-02-15'
>>> [(v.code, v.own.calendar, v.inherited.calendar) for v in variances(plan, later)]
[('draft', 35, 0), ('clear', 0, 35), ('launch', 0, 35), ('forum', 0, 0)]
>>> account = attribute(
...     [State(label="plan", network=network, progress={}, data_date=date(2021, 11, 12)),
...      State(label="update", network=network, progress=begun, data_date=date(2021, 12, 3))],
...     "launch",
... )
>>> [(entry.cause.value, entry.shift.calendar) for entry in account.entries]
[('drift', 21), ('update', 14)]
>>> account.total.calendar
35

What if it were cleared in half the time? A change is tried without touching the schedule.

>>> faster = Change(activities=(Activity(code="clear", duration=5, calendar="office"),))
>>> str(reschedule(later, faster).dates("launch").finish)
'2022-02-08'
"""

from scheduling.activities import Activity, Boundary, LagUnit, Link, LinkType, Span
from scheduling.attribution import (
    Account,
    Attribution,
    Entry,
    attribute,
    but_for,
)
from scheduling.calendars import EVERY_DAY, Calendar
from scheduling.change import Change, changed_network, with_activities
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
    NEAR_CRITICAL,
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
from scheduling.rescheduling import reschedule
from scheduling.schedule import ActivityDates, LateDates, Schedule, Status, schedule, trend
from scheduling.stages import Cause, State
from scheduling.targets import PROJECT
from scheduling.variance import Presence, Shift, Variance, shift, variances

__all__ = [
    "EVERY_DAY",
    "NEAR_CRITICAL",
    "NOT_STARTED",
    "PROJECT",
    "Account",
    "Activity",
    "ActivityDates",
    "Attribution",
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
    "with_activities",
]

"""Is this a sound schedule? Checks after the DCMA 14-point assessment, each with its remedy.

Thresholds are DCMA's: 44 working days for long durations, long lags and high float, 90 % of links
finish-to-start, 600 working days of delay for the critical path test, 0.95 for both indices.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from scheduling.activities import Activity, LagUnit, Link, LinkType
from scheduling.calendars import EVERY_DAY
from scheduling.change import Change
from scheduling.critical import critical_path
from scheduling.rescheduling import reschedule
from scheduling.schedule import Schedule, Status
from scheduling.targets import PROJECT
from scheduling.validation import LONGEST
from scheduling.variance import shift

LONG = 44
LONG_CALENDAR_DAYS = 62
"""44 working days of a five-day week, in calendar days."""
LEAST_SHARE_OF_FS = 0.9
TEST_DELAY = 600
LEAST_INDEX = 0.95
SUNDAY = 6


class Check(StrEnum):
    """What is looked at."""

    NO_PREDECESSOR = "no-predecessor"
    NO_SUCCESSOR = "no-successor"
    LEADS_NOWHERE = "leads-nowhere"
    LEAD = "lead"
    LONG_LAG = "long-lag"
    FEW_FS_LINKS = "few-fs-links"
    HARD_DATE = "hard-date"
    HIGH_FLOAT = "high-float"
    NEGATIVE_FLOAT = "negative-float"
    LONG_DURATION = "long-duration"
    INVALID_DATE = "invalid-date"
    MISSED = "missed"
    BROKEN_PATH = "broken-path"
    LOW_CPLI = "low-cpli"
    LOW_BEI = "low-bei"
    LINK_INTO_DONE = "link-into-done"
    DUPLICATE_LINK = "duplicate-link"
    REDUNDANT_LINK = "redundant-link"
    OUT_OF_SEQUENCE = "out-of-sequence"
    ON_A_DAY_OFF = "on-a-day-off"


REMEDIES: Mapping[Check, str] = {
    Check.NO_PREDECESSOR: "link it to what it waits for, or state the date that it depends on",
    Check.NO_SUCCESSOR: "link it to what waits for it, or make it a target",
    Check.LEADS_NOWHERE: "link it towards a target, or take it out of the plan",
    Check.LEAD: "split the predecessor where the successor really begins, or use SS with a lag",
    Check.LONG_LAG: "make the waiting time an activity with an owner",
    Check.FEW_FS_LINKS: "replace SS, FF and SF links by FS links between smaller activities",
    Check.HARD_DATE: "state a window or link it, unless the date is truly set outside the plan",
    Check.HIGH_FLOAT: "look for a missing successor",
    Check.NEGATIVE_FLOAT: "shorten the chain, or agree on a later date",
    Check.LONG_DURATION: "split it into steps that can be reported",
    Check.INVALID_DATE: "report what became of it, or state a new date",
    Check.MISSED: "say why in an update, and agree on a new baseline if it stays",
    Check.BROKEN_PATH: "find the missing link or the date that stops the delay",
    Check.LOW_CPLI: "recover on the critical path, or agree on a later date",
    Check.LOW_BEI: "report what is finished, and look at what should have been",
    Check.LINK_INTO_DONE: "check the report of the successor, or remove the link",
    Check.DUPLICATE_LINK: "remove one of them",
    Check.REDUNDANT_LINK: "remove it: a longer chain of links already says it",
    Check.OUT_OF_SEQUENCE: "correct the report or the link",
    Check.ON_A_DAY_OFF: "check the date with its owner, or the calendar",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityFinding:
    """One finding: the activities and links it is about, and the measured ``value`` if any.

    Working days of LONG_DURATION, HIGH_FLOAT, NEGATIVE_FLOAT and MISSED; the share of FEW_FS_LINKS;
    the index of LOW_CPLI and LOW_BEI.
    """

    check: Check
    activities: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    value: float | None = None

    @property
    def remedy(self) -> str:
        """What to do."""
        return REMEDIES[self.check]


def quality(
    schedule: Schedule,
    targets: Sequence[str] = (PROJECT,),
    baseline: Mapping[str, date] | None = None,
) -> tuple[QualityFinding, ...]:
    """All findings about ``schedule``, in the order of the checks.

    ``targets`` are activities' codes or PROJECT: floats, the path test and CPLI speak of them.
    ``baseline`` gives the approved finish of activities, inclusive days; without it MISSED and BEI
    say nothing. ``value`` is in working days, or the index or share that is too low. UnknownCode
    for a target that is not there. (DCMA's 14 points; GAO, Schedule Assessment Guide.)
    """
    questions = _Questions(schedule, tuple(targets), baseline or {})
    return tuple(finding for check in questions.checks() for finding in check())


class _Questions:
    """The checks of one schedule; what several need is computed once."""

    def __init__(
        self, schedule: Schedule, targets: Sequence[str], baseline: Mapping[str, date]
    ) -> None:
        self._schedule = schedule
        self._network = schedule.network
        self._targets = targets
        self._baseline = baseline
        self._open = [
            each
            for code, each in schedule.network.activities.items()
            if schedule.status(code) not in (Status.DONE, Status.CANCELLED)
        ]

    def checks(self) -> tuple[Callable[[], Iterator[QualityFinding]], ...]:
        """Each check, in order."""
        return (
            self._loose_ends,
            self._links,
            self._share_of_fs,
            self._activities,
            self._floats,
            self._days_off,
            self._against_baseline,
            self._delayed_path,
            self._path_length_index,
        )

    def _loose_ends(self) -> Iterator[QualityFinding]:
        for activity in self._open:
            code = activity.code
            if not self._network.links_into[code] and not activity.says_a_date:
                yield QualityFinding(check=Check.NO_PREDECESSOR, activities=(code,))
            if code in self._targets:
                continue
            if not self._network.links_out_of[code]:
                yield QualityFinding(check=Check.NO_SUCCESSOR, activities=(code,))
            elif all(self._schedule.total_float(code, each) is None for each in self._targets):
                yield QualityFinding(check=Check.LEADS_NOWHERE, activities=(code,))

    def _links(self) -> Iterator[QualityFinding]:
        seen: set[Link] = set()
        for link in self._network.links:
            for check in self._faults(link):
                yield _about(check, link)
            if link in seen:
                yield _about(Check.DUPLICATE_LINK, link)
            seen.add(link)
        redundant = self._network.redundant_links()
        yield from (_about(Check.REDUNDANT_LINK, link) for link in redundant)

    def _faults(self, link: Link) -> Iterator[Check]:
        if link.lag < 0:
            yield Check.LEAD
        if link.lag > (LONG if link.unit is LagUnit.WORKING_DAYS else LONG_CALENDAR_DAYS):
            yield Check.LONG_LAG
        if self._schedule.is_out_of_sequence(link):
            yield Check.OUT_OF_SEQUENCE
        done = self._schedule.status(link.successor) is Status.DONE
        if done and self._schedule.status(link.predecessor) is not Status.DONE:
            yield Check.LINK_INTO_DONE

    def _share_of_fs(self) -> Iterator[QualityFinding]:
        links = self._network.links
        if not links:
            return
        share = sum(link.type is LinkType.FS for link in links) / len(links)
        if share < LEAST_SHARE_OF_FS:
            others = tuple(link for link in links if link.type is not LinkType.FS)
            yield QualityFinding(check=Check.FEW_FS_LINKS, links=others, value=share)

    def _activities(self) -> Iterator[QualityFinding]:
        for activity in self._open:
            code = (activity.code,)
            if activity.fixed:
                yield QualityFinding(check=Check.HARD_DATE, activities=code)
            if activity.duration > LONG:
                yield QualityFinding(
                    check=Check.LONG_DURATION, activities=code, value=activity.duration
                )
            finish, data_date = self._finish(activity), self._schedule.data_date
            if finish and data_date and finish <= data_date:
                yield QualityFinding(check=Check.INVALID_DATE, activities=code)

    def _floats(self) -> Iterator[QualityFinding]:
        for activity in self._open:
            floats = [
                total_float
                for target in self._targets
                if (total_float := self._schedule.total_float(activity.code, target)) is not None
            ]
            least = min(floats, default=0)
            if least > LONG:
                yield QualityFinding(
                    check=Check.HIGH_FLOAT, activities=(activity.code,), value=least
                )
            if least < 0:
                yield QualityFinding(
                    check=Check.NEGATIVE_FLOAT, activities=(activity.code,), value=least
                )

    def _days_off(self) -> Iterator[QualityFinding]:
        """Given dates on a day off: of the calendar, or, where every day counts, a Sunday."""
        for activity in self._open:
            start = self._schedule.dates(activity.code).start
            calendar = self._schedule.calendar(activity.code)
            works_always = calendar.weekdays == EVERY_DAY.weekdays
            on_sunday = start and works_always and start.weekday() == SUNDAY
            if start and (on_sunday or not calendar.works(start)):
                yield QualityFinding(check=Check.ON_A_DAY_OFF, activities=(activity.code,))

    def _against_baseline(self) -> Iterator[QualityFinding]:
        """Missed milestones, and BEI: finished against what should be finished by the data date."""
        data_date = self._schedule.data_date
        for code, approved in self._baseline.items():
            finish = self._finish(self._network.activities.get(code))
            if finish and finish > approved:
                late = shift(self._schedule.calendar(code), approved, finish, closing=True)
                yield QualityFinding(check=Check.MISSED, activities=(code,), value=late.working)
        due = [
            code
            for code, approved in self._baseline.items()
            if data_date and approved <= data_date and code in self._network.activities
        ]
        done = {code for code in self._baseline if self._is_done(code)}
        index = len(done) / len(due) if due else 1
        if index < LEAST_INDEX:
            unfinished = tuple(code for code in due if code not in done)
            yield QualityFinding(check=Check.LOW_BEI, activities=unfinished, value=index)

    def _delayed_path(self) -> Iterator[QualityFinding]:
        """A long delay of a critical activity must move the target by as much."""
        for target in self._targets:
            first = next((each for each in self._critical(target) if each.duration), None)
            if first is None:
                continue
            delay = min(TEST_DELAY, LONGEST - first.duration)
            longer = replace(first, duration=first.duration + delay)
            after = reschedule(self._schedule, Change(activities=(longer,)))
            before, moved = (self._ends(each, target) for each in (self._schedule, after))
            calendar = self._schedule.calendar(first.code)
            if before and moved and shift(calendar, before, moved, closing=True).working < delay:
                yield QualityFinding(check=Check.BROKEN_PATH, activities=(first.code, target))

    def _critical(self, target: str) -> Iterator[Activity]:
        path = critical_path(self._schedule, target)
        if path.by_least_float:
            return
        for code in path.activities:
            if self._schedule.status(code) is Status.NOT_STARTED:
                yield self._network.activities[code]

    def _path_length_index(self) -> Iterator[QualityFinding]:
        """CPLI: (critical path length + total float) / critical path length, in working days."""
        data_date = self._schedule.data_date
        for target in self._targets:
            finish = self._ends(self._schedule, target)
            path = critical_path(self._schedule, target)
            if not data_date or not finish or finish <= data_date or path.total_float is None:
                continue
            last = path.activities[-1]
            length = shift(self._schedule.calendar(last), data_date, finish, closing=True).working
            index = (length + path.total_float) / length if length else 1
            if index < LEAST_INDEX:
                yield QualityFinding(check=Check.LOW_CPLI, activities=(target,), value=index)

    def _ends(self, schedule: Schedule, target: str) -> date | None:
        if target in schedule.network.activities:
            return schedule.dates(target).finish
        return next((schedule.dates(code).finish for code in schedule.finishing_last()), None)

    def _finish(self, activity: Activity | None) -> date | None:
        return self._schedule.dates(activity.code).finish if activity else None

    def _is_done(self, code: str) -> bool:
        known = code in self._network.activities
        return known and self._schedule.status(code) is Status.DONE


def _about(check: Check, link: Link) -> QualityFinding:
    return QualityFinding(check=check, activities=(link.predecessor, link.successor), links=(link,))

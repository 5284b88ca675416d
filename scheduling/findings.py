"""What a planner has to look at in a schedule, each with the activity and the days it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduling.activities import Activity, Link
from scheduling.schedule import Schedule, Status


class FindingKind(StrEnum):
    """What a finding is about."""

    LINK_VIOLATED = "link-violated"
    """A fixed event, or an actual date, stands earlier than a link demands."""
    OUT_OF_SEQUENCE = "out-of-sequence"
    """Progress was made before a link allowed it."""
    PAST_WINDOW = "past-window"
    DEADLINE_MISSED = "deadline-missed"
    AWAITING_REPORT = "awaiting-report"
    """A fixed event is over by the data date and nobody has reported it."""
    CANCELLED_IN_CHAIN = "cancelled-in-chain"
    """A cancelled activity still passes its links through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding about ``activity``, and the ``link`` into it where it is about one.

    ``days`` is the shortfall in calendar days where there is one.
    """

    kind: FindingKind
    activity: str
    link: Link | None = None
    days: int | None = None


def findings(schedule: Schedule) -> tuple[Finding, ...]:
    """Every finding, by activity in the order of the network.

    ``days`` are calendar days. Nothing that is done is found late; that it was reported out of
    sequence is found for ever.
    """
    return tuple(
        finding
        for activity in schedule.network.activities.values()
        for finding in _findings_of(schedule, activity)
    )


def _findings_of(schedule: Schedule, activity: Activity) -> Iterator[Finding]:
    code, network = activity.code, schedule.network
    dates = schedule.dates(code)
    if dates.finish is None:
        if network.links_into[code] and network.links_out_of[code]:
            yield Finding(kind=FindingKind.CANCELLED_IN_CHAIN, activity=code)
        return
    yield from _violated_links(schedule, activity, dates.status)
    if dates.status is not Status.DONE:
        yield from _missed_dates(schedule, activity, dates.finish)


def _violated_links(schedule: Schedule, activity: Activity, status: Status) -> Iterator[Finding]:
    for link in schedule.network.links_into[activity.code]:
        if schedule.is_out_of_sequence(link):
            yield Finding(kind=FindingKind.OUT_OF_SEQUENCE, activity=activity.code, link=link)
        elif status is not Status.DONE and (margin := schedule.margin(link) or 0) < 0:
            kind = FindingKind.LINK_VIOLATED
            yield Finding(kind=kind, activity=activity.code, link=link, days=-margin)


def _missed_dates(schedule: Schedule, activity: Activity, finish: date) -> Iterator[Finding]:
    code, data_date = activity.code, schedule.data_date
    if data_date and finish <= data_date:
        yield Finding(kind=FindingKind.AWAITING_REPORT, activity=code)
    if activity.window and not activity.fixed and finish > activity.window.last:
        days = (finish - activity.window.last).days
        yield Finding(kind=FindingKind.PAST_WINDOW, activity=code, days=days)
    if activity.deadline and finish > activity.deadline:
        days = (finish - activity.deadline).days
        yield Finding(kind=FindingKind.DEADLINE_MISSED, activity=code, days=days)

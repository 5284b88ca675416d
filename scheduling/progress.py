"""What has happened to an activity, as of the close of the data date."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from scheduling.activities import Activity
from scheduling.errors import InvalidField, UnknownCode
from scheduling.validation import LONGEST, check_date

DATES = ("actual_start", "actual_finish", "expected_finish")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Progress of one activity: actual dates (inclusive days) and what remains.

    ``remaining`` is in working days of the activity's calendar, counted from the day after the
    data date; ``expected_finish`` (inclusive) may be given in its place. Of a milestone, and of the
    finish of a one-day event, one actual date says both. ``cancelled`` excludes everything else:
    the activity keeps its links and loses its duration and its dates.
    """

    actual_start: date | None = None
    actual_finish: date | None = None
    remaining: int | None = None
    expected_finish: date | None = None
    cancelled: bool = False

    @property
    def started(self) -> bool:
        """Whether it has begun."""
        return self.actual_start is not None

    @property
    def finished(self) -> bool:
        """Whether it is over."""
        return self.actual_finish is not None


NOT_STARTED = Progress()
CANCELLED = Progress(cancelled=True)


def checked_progress(
    activities: Mapping[str, Activity], progress: Mapping[str, Progress], data_date: date | None
) -> dict[str, Progress]:
    """``progress`` completed where one date says both, after every rule was checked.

    Raises UnknownCode, or InvalidField with the activity, the field and the rule.
    """
    for code in progress:
        if code not in activities:
            raise UnknownCode(code, "progress")
    return {
        code: _checked(activities[code], reported, data_date)
        for code, reported in progress.items()
        if reported != NOT_STARTED
    }


def _checked(activity: Activity, progress: Progress, data_date: date | None) -> Progress:
    if type(progress.cancelled) is not bool:
        raise InvalidField(activity.code, "cancelled", "must be true or false")
    if progress.cancelled:
        return CANCELLED
    for field in DATES:
        if (day := getattr(progress, field)) is not None:
            check_date(activity.code, field, day)
    complete = _completed(activity, progress)
    _check_actuals(activity.code, complete, data_date)
    _check_remaining(activity, complete)
    return complete


def _completed(activity: Activity, progress: Progress) -> Progress:
    start, finish = progress.actual_start, progress.actual_finish
    if finish and not start and _takes_one_day(activity):
        return replace(progress, actual_start=finish)
    if start and not finish and activity.has_no_length:
        return replace(progress, actual_finish=start)
    return progress


def _takes_one_day(activity: Activity) -> bool:
    fixed = activity.fixed
    return activity.duration <= 1 and (fixed is None or fixed.first == fixed.last)


def _check_actuals(code: str, progress: Progress, data_date: date | None) -> None:
    start, finish = progress.actual_start, progress.actual_finish
    if finish and not start:
        raise InvalidField(code, "actual_start", "must be given with an actual finish")
    if start and data_date is None:
        raise InvalidField(code, "actual_start", "needs a data date")
    for field, day in (("actual_start", start), ("actual_finish", finish)):
        if day and data_date and day > data_date:
            raise InvalidField(code, field, f"must not be after the data date {data_date}")
    if start and finish and finish < start:
        raise InvalidField(code, "actual_finish", "must not be before the actual start")


def _check_remaining(activity: Activity, progress: Progress) -> None:
    code, remaining = activity.code, progress.remaining
    if remaining is not None and (type(remaining) is not int or not 0 <= remaining <= LONGEST):
        rule = f"must be a whole number of working days from 0 to {LONGEST}"
        raise InvalidField(code, "remaining", rule)
    if progress.finished:
        if remaining:
            raise InvalidField(code, "remaining", "must not be given with an actual finish")
        return
    if remaining is not None and progress.expected_finish is not None:
        raise InvalidField(code, "remaining", "must not be given with an expected finish")
    says_when = remaining is not None or progress.expected_finish is not None
    if says_when and not progress.started:
        raise InvalidField(code, "actual_start", "must be given with what remains")
    if progress.started and not says_when and activity.fixed is None:
        raise InvalidField(code, "remaining", "must be given once the activity has started")

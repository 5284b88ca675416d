"""What the updates of a milestone add up to, and the rules that progress obeys."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from app.plan.model import Milestone
from app.plan.updates import Update
from scheduling import NOT_STARTED, Progress

Fact = TypeVar("Fact", date, int)

ONE_OF_TWO = "must not be given beside remaining: say one of them"
NEEDS_START = "needs actual_start: say when it began"
NO_TIME = "must not be given for what takes no time: it is over on the day on which it begins"


def progress_of(
    initial: Mapping[str, Progress],
    updates: Iterable[Update],
    milestones: Iterable[Milestone] = (),
) -> dict[str, Progress]:
    """Fold ``updates``, given in order of acceptance, onto ``initial``.

    The latest statement of each field wins. What an actual finish, a new remainder or a new
    expected finish replaces is gone. One date for one of ``milestones`` that lasts at most a day
    gives both. A cancelled milestone shows nothing else; once restored it stands where it stood.
    """
    one_day = {milestone.code for milestone in milestones if milestone.one_day}
    folded = dict(initial)
    for update in updates:
        before = folded.get(update.milestone, NOT_STARTED)
        after = _told(before, update)
        if update.milestone in one_day:
            after = _in_one_day(before, after, update)
        folded[update.milestone] = after
    return {code: _shown(progress) for code, progress in folded.items() if progress != NOT_STARTED}


def completed(milestone: Milestone, progress: Progress) -> Progress:
    """``progress`` with the other actual date where one date says both."""
    progress = _settled(progress)
    one = progress.actual_start or progress.actual_finish
    if not milestone.one_day or one is None or (milestone.duration and _goes_on(progress)):
        return progress
    return replace(
        progress,
        actual_start=progress.actual_start or one,
        actual_finish=progress.actual_finish or one,
    )


def apply_dates(milestone: Milestone, update: Update) -> Milestone:
    """``milestone`` with the date, window and certainty that ``update`` gives it.

    A fixed date and a window replace each other: the last word is the date.
    """
    if update.fixed is not None:
        milestone = replace(milestone, fixed=update.fixed, window=None)
    elif update.window is not None:
        milestone = replace(milestone, window=update.window, fixed=None)
    if update.certainty is not None:
        milestone = replace(milestone, certainty=update.certainty)
    return milestone


def progress_problems(
    milestone: Milestone, progress: Progress, data_date: date | None
) -> Iterator[tuple[str, str]]:
    """Each rule that ``progress`` breaks, as the field and what to mend; ``completed`` first."""
    if progress == NOT_STARTED:
        return
    if data_date is None:
        yield _first_field(progress), "needs a data date of the plan: progress is as of a day"
        return
    if progress.cancelled:
        yield from _beside_cancelled(progress)
        return
    yield from _actuals(progress, data_date)
    yield from _remainder(milestone, progress)
    if _half_filled(milestone, progress):
        rule = "needs remaining or expected_finish beside it, or actual_finish if it is over"
        yield "actual_start", rule


def _first_field(progress: Progress) -> str:
    return next(_given(progress), "cancelled")


def _given(progress: Progress) -> Iterator[str]:
    for name in ("actual_start", "actual_finish", "remaining", "expected_finish"):
        if getattr(progress, name) is not None:
            yield name


def _beside_cancelled(progress: Progress) -> Iterator[tuple[str, str]]:
    for name in _given(progress):
        yield name, "must not be given for a cancelled milestone"


def _actuals(progress: Progress, data_date: date) -> Iterator[tuple[str, str]]:
    start, finish = progress.actual_start, progress.actual_finish
    for name, day in (("actual_start", start), ("actual_finish", finish)):
        if day and day > data_date:
            yield name, f"must not be after the data date {data_date}"
    if finish and not start:
        yield "actual_finish", NEEDS_START
    if start and finish and finish < start:
        yield "actual_finish", f"must not be before actual_start {start}"


def _remainder(milestone: Milestone, progress: Progress) -> Iterator[tuple[str, str]]:
    if progress.expected_finish is not None and progress.remaining is not None:
        yield "expected_finish", ONE_OF_TWO
    for name in ("remaining", "expected_finish"):
        if getattr(progress, name) is None:
            continue
        if progress.actual_finish:
            yield name, "must not be given beside actual_finish"
        elif milestone.one_day and not milestone.duration and getattr(progress, name):
            yield name, NO_TIME
        elif not progress.actual_start:
            yield name, NEEDS_START


def _half_filled(milestone: Milestone, progress: Progress) -> bool:
    """Begun, not over, and nothing says how long it will still take."""
    begun = progress.started and not progress.finished
    return begun and not _goes_on(progress) and milestone.fixed is None


def _goes_on(progress: Progress) -> bool:
    """Whether it was said how long it will still take."""
    return progress.remaining is not None or progress.expected_finish is not None


def _told(before: Progress, update: Update) -> Progress:
    """``before`` with what ``update`` says; a new remainder replaces the other kind of it."""
    after = before
    if update.actual_finish is not None:
        after = replace(after, remaining=None, expected_finish=None)
    if update.remaining is not None:
        after = replace(after, expected_finish=None)
    if update.expected_finish is not None:
        after = replace(after, remaining=None)
    after = Progress(
        actual_start=_latest(update.actual_start, after.actual_start),
        actual_finish=_latest(update.actual_finish, after.actual_finish),
        remaining=_latest(update.remaining, after.remaining),
        expected_finish=_latest(update.expected_finish, after.expected_finish),
        cancelled=after.cancelled if update.cancelled is None else update.cancelled,
    )
    return _settled(after)


def _settled(progress: Progress) -> Progress:
    """That nothing remains of what is over goes without saying."""
    over = progress.finished and progress.remaining == 0
    return replace(progress, remaining=None) if over else progress


def _latest(said: Fact | None, before: Fact | None) -> Fact | None:
    return before if said is None else said


def _in_one_day(before: Progress, after: Progress, update: Update) -> Progress:
    """One date moves both, unless the update says that the day is not over yet."""
    said = [day for day in (update.actual_start, update.actual_finish) if day is not None]
    begun_earlier = before.started and not before.finished and update.actual_finish is not None
    if len(said) != 1 or begun_earlier or _goes_on(after):
        return after
    return replace(after, actual_start=said[0], actual_finish=said[0])


def _shown(progress: Progress) -> Progress:
    return Progress(cancelled=True) if progress.cancelled else progress

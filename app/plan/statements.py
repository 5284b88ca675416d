"""The rules that one update obeys by itself, before it meets the milestone it speaks of."""

from collections.abc import Iterator
from datetime import date

from app.plan.progress import ONE_OF_TWO
from app.plan.updates import Update

DATED = ("actual_start", "actual_finish", "remaining", "expected_finish", "fixed", "window")
SPOKEN = (*DATED, "certainty", "cancelled")


def update_problems(update: Update, data_date: date) -> Iterator[tuple[str, str]]:
    """Each rule that ``update``, said as of ``data_date``, breaks: the field and what to mend."""
    given = [name for name in SPOKEN if getattr(update, name) is not None]
    if update.takes_back is not None:
        for name in given:
            yield name, "must not be given beside takes_back: say it in an update of its own"
        return
    if not given and not update.note:
        yield "milestone", "nothing is said about it"
    if update.cancelled:
        for name in given:
            if name in DATED:
                yield name, "must not be given for a cancelled milestone"
        return
    yield from _dates(update, data_date)
    yield from _pairs(update)


def _dates(update: Update, data_date: date) -> Iterator[tuple[str, str]]:
    for name, day in (
        ("actual_start", update.actual_start),
        ("actual_finish", update.actual_finish),
    ):
        if day and day > data_date:
            yield name, f"must not be after the data date {data_date}"
    if update.expected_finish and update.expected_finish <= data_date:
        yield "expected_finish", f"must be after the data date {data_date}"
    start, finish = update.actual_start, update.actual_finish
    if start and finish and finish < start:
        yield "actual_finish", f"must not be before actual_start {start}"


def _pairs(update: Update) -> Iterator[tuple[str, str]]:
    if update.fixed is not None and update.window is not None:
        yield "window", "must not be given beside fixed: say one of them"
    if update.remaining is not None and update.expected_finish is not None:
        yield "expected_finish", ONE_OF_TWO
    for name in ("remaining", "expected_finish"):
        if update.actual_finish and getattr(update, name):
            yield name, "must not be given beside actual_finish"

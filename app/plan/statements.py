"""The rules that updates obey by themselves, before they meet the milestones they speak of."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from app.plan.progress import ONE_OF_TWO
from app.plan.updates import Update

DATED = ("actual_start", "actual_finish", "remaining", "expected_finish", "fixed", "window")
SPOKEN = (*DATED, "certainty", "cancelled")
INSTEAD = {"window": "fixed", "expected_finish": "remaining"}
"""Fields of which one takes the place of the other."""


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


def said_otherwise(updates: Sequence[Update]) -> Iterator[tuple[int, str]]:
    """Each statement, by index and field, beside which another of ``updates`` says otherwise.

    They are accepted together, so none of them is the later word.
    """
    said: dict[tuple[str, str], list[tuple[int, str, object]]] = defaultdict(list)
    for index, update in enumerate(updates):
        for field in SPOKEN:
            if (value := getattr(update, field)) is not None:
                about = update.milestone, INSTEAD.get(field, field)
                said[about].append((index, field, value))
    for found in said.values():
        first, *others = found
        if any(each[0] != first[0] and each[1:] != first[1:] for each in others):
            yield from ((index, field) for index, field, _ in found)


def place_of(updates: Sequence[Update], index: int) -> str:
    """Of one update the field is place enough; of several, which one it is of."""
    return f"updates[{index}] ({updates[index].milestone})." if len(updates) > 1 else ""


def _dates(update: Update, data_date: date) -> Iterator[tuple[str, str]]:
    for name, day in (
        ("actual_start", update.actual_start),
        ("actual_finish", update.actual_finish),
    ):
        if day and day > data_date:
            rule = f"must not be after the data date {data_date}: what lies ahead is a new date"
            yield name, rule
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

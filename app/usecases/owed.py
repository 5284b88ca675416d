"""What an agency owes: its milestones that are due, overdue, or without news for some time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import NotFound
from app.plan.model import Milestone
from app.store import Store
from app.usecases.plans import Standing, standings
from app.usecases.reading import NOW, AsOf, Reading, read
from scheduling import Status

DUE_DAYS = 14
SILENT_DAYS = 30
LONGEST = 3_650


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """A milestone that is not over. ``contributes``: another one answers for it.

    ``due_on`` is the last day on which it is in time: its deadline or its date, whichever comes
    first. What was said of how long it will still take replaces the date that it had; what has no
    date is due by its forecast. ``silent_days`` counts from the last word on it, else from the
    plan's first revision.
    """

    standing: Standing
    contributes: bool
    due_on: date | None
    due: bool
    overdue: bool
    last_word: date | None
    silent_days: int
    silent: bool

    @property
    def milestone(self) -> Milestone:
        return self.standing.milestone

    @property
    def asks(self) -> bool:
        """Whether anything is to be said about it now."""
        return self.due or self.overdue or self.silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What ``agency`` owes as of a data date; what is due first comes first."""

    reading: Reading
    agency: str
    due_days: int
    silence_days: int
    milestones: tuple[Owing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """By whom, when, since when, and what counts as due and as silent."""

    agency: str
    today: date
    first: date
    due: int
    silence: int


def owed(
    store: Store,
    plan: str,
    agency: str,
    as_of: AsOf = NOW,
    *,
    due_days: int = DUE_DAYS,
    silence_days: int = SILENT_DAYS,
) -> Owed:
    """The agency's milestones that are overdue, due within some days, or silent for some days."""
    reading = read(store, plan, as_of)
    if not any(agency in each.agencies for each in reading.plan.milestones):
        raise NotFound("agency", agency)
    spoken = store.last_spoken(reading.point)
    first = store.find(plan, 1).revision.data_date
    seen = _Seen(
        agency=agency, today=reading.data_date, first=first, due=due_days, silence=silence_days
    )
    found = (_owing(each, seen, spoken.get(each.milestone.uid)) for each in _open(reading, agency))
    asked = sorted((each for each in found if each.asks), key=_first_due)
    return Owed(
        reading=reading,
        agency=agency,
        due_days=due_days,
        silence_days=silence_days,
        milestones=tuple(asked),
    )


def _open(reading: Reading, agency: str) -> Iterator[Standing]:
    """The agency's milestones that are neither over nor cancelled."""
    for each in standings(reading, ()):
        milestone = each.milestone
        over = each.dates.status in (Status.DONE, Status.CANCELLED)
        if not over and agency in milestone.agencies:
            yield each


def _owing(standing: Standing, seen: _Seen, word: date | None) -> Owing:
    due_on, today = _due_on(standing), seen.today
    silent_days = (today - (word or seen.first)).days
    return Owing(
        standing=standing,
        contributes=standing.milestone.owner != seen.agency,
        due_on=due_on,
        due=due_on is not None and today < due_on <= today + timedelta(days=seen.due),
        overdue=due_on is not None and due_on <= today,
        last_word=word,
        silent_days=silent_days,
        silent=silent_days >= seen.silence,
    )


def _due_on(standing: Standing) -> date | None:
    milestone, progress = standing.milestone, standing.progress
    span = milestone.fixed or milestone.window
    by = progress.expected_finish or (span and progress.remaining is None and span.last)
    return min(
        (day for day in (by or standing.dates.finish, milestone.deadline) if day), default=None
    )


def _first_due(owing: Owing) -> tuple[date, str]:
    return (owing.due_on or date.max, owing.milestone.code)

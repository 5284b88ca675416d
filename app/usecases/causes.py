"""Why a date that people were told has moved, in words.

The charges are those of the account that answers why (`scheduling.Attribution`), taken over the
one accepted change: nobody is named who moved nothing, and what is named adds up to the move.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.plan.model import Certainty, Milestone, Plan
from app.plan.network import network_after
from app.plan.updates import Author, RecordedUpdate, Update, window_holds
from app.store import Chapter, Held
from app.usecases.history import History, history_of
from app.usecases.reading import Reading
from app.usecases.wording import counted, isolated, spoken_day, spoken_days, spoken_window
from scheduling import NOT_STARTED, Attribution, Cause, DriverKind, Span

MOST_NAMED = 3
PLANNERS = "the planners"
"""Who said what was said for no agency: a calendar names no person, nor the name of a key."""

Days = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An accepted change as a reader is told of it; ``before`` is the plan that it changed."""

    author: Author
    before: Held
    reason: str
    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Charge:
    """What moved a date, in words, and by how many calendar days; ``own`` was said of itself."""

    words: str
    days: int
    own: bool


class Causes:
    """What one accepted change moved, and through whom."""

    def __init__(self, reading: Reading, event: Event) -> None:
        self._reading = reading
        self._event = event
        self._day = spoken_day(reading.data_date)
        self._titles = {each.code: isolated(each.title) for each in reading.plan.milestones}
        self._drivers: dict[str, Sequence[str]] = {}
        self._drifts: dict[str, bool] = {}
        self._begun: dict[str, frozenset[str]] = {}
        plan = event.before.plan
        self._before = {each.uid: each for each in plan.milestones} if plan else {}

    def of_move(self, milestone: Milestone, before: Days, after: Days) -> str:
        """Why ``milestone`` moved from one start and finish to another."""
        days = (after[1] - before[1]).days
        was, now = self._window_before(milestone, before), self._window_now(milestone, after)
        how_far = _how_far((after[0] - before[0]).days, days)
        if was and window_holds(was, *after):
            how_far = ""  # the day was named, or another one within the same time
        spoken = [spoken_window(was) if was else spoken_days(*before)]
        spoken.append(spoken_window(now) if now else spoken_days(*after))
        moved = "was {}, is now {}" if was or now else "moved from {} to {}"
        return f"{moved.format(*spoken)}{how_far}{self._because(milestone.code, days)}"

    def of_change(self, milestone: Milestone) -> str:
        """Why something other than the date of ``milestone`` changed."""
        own = self._own(milestone.code)
        if own:
            return self._said(own[-1])
        return self._event.reason if not self._event.updates else ""

    def _window_before(self, milestone: Milestone, told: Days) -> Span | None:
        plan, known = self._event.before.plan, self._before.get(milestone.uid)
        return _window_of(known, plan, told) if known and plan else None

    def _window_now(self, milestone: Milestone, told: Days) -> Span | None:
        return _window_of(milestone, self._reading.plan, told)

    def _own(self, code: str) -> list[Update]:
        return [each for each in self._event.updates if each.milestone == code]

    def _because(self, code: str, days: int) -> str:
        """The charges, unless its own report says all.

        It does where it names a date, and where the charges do not add up to what people see: it
        stood past and unreported, and they were told no drift.
        """
        charges = self._charges(code)
        own = self._own(code)
        adds_up = bool(charges) and sum(each.days for each in charges) == days
        if own and (_names_a_date(own[-1]) or not adds_up):
            return f": {self._said(own[-1])}"
        if not charges:
            return f": {self._reason()}" if self._reason() else f", {self._unreported(code)}"
        if len(charges) == 1:
            return f"{': ' if charges[0].own else ', '}{charges[0].words}"
        named = sorted(charges, key=lambda each: -abs(each.days))[:MOST_NAMED]
        told = "; ".join(f"{each.words}, {_signed(each.days)}" for each in named)
        more = len(charges) - MOST_NAMED
        return f": {told}" + (f"; and {more} more" if more > 0 else "")

    def _charges(self, code: str) -> Sequence[_Charge]:
        """What the account charges; the same words are said once."""
        days: Counter[tuple[str, bool]] = Counter()
        for words, moved in self._charged(code):
            days[words] += moved
        return [
            _Charge(words=words, days=count, own=own)
            for (words, own), count in days.items()
            if count
        ]

    def _charged(self, code: str) -> Iterator[tuple[tuple[str, bool], int]]:
        if code not in self._history.steps[0].state.network.activities:
            return
        for entry in self._attribution.account(code).entries:
            said = self._history.labelled[entry.label].update
            yield self._words(code, entry.cause, said), entry.shift.calendar

    def _words(self, code: str, cause: Cause, said: RecordedUpdate | None) -> tuple[str, bool]:
        if cause is Cause.DRIFT:
            return self._unreported(code), False
        if said is None:
            return self._reason() or f"the plan was changed, {self._day}", True
        if said.update.milestone == code:
            return self._said(said.update), True
        title = self._titles[said.update.milestone]
        return f"because of \u201c{title}\u201d ({self._said(said.update)})", False

    def _reason(self) -> str:
        reason = self._event.reason if not self._event.updates else ""
        return f"{reason}, {self._day}" if reason else ""

    def _unreported(self, code: str) -> str:
        """Nobody reported it, or what it waits for, which is named then."""
        titles = self._waited_for(code)
        named = "; ".join(f"\u201c{each}\u201d" for each in titles[:MOST_NAMED])
        more = f" and {len(titles) - MOST_NAMED} more" if len(titles) > MOST_NAMED else ""
        of = f" of {named}{more}" if titles else ""
        return f"because nothing was reported{of} by {self._day}"

    def _waited_for(self, code: str) -> list[str]:
        """Titles of the unreported that ``code`` waits for; none where it is one of them."""
        found = self._beginnings(code)
        return [] if code in found else sorted(self._titles[each] for each in found)

    def _beginnings(self, code: str) -> frozenset[str]:
        """The unreported at the beginning of all driving links that end at ``code``."""
        known, waiting = self._begun, [code]
        while waiting:
            at = waiting[-1]
            before = self._driven_by(at)
            missing = [each for each in before if each not in known]
            if not missing:
                own = {at} if self._drifts[at] else ()
                known[at] = frozenset(own).union(*(known[each] for each in before))
                waiting.pop()
            waiting.extend(missing)
        return known[code]

    def _driven_by(self, code: str) -> Sequence[str]:
        """The predecessors whose links drive ``code``."""
        if code not in self._drivers:
            drivers = self._reading.schedule.drivers(code)
            self._drivers[code] = [each.link.predecessor for each in drivers if each.link]
            self._drifts[code] = any(each.kind is DriverKind.DATA_DATE for each in drivers)
        return self._drivers[code]

    def _said(self, update: Update) -> str:
        who = update.on_behalf_of or self._event.author.agency or PLANNERS
        return f"{_verb(update)} by {isolated(who)}, {self._day}"

    @cached_property
    def _attribution(self) -> Attribution:
        return Attribution([step.state for step in self._history.steps])

    @cached_property
    def _history(self) -> History:
        """The change as two chapters of the plan's history."""
        held, revision = self._event.before, self._reading.revision
        updates = tuple(
            RecordedUpdate(id=number, revision=revision, update=update)
            for number, update in enumerate(self._event.updates)
        )
        known = self._reading.schedule.network
        return history_of(
            (
                Chapter(revision=held.at.revision, plan=held.planned, updates=()),
                Chapter(revision=revision, plan=self._reading.plan, updates=updates),
            ),
            network_after(known, self._reading.plan, held.planned),
        )


def _window_of(milestone: Milestone, plan: Plan, told: Days) -> Span | None:
    """The window that stood for the days told: nobody had named them, and nothing has begun."""
    window, progress = milestone.open_window, plan.progress.get(milestone.code, NOT_STARTED)
    if window is None or progress != NOT_STARTED:
        return None
    return window if window_holds(window, *told) else None


def _names_a_date(update: Update) -> bool:
    return any((update.fixed, update.window, update.actual_start, update.actual_finish))


def _verb(update: Update) -> str:
    """What was reported, in a word or two."""
    said = (
        (update.takes_back is not None, "an earlier report taken back"),
        (update.cancelled is True, "reported cancelled"),
        (update.actual_finish is not None, "reported done"),
        (update.actual_start is not None, "reported begun"),
        (update.certainty is Certainty.CONFIRMED, "confirmed"),
    )
    return next((words for holds, words in said if holds), "reported")


def _how_far(start: int, finish: int) -> str:
    """How far both ends moved; where they did not move alike, the one that people wait for."""
    if start == finish:
        return f" ({_signed(finish)})"
    return f" (ends {_signed(finish)})" if finish else f" (begins {_signed(start)})"


def _signed(days: int) -> str:
    return f"{counted(days)} {'later' if days > 0 else 'earlier'}"

"""Why a date that people were told has moved, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.plan.model import Milestone, Plan
from app.plan.updates import Author, Update
from app.usecases.wording import counted, spoken_day, spoken_days

MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An accepted change as a reader is told of it."""

    author: Author
    data_date: date
    reason: str
    updates: tuple[Update, ...]


class Causes:
    """What in one accepted change reaches which milestone, along the links."""

    def __init__(self, plan: Plan, event: Event) -> None:
        self._event = event
        self._titles: Mapping[str, str] = {each.code: each.title for each in plan.milestones}
        self._reaching = _reached(plan, event.updates)

    def of_move(
        self, milestone: Milestone, before: tuple[date, date], after: tuple[date, date]
    ) -> str:
        """Why ``milestone`` moved from one start and finish to another."""
        days = (after[1] - before[1]).days
        way = "later" if days > 0 else "earlier"
        how_far = f" ({counted(days)} {way})" if days else ""
        return (
            f"moved from {spoken_days(*before)} to {spoken_days(*after)}{how_far}"
            f"{self._because(milestone.code)}"
        )

    def of_change(self, milestone: Milestone) -> str:
        """Why something other than the date of ``milestone`` changed."""
        own = [each for each in self._event.updates if each.milestone == milestone.code]
        if own:
            return self._update(own[-1])
        return self._event.reason if not self._event.updates else ""

    def _because(self, code: str) -> str:
        updates = self._reaching.get(code, ())
        own = [each for each in updates if each.milestone == code]
        if own:
            return f": {self._update(own[-1])}"
        if not updates:
            return self._elsewhere()
        named = [
            f"\u201c{self._titles[each.milestone]}\u201d ({self._update(each)})" for each in updates
        ]
        more = len(named) - MOST_NAMED
        told = "; ".join(named[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
        return f", because of {told}"

    def _elsewhere(self) -> str:
        """No update reaches it: the plan itself was changed, or only the data date moved."""
        if self._event.updates or not self._event.reason:
            return f", because nothing was reported by {spoken_day(self._event.data_date)}"
        return f": {self._event.reason}, {spoken_day(self._event.data_date)}"

    def _update(self, update: Update) -> str:
        author = self._event.author
        who = update.on_behalf_of or author.agency or author.name
        return f"reported by {who}, {spoken_day(self._event.data_date)}"


def _reached(plan: Plan, updates: Sequence[Update]) -> dict[str, list[Update]]:
    """The updates behind each milestone: its own and those of all it waits for."""
    followers: dict[str, list[str]] = {}
    for link in plan.links:
        followers.setdefault(link.predecessor, []).append(link.successor)
    reaching: dict[str, list[Update]] = {}
    for update in updates:
        for code in _downstream(update.milestone, followers):
            reaching.setdefault(code, []).append(update)
    return reaching


def _downstream(code: str, followers: Mapping[str, Iterable[str]]) -> set[str]:
    seen, waiting = {code}, [code]
    while waiting:
        new = [each for each in followers.get(waiting.pop(), ()) if each not in seen]
        seen.update(new)
        waiting.extend(new)
    return seen

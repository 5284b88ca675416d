"""What still counts once statements have been taken back, and the dates that stand then.

Nothing said is ever deleted: taking back is a later statement. It may be taken back itself, and
then the first one counts again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from app.plan.model import Milestone
from app.plan.progress import apply_dates
from app.plan.updates import Update


class Told(Protocol):
    """A statement that was accepted."""

    @property
    def id(self) -> int: ...

    @property
    def update(self) -> Update: ...


AnyTold = TypeVar("AnyTold", bound=Told)


def standing(said: Sequence[AnyTold], new: Iterable[Update] = ()) -> tuple[AnyTold, ...]:
    """What of ``said`` (oldest first) counts, once ``new`` has been said as well."""
    taken = {each.takes_back for each in new if each.takes_back is not None}
    if not taken and not any(each.update.takes_back for each in said):
        return tuple(said)
    kept = []
    for each in reversed(said):
        if each.id in taken:
            continue
        if each.update.takes_back is not None:
            taken.add(each.update.takes_back)
        kept.append(each)
    return tuple(reversed(kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What became of one milestone in one revision: how it stood after it, and what was said.

    ``counted`` is what still counts of what was ``said``.
    """

    milestone: Milestone
    said: Sequence[Update]
    counted: Sequence[Update]


def fallen_back(chapters: Sequence[Chapter]) -> Milestone:
    """The milestone with the dates and the certainty that stand when only what counts was said.

    The first chapter is how it was before anything was said; an edit in a later one holds from
    there on, as a statement would.
    """
    before = told = chapters[0].milestone
    for chapter in chapters[1:]:
        told = _edited(told, before, chapter)
        for update in chapter.counted:
            told = apply_dates(told, update)
        before = chapter.milestone
    return replace(before, fixed=told.fixed, window=told.window, certainty=told.certainty)


def _edited(told: Milestone, before: Milestone, chapter: Chapter) -> Milestone:
    """``told`` with what a planner's edit said of the dates: what changed, and no update said."""
    if any(update.takes_back is not None for update in chapter.said):
        return told
    after = chapter.milestone
    dated = any(each.fixed is not None or each.window is not None for each in chapter.said)
    if not dated and (after.fixed, after.window) != (before.fixed, before.window):
        told = replace(told, fixed=after.fixed, window=after.window)
    if after.certainty != before.certainty and not any(each.certainty for each in chapter.said):
        told = replace(told, certainty=after.certainty)
    return told

"""A plan after changes: each is made in turn, and what they come to is checked as a document is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import is_
from typing import Any, TypeVar

from app.documents.building import header_facts
from app.documents.changes import ChangeEntry
from app.documents.changing import Changing
from app.documents.checks import check
from app.documents.draft import Draft
from app.documents.verbs import VERBS
from app.errors import ChangesError
from app.plan.limits import MOST_CALENDARS, MOST_LINKS, MOST_MILESTONES, MOST_NAMES
from app.plan.model import Plan
from scheduling import NOT_STARTED

Part = TypeVar("Part")


def apply_changes(plan: Plan, changes: Sequence[ChangeEntry], next_link: int) -> Plan:
    """``plan`` after ``changes``, whose new links get ids from ``next_link`` on.

    Its progress is still what was reported of it before, under the codes of before. ChangesError
    names everything that is wrong, by change.
    """
    changing = Changing.of(plan, next_link)
    for index, change in enumerate(changes):
        VERBS[change.verb](changing, change.said, f"changes[{index}].{change.verb}")
    changing.problems.refuse(ChangesError)
    return checked(changing)


def checked(changing: Changing) -> Plan:
    """The plan that ``changing`` has come to, or ChangesError."""
    draft = Draft(
        header=changing.header,
        tracks=changing.tracks,
        calendars=[
            (changing.place("calendar", code), each) for code, each in changing.calendars.items()
        ],
        milestones=[
            (changing.place("milestone", code), each, NOT_STARTED)
            for code, each in changing.milestones.items()
        ],
        links=[(changing.place("link", name), each) for name, each in changing.links.items()],
    )
    _check_sizes(draft, changing)
    check(draft, changing.problems)
    changing.problems.refuse(ChangesError)
    return _plan(changing)


def _check_sizes(draft: Draft, changing: Changing) -> None:
    for name, parts, most in (
        ("tracks", draft.tracks, MOST_NAMES),
        ("calendars", draft.calendars, MOST_CALENDARS),
        ("milestones", draft.milestones, MOST_MILESTONES),
        ("links", draft.links, MOST_LINKS),
    ):
        if len(parts) > most:
            changing.problems.add(name, f"must hold at most {most:,} items")


def _plan(changing: Changing) -> Plan:
    return replace(
        changing.plan,
        **header_facts(changing.header),
        tracks=changing.tracks,
        calendars=_kept(changing.plan.calendars, changing.calendars),
        milestones=_kept(changing.plan.milestones, changing.milestones),
        links=_kept(changing.plan.links, changing.links),
    )


def _kept(before: tuple[Part, ...], now: Mapping[Any, Part]) -> tuple[Part, ...]:
    """What there is ``now``; where nothing has changed it is what there was."""
    same = len(before) == len(now) and all(map(is_, before, now.values()))
    return before if same else tuple(now.values())

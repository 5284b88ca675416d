"""A plan on its way to another: its parts by what names them."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Self

from app.documents.collecting import Problems
from app.documents.entries import PlanEntry
from app.documents.writing import plan_table
from app.errors import shown
from app.plan.model import Milestone, Plan, PlanCalendar, PlanLink


@dataclass(slots=True, kw_only=True)
class Changing:
    """What ``plan`` has come to so far, and what cannot be done to it.

    ``places`` is where a part was last spoken of; ``link_ids`` are those of new links.
    """

    plan: Plan
    header: PlanEntry
    tracks: dict[str, str]
    calendars: dict[str, PlanCalendar]
    milestones: dict[str, Milestone]
    links: dict[int, PlanLink]
    link_ids: Iterator[int]
    places: dict[tuple[str, str | int], str] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)

    @classmethod
    def of(cls, plan: Plan, next_link: int) -> Self:
        """``plan`` as it is; its links have their ids."""
        return cls(
            plan=plan,
            header=PlanEntry.model_validate(plan_table(plan)),
            tracks=dict(plan.tracks),
            calendars={each.code: each for each in plan.calendars},
            milestones={each.code: each for each in plan.milestones},
            links={each.id: each for each in plan.links},
            link_ids=count(next_link),
        )

    def place(self, kind: str, name: str | int) -> str:
        """Where the part was last spoken of; what it is called where it was not."""
        return self.places.get((kind, name)) or f"{kind} {name}"

    def knows(self, parts: Container[object], name: str | int, kind: str, place: str) -> bool:
        """Whether ``name`` is one of ``parts``; noted where it is not."""
        if name in parts:
            return True
        said = str(name) if isinstance(name, int) else shown(name)
        self.problems.add(place, f"there is no {kind} {said}")
        return False

    def frees(self, parts: Container[object], name: str, kind: str, place: str) -> bool:
        """Whether ``name`` is free; noted where it is not."""
        if name not in parts:
            return True
        self.problems.add(place, f"there is a {kind} {shown(name)} already")
        return False

    def linked_to(self, code: str) -> list[int]:
        """The ids of the links that hang on the milestone ``code``."""
        return [
            link_id
            for link_id, link in self.links.items()
            if code in (link.predecessor, link.successor)
        ]

"""What was changed and when, as people outside the plan were told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID, uuid5

from app.store import Store
from app.store.tellings import Telling
from app.usecases.publishing import BURIED
from app.usecases.telling import UNDATED

NEWEST = 200
NAMESPACE = UUID("0b1f6f5e-0e0e-4c59-8d3c-9d2f5b0b7f41")
"""Of the uids of changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One publication: on ``day`` people were told all this, each group by title.

    ``undated`` are those whose date was taken back, ``others`` those of which something else than
    the date changed.
    """

    uid: UUID
    number: int
    day: date
    modified: datetime
    moved: tuple[Telling, ...]
    new: tuple[Telling, ...]
    gone: tuple[Telling, ...]
    undated: tuple[Telling, ...]
    others: tuple[Telling, ...]

    @property
    def groups(self) -> tuple[tuple[Telling, ...], ...]:
        return self.moved, self.new, self.gone, self.undated, self.others


def changes(store: Store, plan_id: int, number: int) -> tuple[Changed, ...]:
    """The newest publications up to ``number``, in order of uid."""
    told = store.tellings(plan_id, number - NEWEST)
    grouped = groupby(told, key=lambda each: each.number)
    found = (_changed(number, tuple(group)) for number, group in grouped)
    telling = (each for each in found if any(each.groups))
    return tuple(sorted(telling, key=lambda each: str(each.uid)))


def _changed(number: int, told: Sequence[Telling]) -> Changed:
    first = told[0]
    moved, new, gone, undated, others = [], [], [], [], []
    for each in told:
        if each.facts == BURIED:
            continue
        if each.facts == UNDATED:
            undated.append(each)
        elif each.withdrawn:
            gone.append(each)
        elif each.was_finish is None or each.was_withdrawn:
            new.append(each)
        elif (each.start, each.finish) != (each.was_start, each.was_finish):
            moved.append(each)
        else:
            others.append(each)
    return Changed(
        uid=uuid5(NAMESPACE, f"{first.last_modified.isoformat()} {first.uid} {number}"),
        number=number,
        day=first.data_date,
        modified=first.last_modified,
        moved=_sorted(moved),
        new=_sorted(new),
        gone=_sorted(gone),
        undated=_sorted(undated),
        others=_sorted(others),
    )


def _sorted(told: Sequence[Telling]) -> tuple[Telling, ...]:
    return tuple(sorted(told, key=lambda each: (each.finish, each.title, str(each.uid))))

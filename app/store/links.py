"""The ids of links: a link keeps its own, and no other link of the plan is ever given it.

It is told by the position of the link's rows, which a row hands on to the one that takes its place.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from itertools import count

from sqlmodel import Session, func, select

from app.plan.model import PlanLink
from app.store.tables import LinkRow

FIRST = 0
"""The position of a plan's first link."""


def id_at(position: int) -> int:
    return position + 1


def position_of(link_id: int) -> int:
    return link_id - 1


def next_id(session: Session, plan_id: int) -> int:
    """The first id that no link of the plan has ever had."""
    last = func.coalesce(func.max(LinkRow.position), FIRST - 1)
    return id_at(session.exec(select(last).where(LinkRow.plan_id == plan_id)).one() + 1)


def identified(
    session: Session, plan_id: int, standing: Iterable[PlanLink], wanted: Sequence[PlanLink]
) -> tuple[PlanLink, ...]:
    """``wanted``, each with its id.

    A link that comes without one takes over from a standing link between the same ends, an equal
    one if there is one; else it is new.
    """
    unnamed = [index for index, link in enumerate(wanted) if not link.id]
    if not unnamed:
        return tuple(wanted)
    left = _by_ends(standing, {link.id for link in wanted})
    ids: dict[int, int] = {}
    for index in unnamed:
        candidates = left.get(_ends(wanted[index]), [])
        if wanted[index] in candidates:
            ids[index] = candidates.pop(candidates.index(wanted[index])).id
    for index in unnamed:
        candidates = left.get(_ends(wanted[index]), [])
        if index not in ids and candidates:
            ids[index] = candidates.pop(0).id
    new = [index for index in unnamed if index not in ids]
    if new:
        ids.update(zip(new, count(next_id(session, plan_id)), strict=False))
    return tuple(
        replace(link, id=ids[index]) if index in ids else link for index, link in enumerate(wanted)
    )


def _by_ends(
    standing: Iterable[PlanLink], claimed: Set[int]
) -> dict[tuple[str, str], list[PlanLink]]:
    found: dict[tuple[str, str], list[PlanLink]] = {}
    for link in standing:
        if link.id not in claimed:
            found.setdefault(_ends(link), []).append(link)
    return found


def _ends(link: PlanLink) -> tuple[str, str]:
    return link.predecessor, link.successor

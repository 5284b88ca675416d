"""Lists are answered in pages; each names the address of the next one.

A list of a plan is that of one revision, and its next page is asked of the same: what is accepted
meanwhile moves nothing. Its items are counted. Where an item may go, or come in between, a page
begins after a place that is the item's own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from app.api.access import Door
from app.api.asked import AskedPage, AskedPlans
from app.plan import Revision

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """Some of a list, and the address of those that follow; None after the last."""

    items: tuple[Item, ...]
    next: str | None


def page(
    door: Door,
    asked: AskedPage | AskedPlans,
    items: Iterable[Item],
    revision: Revision | None = None,
    *,
    place: Callable[[Item], Any] | None = None,
    begins: int = 0,
    baseline: str | None = None,
) -> Page[Item]:
    """The page of ``items`` that is asked for, of ``revision`` and against ``baseline``.

    ``place`` is that of an item, by which the list is in order; else they are counted, and so many
    stand before the first as ``begins`` says.
    """
    left = [each for each in _placed(items, place, begins) if each[0] > asked.after]
    taken = left[: asked.limit]
    following = None
    if len(left) > len(taken):
        meant = {"baseline": baseline, "revision": revision and revision.number}
        said = {name: value for name, value in meant.items() if value is not None}
        following = _address(door, {**said, "after": taken[-1][0]})
    return Page(items=tuple(item for _, item in taken), next=following)


def _placed(
    items: Iterable[Item], place: Callable[[Item], Any] | None, begins: int
) -> Iterator[tuple[Any, Item]]:
    if place is None:
        return enumerate(items, begins + 1)
    return ((place(each), each) for each in items)


def _address(door: Door, said: dict[str, object]) -> str:
    """The address that was asked, with what is ``said`` instead."""
    asked = door.request.query_params.multi_items()
    over = {*said, "known_on"} if "revision" in said else {*said}
    kept = [(name, value) for name, value in asked if name not in over]
    return f"{quote(door.request.url.path)}?{urlencode([*kept, *said.items()])}"

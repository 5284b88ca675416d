"""Instants by the number of an end, and copies of them that cost what is replaced in them.

A change seldom reaches more than a few of ten thousand activities; to copy lists of twenty thousand
numbers for it took twenty times as long as to compute what it moves.
"""

from typing import TypeAlias

SPARSE = 8
"""One in so many may be replaced before a list is the better copy."""


class Replaced(dict[int, int]):
    """The instants of ``whole`` but for the entries of its own."""

    __slots__ = ("whole",)

    def __init__(self, whole: list[int]) -> None:
        super().__init__()
        self.whole = whole

    def __missing__(self, end: int) -> int:
        return self.whole[end]

    @property
    def is_sparse(self) -> bool:
        """Whether few entries are replaced."""
        return SPARSE * len(self) < len(self.whole)


Instants: TypeAlias = list[int] | Replaced


def listed(instants: Instants) -> list[int]:
    """``instants`` as a list of its own."""
    if isinstance(instants, list):
        return list(instants)
    whole = list(instants.whole)
    for end, instant in instants.items():
        whole[end] = instant
    return whole


def copied(instants: Instants) -> Replaced:
    """A copy in which entries may be replaced."""
    if isinstance(instants, list):
        return Replaced(instants)
    if not instants.is_sparse:
        return Replaced(listed(instants))
    copy = Replaced(instants.whole)
    copy.update(instants)
    return copy

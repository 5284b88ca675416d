"""Rows: one value for each iteration of a block, in as few bytes as hold it.

Half the bytes are half the way through the caches, and twice as many values in an instruction.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

RowType: TypeAlias = type[np.signedinteger[Any]]
Row: TypeAlias = NDArray[np.signedinteger[Any]]

Value: TypeAlias = Row | int
"""A row, or the one value that all iterations share."""

TOO_LONG = 1 << 15


def row_type(most: int) -> RowType:
    """Of rows whose values are ``most`` at the most, and not as far below nought."""
    return np.int16 if most < TOO_LONG - 1 else np.int32


def wide(value: Value) -> Value:
    """``value`` where it may be moved out of the bounds."""
    return value if isinstance(value, int) else value.astype(np.int32)


def later(one: Value, other: Value, row: Row | None = None) -> Value:
    """The later in each iteration, in ``row`` if there is one."""
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    return np.maximum(one, other, out=row)


def moved(one: Value, by: Value, row: Row | None = None) -> Value:
    """So much later in each iteration, in ``row`` if there is one and something moves."""
    if isinstance(by, int):
        if not by:
            return one
        if isinstance(one, int):
            return one + by
    return np.add(one, by, out=row)

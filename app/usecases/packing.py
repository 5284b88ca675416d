"""A block of a simulation as bytes, and back."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scheduling.risk import Counts, Tally

Numbers = NDArray[np.int64]


def packed(tally: Tally) -> bytes:
    """``tally`` without what it drew, which may be drawn again."""
    finishes, critical = tally.finishes, tally.critical
    held = io.BytesIO()
    np.savez_compressed(
        held,
        place=_numbers([tally.first, tally.count]),
        activities=_numbers(finishes),
        least=_numbers(each.least for each in finishes.values()),
        lengths=_numbers(len(each.counts) for each in finishes.values()),
        counts=_short(_joined([each.counts for each in finishes.values()])),
        targets=_short(np.array(tally.targets)),
        sizes=_numbers(map(len, critical)),
        critical=_joined([_numbers(each) for each in critical]),
        times=_joined([_numbers(each.values()) for each in critical]),
        met=_numbers(tally.met),
        met_together=_numbers(tally.met_together),
    )
    return held.getvalue()


def unpacked(data: bytes) -> Tally:
    """What was packed."""
    with np.load(io.BytesIO(data), allow_pickle=False) as read:
        held = dict(read)
    first, count = held["place"].tolist()
    counts = _parts(held["counts"].astype(np.int64), held["lengths"])
    finishes = zip(held["activities"].tolist(), held["least"].tolist(), counts, strict=True)
    return Tally(
        first=first,
        count=count,
        finishes={number: Counts(least=least, counts=row) for number, least, row in finishes},
        targets=list(held["targets"].astype(np.int32)),
        critical=list(_critical(held)),
        met=held["met"].tolist(),
        met_together=held["met_together"].tolist(),
        drawn=None,
    )


def _critical(held: Mapping[str, Numbers]) -> Iterator[dict[int, int]]:
    activities = _parts(held["critical"], held["sizes"])
    for numbers, times in zip(activities, _parts(held["times"], held["sizes"]), strict=True):
        yield dict(zip(numbers.tolist(), times.tolist(), strict=True))


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int64)


def _joined(rows: Sequence[Numbers]) -> Numbers:
    return np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)


def _short(values: NDArray[Any]) -> NDArray[Any]:
    """The same in as few bytes as hold them: there is less to compress."""
    least, most = values.min(initial=0), values.max(initial=0)
    return values.astype(np.result_type(np.min_scalar_type(least), np.min_scalar_type(most)))


def _parts(row: Numbers, lengths: Numbers) -> list[Numbers]:
    return np.split(row, np.cumsum(lengths)[:-1]) if len(lengths) else []

"""Random numbers that belong to an activity: common to every plan in which it stands.

Philox is a function of a key and a counter. The key is the seed and what is drawn; the counter is
the activity's code and the iteration. So the number that an activity draws in an iteration depends
on neither the other activities, nor the order, nor how the iterations are shared out.
"""

from hashlib import blake2b
from struct import unpack
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

DRAWS_PER_COUNT = 8
"""One value of the counter makes four words of 64 bits: eight draws."""

Draws: TypeAlias = NDArray[np.uint32]


class Stream(NamedTuple):
    """The draws of one activity for one ``purpose``."""

    purpose: int
    high: int
    low: int

    @classmethod
    def of(cls, code: str, purpose: int) -> "Stream":
        """The stream of the activity ``code``."""
        digest = blake2b(code.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        return cls(purpose, *unpack("<QQ", digest))


class Source:
    """Draws from streams under one seed."""

    def __init__(self, seed: int) -> None:
        self._philox = np.random.Philox(key=0)
        self._counter = np.zeros(4, dtype=np.uint64)
        self._key = np.array([seed, 0], dtype=np.uint64)
        self._state: Any = {
            "bit_generator": "Philox",
            "state": {"counter": self._counter, "key": self._key},
            "buffer": np.zeros(4, dtype=np.uint64),
            "buffer_pos": 4,
            "has_uint32": 0,
            "uinteger": 0,
        }

    def draws(self, stream: Stream, first: int, count: int) -> Draws:
        """The draws of iterations ``first`` on; ``first`` is a multiple of DRAWS_PER_COUNT."""
        self._key[1] = stream.purpose
        self._counter[:] = (first // DRAWS_PER_COUNT, 0, stream.low, stream.high)
        self._philox.state = self._state
        words = self._philox.random_raw((count + 1) // 2)
        return words.astype("<u8", copy=False).view("<u4")[:count]

"""Draws the variables of a model for a stretch of its iterations."""

import numpy as np

from scheduling.risk.model import Duration, Model, Position
from scheduling.risk.rows import Row, Value
from scheduling.risk.streams import Draws, Source

DRAW_BITS = 32


class Sampler:
    """Draws for the iterations ``first`` to ``first + count``."""

    def __init__(self, model: Model, first: int, count: int) -> None:
        self.model = model
        self.first = first
        self.count = count
        self.source = Source(model.seed)

    def drawn(self, variable: int, work: Value | None = None, row: Row | None = None) -> Row:
        """The days, or the place in the window of ``work``, that a variable draws; in ``row``."""
        if row is None:
            row = np.empty(self.count, dtype=self.model.row_type)
        drawn = self.model.variables[variable]
        draws = self.source.draws(drawn.stream, self.first, self.count)
        if isinstance(drawn, Duration):
            drawn.inverse.fill(row, draws)
        else:
            self._place(row, drawn, draws, work)
        return row

    def _place(self, row: Row, drawn: Position, draws: Draws, work: Value | None) -> None:
        if drawn.duration is None:
            work = drawn.work
        elif work is None:
            work = self.drawn(drawn.duration)
        places = np.maximum(drawn.room + 1 - work, 1).astype(np.uint64)
        row[:] = draws * places >> np.uint64(DRAW_BITS)

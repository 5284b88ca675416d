"""The distributions of finishes, made from counts when they are asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

import numpy as np

from scheduling.errors import UnknownCode
from scheduling.risk.block import Counts
from scheduling.risk.frame import Frame
from scheduling.risk.scale import Numbers
from scheduling.standing import Kind
from scheduling.targets import PROJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How often each finish day came, ascending; all are days on which it can finish."""

    histogram: tuple[tuple[date, int], ...]

    @property
    def p50(self) -> date:
        """The first day by which half of the iterations have finished."""
        return self.percentile(0.5)

    @property
    def p80(self) -> date:
        """The first day by which four fifths have finished."""
        return self.percentile(0.8)

    @property
    def p90(self) -> date:
        """The first day by which nine tenths have finished."""
        return self.percentile(0.9)

    @property
    def iterations(self) -> int:
        """How many there were."""
        return sum(count for _, count in self.histogram)

    def percentile(self, share: float) -> date:
        """The first day by which at least ``share`` of the iterations have finished."""
        enough = share * self.iterations - 1e-9
        reached = accumulate(count for _, count in self.histogram)
        return next(
            day for (day, _), sofar in zip(self.histogram, reached, strict=True) if sofar >= enough
        )

    def probability_by(self, day: date) -> float:
        """The share of the iterations that have finished by the close of ``day``."""
        return sum(count for each, count in self.histogram if each <= day) / self.iterations

    def mean_days_after(self, day: date) -> float:
        """The mean of the finish, in calendar days after ``day``."""
        return sum((each - day).days * n for each, n in self.histogram) / self.iterations


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishes:
    """The counted finishes: ``counts`` by activity where it varies, ``project`` of the project."""

    frame: Frame
    iterations: int
    counts: Mapping[int, Counts]
    project: Counts | None

    def distribution(self, code: str) -> Distribution | None:
        """When ``code`` finishes; None when it is cancelled. Activities come before the project."""
        schedule = self.frame.schedule
        number = schedule.network.topology.index.get(code)
        if number is None:
            return self._of_project(code)
        if self.frame.kind(number) is Kind.CANCELLED:
            return None
        counts = self.counts.get(number) or self._constant(number)
        values = np.arange(len(counts.counts), dtype=np.int32) + counts.least
        return self._distribution(self.frame.finish_days(number, values), counts)

    def _of_project(self, code: str) -> Distribution:
        if self.project is None or code != PROJECT:
            raise UnknownCode(code, "risk")
        days = np.arange(len(self.project.counts)) + self.project.least - 1
        return self._distribution(days, self.project)

    def _constant(self, number: int) -> Counts:
        value, _ = self.frame.bounds.range_of(2 * number + 1)
        return Counts(least=value, counts=np.array([self.iterations]))

    def _distribution(self, days: Numbers, counts: Counts) -> Distribution:
        found: dict[date, int] = {}
        for offset, count in zip(days.tolist(), counts.counts.tolist(), strict=True):
            if count:
                day = self.frame.day(offset)
                found[day] = found.get(day, 0) + count
        return Distribution(histogram=tuple(found.items()))


def added(parts: Iterable[Counts]) -> Counts:
    """All of them together."""
    parts = list(parts)
    least = min(each.least for each in parts)
    most = max(each.least + len(each.counts) for each in parts)
    counts = np.zeros(most - least, dtype=np.int64)
    for each in parts:
        start = each.least - least
        counts[start : start + len(each.counts)] += each.counts
    return Counts(least=least, counts=counts)

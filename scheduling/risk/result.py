"""What a simulation found, given out as it is asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from scheduling.activities import Activity, Link
from scheduling.errors import UnknownCode
from scheduling.risk.finishes import Distribution, Finishes
from scheduling.schedule import Schedule, Status

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeBias:
    """How far chance alone moves a target from its deterministic date, in calendar days."""

    deterministic: date
    p50: date
    p50_days: int
    mean_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRisk:
    """The probability that a link holds."""

    link: Link
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRisk:
    """The probability that all links into a fixed event hold, and each of them."""

    code: str
    probability: float
    links: tuple[LinkRisk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Spearman's rank correlation of what ``code`` draws (duration, window) with a target."""

    code: str
    of: str
    rank_correlation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """A bar of the tornado: a target's P80 with a draw in its lowest and in its highest fifth."""

    code: str
    of: str
    low: date
    high: date

    @property
    def days(self) -> int:
        """Calendar days from low to high."""
        return (self.high - self.low).days


@dataclass(frozen=True, kw_only=True)
class RiskResult:
    """What came of all iterations; the same for the same question and seed."""

    deterministic: Schedule = field(repr=False, compare=False)
    """The schedule with the durations and windows as planned."""
    iterations: int
    seed: int
    targets: tuple[str, ...]
    finishes: Finishes = field(repr=False, compare=False)
    shares: Mapping[str, Mapping[str, float]] = field(repr=False)
    rules: tuple[LinkRisk, ...]
    """The links that the caller named."""
    events: tuple[EventRisk, ...]
    """The fixed events that are not over and have links into them."""
    sensitivities: Mapping[str, tuple[Sensitivity, ...]] = field(repr=False)
    tornados: Mapping[str, tuple[Swing, ...]] = field(repr=False)

    def finish(self, code: str) -> Distribution:
        """When activity or target ``code`` finishes; UnknownCode when it never does."""
        found = self.finishes.distribution(code)
        if found is None:
            raise UnknownCode(code, "risk")
        return found

    def criticality(self, code: str, target: str) -> float:
        """The share of iterations in which ``code`` is on the critical path to ``target``."""
        self.deterministic.dates(code)
        return self._of(self.shares, target).get(code, 0.0)

    def sensitivity(self, target: str) -> tuple[Sensitivity, ...]:
        """What moves ``target``, strongest first."""
        return self._of(self.sensitivities, target)

    def tornado(self, target: str) -> tuple[Swing, ...]:
        """By how much the P80 of ``target`` swings, widest first."""
        return self._of(self.tornados, target)

    def merge_bias(self, target: str) -> MergeBias:
        """The P50 and the mean of ``target`` beside its deterministic date."""
        planned, finish = self._planned(target), self.finish(target)
        return MergeBias(
            deterministic=planned,
            p50=finish.p50,
            p50_days=(finish.p50 - planned).days,
            mean_days=finish.mean_days_after(planned),
        )

    @property
    def deadlines(self) -> Mapping[str, float]:
        """The probability that each activity with a deadline keeps it."""
        return self._kept(lambda each: each.deadline)

    @property
    def windows(self) -> Mapping[str, float]:
        """The probability that each activity with a window finishes within it."""
        return self._kept(lambda each: each.window.last if each.window and not each.fixed else None)

    def _kept(self, last_day: Callable[[Activity], date | None]) -> dict[str, float]:
        return {
            each.code: self.finish(each.code).probability_by(last)
            for each in self.deterministic.network.dated
            if (last := last_day(each))
            and self.deterministic.status(each.code) not in (Status.DONE, Status.CANCELLED)
        }

    def _planned(self, target: str) -> date:
        codes: Sequence[str] = [target]
        if target not in self.deterministic.network.activities:
            codes = list(self.deterministic.finishing_last())
        days = [self.deterministic.dates(code).finish for code in codes]
        return max(day for day in days if day is not None)

    def _of(self, answers: Mapping[str, T], target: str) -> T:
        if target not in answers:
            raise UnknownCode(target, "risk target")
        return answers[target]

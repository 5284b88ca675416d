"""What a change did: the difference of the plan before and after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.plan.updates import BaselineDates, Revision
from app.usecases.reading import Reading
from app.usecases.shifts import Measure, Shifts
from app.usecases.sides import NO_DATES
from scheduling import PROJECT, Driver, Finding, Shift, findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A milestone whose forecast has changed; later is positive. ``drivers`` set its dates now."""

    code: str
    before: BaselineDates
    after: BaselineDates
    shifts: Shifts
    drivers: tuple[Driver, ...]

    @property
    def start(self) -> Shift | None:
        """How far the start has moved; None where it had no date before or has none after."""
        return self.shifts.start

    @property
    def finish(self) -> Shift | None:
        """How far the finish has moved."""
        return self.shifts.finish


@dataclass(frozen=True, slots=True, kw_only=True)
class FloatChange:
    """Total float of ``code`` to ``target`` before and after; None where it has none."""

    code: str
    target: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalChange:
    """What came onto the critical path to ``target``, and what left it."""

    target: str
    newly: tuple[str, ...]
    no_longer: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The answer to a change. ``previous`` and ``revision`` are compared, each at its data date.

    ``moved`` has the largest move first; ``floats`` are those of the reported milestones and of the
    targets, to each target; ``findings`` are those that were not there before, ``resolved`` those
    that are no more. ``kept`` is false for a preview.
    """

    reading: Reading
    previous: Revision
    kept: bool
    moved: tuple[Move, ...]
    floats: tuple[FloatChange, ...]
    critical: tuple[CriticalChange, ...]
    findings: tuple[Finding, ...]
    resolved: tuple[Finding, ...]

    @property
    def revision(self) -> Revision:
        """The revision that the change made, or would make."""
        return self.reading.revision

    @property
    def newly_critical(self) -> tuple[str, ...]:
        """What came onto the critical path to the plan's first target."""
        return self.critical[0].newly

    @property
    def no_longer_critical(self) -> tuple[str, ...]:
        """What left the critical path to the plan's first target."""
        return self.critical[0].no_longer


def receipt(before: Reading, after: Reading, codes: Sequence[str], *, kept: bool) -> Receipt:
    """What changed from ``before`` to ``after``; ``codes`` are the milestones reported on."""
    known, found = findings(before.schedule), findings(after.schedule)
    earlier, left = frozenset(known), frozenset(map(_subject, found))
    asked = dict.fromkeys([*codes, *(each for each in after.targets if each != PROJECT)])
    return Receipt(
        reading=after,
        previous=before.revision,
        kept=kept,
        moved=tuple(sorted(_moves(before, after), key=_largest_first)),
        floats=tuple(_floats(before, after, tuple(asked))),
        critical=tuple(_critical(before, after, target) for target in after.targets),
        findings=tuple(each for each in found if each not in earlier),
        resolved=tuple(each for each in known if _subject(each) not in left),
    )


def _subject(finding: Finding) -> tuple[object, ...]:
    """What a finding is about: one whose days have become others is still there."""
    return finding.kind, finding.activity, finding.link


def _moves(before: Reading, after: Reading) -> Iterator[Move]:
    measure = Measure(after.plan, after.schedule.network)
    was = before.forecasts()
    for code, now in after.forecasts().items():
        then = was.get(code, NO_DATES)
        if then != now:
            yield Move(
                code=code,
                before=then,
                after=now,
                shifts=measure.shifts(code, then, now),
                drivers=after.schedule.drivers(code),
            )


def _largest_first(move: Move) -> tuple[int, int, str]:
    finish, start = move.finish, move.start
    return (
        -abs(finish.calendar) if finish else 0,
        -abs(start.calendar) if start else 0,
        move.code,
    )


def _floats(before: Reading, after: Reading, codes: Sequence[str]) -> Iterator[FloatChange]:
    for target in after.targets:
        for code in codes:
            yield FloatChange(
                code=code,
                target=target,
                before=before.total_float(code, target),
                after=after.total_float(code, target),
            )


def _critical(before: Reading, after: Reading, target: str) -> CriticalChange:
    was, now = _path(before, target), _path(after, target)
    return CriticalChange(
        target=target,
        newly=tuple(code for code in now if code not in was),
        no_longer=tuple(code for code in was if code not in now),
    )


def _path(reading: Reading, target: str) -> dict[str, None]:
    path = reading.path(target)
    return dict.fromkeys(path.activities if path else ())

"""What changes do to a plan: the plan before and after them, whatever its milestones are called."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.documents import Difference, Fate, Subject, differences
from app.plan.model import Plan
from app.usecases.reading import Reading, under_codes_of
from app.usecases.receipts import Receipt, receipt
from scheduling import QualityFinding, critical_path, quality


@dataclass(frozen=True, slots=True, kw_only=True)
class PathChange:
    """The critical path to ``target`` before and after, and its float."""

    target: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    float_before: int | None
    float_after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The plan before and after changes.

    ``receipt`` is what the changes did, told in the codes of after; its floats are those of what
    was changed and of whatever gained or lost some. ``quality`` is what the quality checks find
    only after, ``mended`` what they found only before.
    """

    receipt: Receipt
    differences: tuple[Difference, ...]
    paths: tuple[PathChange, ...]
    quality: tuple[QualityFinding, ...]
    mended: tuple[QualityFinding, ...]

    @property
    def removed(self) -> tuple[str, ...]:
        """The milestones that are no longer part of the plan, under their last codes."""
        return tuple(
            each.name
            for each in self.differences
            if each.subject is Subject.MILESTONE and each.fate is Fate.REMOVED
        )


def compare(
    before: Reading,
    after: Reading,
    *,
    kept: bool,
    found: tuple[Difference, ...] | None = None,
) -> Comparison:
    """What lies between ``before`` and ``after``, two readings of one plan, to after's targets.

    ``found`` is what their plans hold otherwise, where that is known already.
    """
    found = differences(before.plan, after.plan) if found is None else found
    was = under_codes_of(after.plan, before).aimed(after.aimed_at)
    asked = dict.fromkeys((*_touched(found, after.plan), *_gained_or_lost(was, after)))
    checked, rechecked = (_checks(reading) for reading in (was, after))
    return Comparison(
        receipt=receipt(was, after, tuple(asked), kept=kept),
        differences=found,
        paths=tuple(_path_change(was, after, target) for target in after.targets),
        quality=tuple(each for name, each in rechecked.items() if name not in checked),
        mended=tuple(each for name, each in checked.items() if name not in rechecked),
    )


def _touched(found: Iterable[Difference], after: Plan) -> Iterator[str]:
    """The milestones of ``after`` that were changed, and the ends of the links that were."""
    ids = {each.key for each in found if each.subject is Subject.LINK}
    for each in found:
        if each.subject is Subject.MILESTONE and each.fate is not Fate.REMOVED:
            yield each.name
    for link in after.links:
        if str(link.id) in ids:
            yield link.predecessor
            yield link.successor


def _gained_or_lost(before: Reading, after: Reading) -> Iterator[str]:
    """The milestones of both whose total float to a target of both has changed."""
    targets = [target for target in after.targets if target in before.targets]
    for code in after.milestones:
        if code in before.milestones and any(
            before.schedule.total_float(code, target) != after.schedule.total_float(code, target)
            for target in targets
        ):
            yield code


def _path_change(before: Reading, after: Reading, target: str) -> PathChange:
    was, now = before.path(target), critical_path(after.schedule, target)
    return PathChange(
        target=target,
        before=was.activities if was else (),
        after=now.activities,
        float_before=was.total_float if was else None,
        float_after=now.total_float,
    )


def _checks(reading: Reading) -> dict[object, QualityFinding]:
    """Findings by what they are about: a number that stirs makes no new one."""
    found = quality(reading.schedule, reading.targets)
    return {(each.check, each.activities, each.links): each for each in found}

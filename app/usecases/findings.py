"""What a planner has to look at: what the schedule itself finds, and what quality checks find."""

from dataclasses import dataclass

from app.plan.updates import Baseline
from app.store import Store
from app.usecases.reading import NOW, AsOf, Reading, read
from scheduling import Finding, QualityFinding, quality
from scheduling import findings as found_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is to be looked at in a reading.

    ``quality`` is measured to ``targets``, and against ``baseline`` where there is one.
    """

    reading: Reading
    targets: tuple[str, ...]
    baseline: Baseline | None
    found: tuple[Finding, ...]
    quality: tuple[QualityFinding, ...]


def findings(
    store: Store,
    plan: str,
    as_of: AsOf = NOW,
    *,
    targets: tuple[str, ...] = (),
    baseline: str | None = None,
) -> Findings:
    """The findings of the plan ``as_of``, to ``targets`` (else its own).

    Against the ``baseline`` of that name, else the last that was taken by then.
    """
    reading = read(store, plan, as_of)
    asked = reading.targets_among(targets)
    taken = store.baseline(reading.point.plan_id, baseline, reading.revision.number)
    frozen = taken and taken.under_codes_of(reading.plan.milestones)
    name = ("quality", reading.point, reading.data_date, asked, frozen and frozen.name)
    return Findings(
        reading=reading,
        targets=asked,
        baseline=frozen,
        found=found_in(reading.schedule),
        quality=store.recall(
            name, lambda: quality(reading.schedule, asked, frozen.finishes if frozen else {})
        ),
    )

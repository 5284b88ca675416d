"""``imrf findings``: what a planner has to look at in a plan document or a stored plan."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Annotated

import typer

from app.cli.groups import spread
from app.cli.options import (
    Json,
    Targets,
)
from app.cli.output import write_json
from app.cli.planned import Planned
from app.cli.shapes import Shape, finding_shape, quality_shape, spoken_of
from app.cli.sources import Document, approved_by
from app.cli.tables import counted, heading, write_lines
from app.cli.terminal import refuse
from app.cli.verbs import new_verb
from app.plan.updates import Baseline
from app.usecases.sentences import finding_words, quality_words
from scheduling import Check, QualityFinding, quality

verb = new_verb()


@verb.command()
@spread
def findings(
    document: Document,
    target: Targets = None,
    baseline: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Check against it; else the last taken by then."),
    ] = None,
    json: Json = False,
) -> None:
    """What a planner has to look at: broken links, missed windows and deadlines, unreported events.

    They are listed in the order of the plan. Then what quality checks find, after DCMA's 14, and
    what to do about it: measured to the plan's own targets, or to those that are named.
    """
    planned = document.planned()
    targets = planned.targets(target or planned.plan.targets)
    approved = _approved(planned, baseline)
    called = approved and approved.under_codes_of(planned.plan.milestones)
    checked = quality(planned.schedule, targets, called.finishes if called else {})
    if json:
        write_json(_answer(planned, targets, approved, checked))
    else:
        write_lines(_told(planned, targets, approved, checked))


def _approved(planned: Planned, name: str | None) -> Baseline | None:
    """The baseline of a stored plan; a document has none."""
    if planned.revision is not None:
        return approved_by(planned.plan.code, planned.revision, name)
    if name is not None:
        refuse("--baseline", "speaks of a stored plan; a document has no baselines")
    return None


def _answer(
    planned: Planned,
    targets: Sequence[str],
    approved: Baseline | None,
    checked: Iterable[QualityFinding],
) -> Shape:
    return {
        **spoken_of(planned),
        "baseline": approved and approved.name,
        "targets": list(targets),
        "findings": [finding_shape(each) for each in planned.findings],
        "quality": [quality_shape(each) for each in checked],
    }


def _told(
    planned: Planned,
    targets: Iterable[str],
    approved: Baseline | None,
    checked: Sequence[QualityFinding],
) -> Iterator[str]:
    yield from heading(planned, counted(len(planned.findings), "finding"))
    yield from (f"  {finding_words(each)}" for each in planned.findings)
    against = f", against {approved.name}" if approved else ""
    found = counted(len(checked), "finding")
    yield f"\nQuality checks to {', '.join(targets)}{against}: {found}"
    for check, same in groupby(sorted(checked, key=_by_check), key=lambda each: each.check):
        alike = list(same)
        yield f"  {check.value}: {alike[0].remedy}"
        yield from (f"    {quality_words(each)}" for each in alike)


def _by_check(finding: QualityFinding) -> int:
    return tuple(Check).index(finding.check)

"""What changes do to a plan: what it holds otherwise, the receipt, what quality checks find."""

from collections.abc import Iterable, Iterator

from app.cli.receipts import receipt_shape, tell_receipt
from app.cli.shapes import Shape, finding_shape, quality_shape
from app.cli.tables import write_lines
from app.cli.words import shortened
from app.documents import Difference, Fate
from app.usecases.comparing import Comparison, PathChange
from app.usecases.sentences import finding_words, quality_words
from scheduling import QualityFinding

NOTHING = "nothing"


def comparison_shape(comparison: Comparison) -> Shape:
    """The comparison in JSON, as the API gives it."""
    return {
        **receipt_shape(comparison.receipt),
        "differences": [difference_shape(each) for each in comparison.differences],
        "removed": list(comparison.removed),
        "paths": [_path_shape(each) for each in comparison.paths],
        "resolved": [finding_shape(each) for each in comparison.receipt.resolved],
        "quality": [quality_shape(each) for each in comparison.quality],
        "mended": [quality_shape(each) for each in comparison.mended],
    }


def difference_shape(difference: Difference) -> Shape:
    """What became of one part of a plan, in JSON."""
    return {
        "subject": difference.subject.value,
        "name": difference.name,
        "title": difference.title,
        "fate": difference.fate.value,
        "fields": [
            {"field": each.field, "before": each.before, "after": each.after}
            for each in difference.fields
        ],
    }


def tell_comparison(comparison: Comparison) -> None:
    """The comparison for people."""
    tell_receipt(comparison.receipt)
    write_lines(["", "What the plan holds otherwise:", *difference_lines(comparison.differences)])
    write_lines(_news(comparison))


def difference_lines(found: Iterable[Difference]) -> Iterator[str]:
    """A line for each part that was added or removed, and for each key that was changed."""
    for each in found:
        part = f"  {each.subject} {each.name}"
        if each.title != each.name:
            part = f"{part} ({each.title})"
        if each.fate is not Fate.CHANGED:
            yield f"{part}: {each.fate}"
            continue
        for field in each.fields:
            yield f"{part}: {field.field} {_said(field.before)} \u2192 {_said(field.after)}"


def _said(value: object) -> str:
    """A value in one line: lists by commas, nothing where a reader would assume it."""
    if value is None:
        return NOTHING
    return shortened(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def _news(comparison: Comparison) -> Iterator[str]:
    for path in comparison.paths:
        if path.before != path.after:
            yield f"\nThe critical path to {path.target} was"
            yield f"  {_chain(path.before)}{_float(path.float_before)}"
            yield f"and is\n  {_chain(path.after)}{_float(path.float_after)}"
    if comparison.receipt.resolved:
        yield "\nFindings that are no more:"
        yield from (f"  {finding_words(each)}" for each in comparison.receipt.resolved)
    for heading, found in (
        ("Quality checks find now:", comparison.quality),
        ("Quality checks no longer find:", comparison.mended),
    ):
        if found:
            yield f"\n{heading}"
            yield from (f"  {_quality_words(each)}" for each in found)


def _chain(codes: Iterable[str]) -> str:
    return " \u2192 ".join(codes) or NOTHING


def _float(days: int | None) -> str:
    return "" if days is None else f" (float {days})"


def _quality_words(finding: QualityFinding) -> str:
    return f"{finding.check.value}: {quality_words(finding)}. To mend it: {finding.remedy}"


def _path_shape(path: PathChange) -> Shape:
    return {
        "target": path.target,
        "before": list(path.before),
        "after": list(path.after),
        "float_before": path.float_before,
        "float_after": path.float_after,
    }

"""How two sets of dates differ, in a table and in JSON as the API gives it."""

from collections.abc import Iterator

from app.cli.shapes import Shape, moved_shape, shift_shape, spoken_of
from app.cli.stored import planned_reading
from app.cli.tables import counted, heading, write_lines, write_table
from app.cli.words import signed
from app.usecases.sides import Side
from app.usecases.slippage import Slippage
from app.usecases.variance import Comparison, FloatUse, TargetSlip, Variance

HEADINGS = ("code", "~title", "was", "now", ">wd", ">cd", ">own", ">float")
LEGEND = "wd, cd: working and calendar days of the finish; own: cd not inherited; float: wd to {}."


def slippage_shape(found: Slippage) -> Shape:
    before = found.before
    return {
        **spoken_of(planned_reading(found.reading)),
        "baseline": before.baseline,
        "baseline_revision": before.reading.revision.number,
        "baseline_data_date": before.reading.data_date,
        "compared": found.after.baseline,
        "milestones": found.milestones,
        "moved": found.moved,
        "targets": [_target_shape(each) for each in found.targets],
        "variances": [_variance_shape(each) for each in found.variances],
    }


def side_words(side: Side) -> str:
    """``seed (revision 1, 2021-05-05)``, or ``revision 5 (2021-06-24)``."""
    revision, day = f"revision {side.reading.revision.number}", side.reading.data_date
    return f"{side.baseline} ({revision}, {day})" if side.baseline else f"{revision} ({day})"


def tell_slippage(found: Slippage, *, every: bool) -> None:
    """What moved, gained or lost a date or became critical; or ``every`` milestone."""
    how = "against" if found.before.baseline else "since"
    if found.after.baseline:
        how = f"{found.after.baseline} {how}"
    planned = planned_reading(found.reading)
    write_lines(heading(planned, f"{how} {side_words(found.before)}"))
    told = [each for each in found.variances if every or _is_news(each)]
    if told:
        write_lines([""])
        write_table(HEADINGS, [_row(each) for each in told])
    moved = f"{found.moved} of {counted(found.milestones, 'milestone')} moved"
    first = found.targets[0].target
    write_lines(["", f"{moved}."])
    if told:
        write_lines([LEGEND.format(first)])
    write_lines(_target_lines(found))


def _target_lines(found: Slippage) -> Iterator[str]:
    for each in found.targets:
        use = each.float
        was = "" if use.before == use.after else f" ({_float(use.before)} before)"
        yield f"Float of the critical path to {each.target}: {_float(use.after)} working days{was}."
        if each.newly_critical:
            yield f"  newly critical: {', '.join(each.newly_critical)}"
        if each.no_longer_critical:
            yield f"  no longer: {', '.join(each.no_longer_critical)}"


def _float(days: int | None) -> str:
    return "-" if days is None else str(days)


def _is_news(variance: Variance) -> bool:
    """A move, a date won or lost, a new place on a critical path."""
    had, has = variance.baseline.finish, variance.forecast.finish
    return bool(variance.most or variance.newly_critical) or (had is None) != (has is None)


def _row(variance: Variance) -> tuple[object, ...]:
    finish, own = variance.finish, variance.own
    return (
        variance.code,
        variance.milestone.title,
        variance.baseline.finish,
        _now(variance),
        signed(None if finish is None else finish.working),
        signed(None if finish is None else finish.calendar),
        signed(None if own is None else own.calendar),
        _float_words(variance.floats[0]),
    )


def _float_words(use: FloatUse) -> str:
    """``94 → 71``, ``94``, or nothing where the target does not wait for it."""
    if not use.leads:
        return ""
    if use.before == use.after:
        return _float(use.after)
    return f"{_float(use.before)} \u2192 {_float(use.after)}"


def _now(variance: Variance) -> object:
    """Its date, or why it has none."""
    dated = variance.comparison in (Comparison.DATED, Comparison.NEW)
    return variance.forecast.finish if dated else variance.comparison.value


def _target_shape(slip: TargetSlip) -> Shape:
    return {
        "target": slip.target,
        "finish": shift_shape(slip.finish),
        "float": _float_shape(slip.float),
        "newly_critical": list(slip.newly_critical),
        "no_longer_critical": list(slip.no_longer_critical),
    }


def _variance_shape(each: Variance) -> Shape:
    milestone = each.milestone
    return {
        "code": milestone.code,
        "title": milestone.title,
        "track": milestone.track,
        "owner": milestone.owner,
        "certainty": milestone.certainty.value,
        "comparison": each.comparison.value,
        **moved_shape(("baseline", each.baseline), ("forecast", each.forecast), each.shifts),
        "own": shift_shape(each.own),
        "inherited": shift_shape(each.inherited),
        "floats": [_float_shape(use) for use in each.floats],
        "newly_critical": list(each.newly_critical),
    }


def _float_shape(use: FloatUse) -> Shape:
    return {"target": use.target, "before": use.before, "after": use.after, "used": use.used}

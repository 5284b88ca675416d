"""``imrf schedule``: every date and float of a plan document, or of a stored plan."""

from app.cli.options import DataDate, DocumentFormat, Json, KnownOn, RevisionNumber, Source, Targets
from app.cli.output import write_json
from app.cli.planned import Planned
from app.cli.shapes import (
    finding_shape,
    milestone_shapes,
    out_of_sequence,
    path_shape,
    spoken_of,
)
from app.cli.sources import planned_from
from app.cli.tables import NO_DATE, counted, heading, write_lines, write_table
from app.cli.verbs import new_verb
from scheduling import Status

verb = new_verb()

HEADINGS = ("code", "~title", "start", "finish", ">float", ">free", "state")


@verb.command()
def schedule(
    source: Source,
    target: Targets = None,
    data_date: DataDate = None,
    revision: RevisionNumber = None,
    known_on: KnownOn = None,
    format: DocumentFormat = None,
    json: Json = False,
) -> None:
    """Every date and float of a plan document or of a stored plan.

    A document needs no database. Floats are working days before the target moves; without
    --target it is the plan's first one.
    """
    planned = planned_from(
        source, format=format, data_date=data_date, revision=revision, known_on=known_on
    )
    targets = planned.targets(target or ())
    if json:
        write_json(_answer(planned, targets))
    else:
        _tell(planned, targets)


def _answer(planned: Planned, targets: tuple[str, ...]) -> dict[str, object]:
    return {
        **spoken_of(planned),
        "target": targets[0],
        "finish": planned.finish,
        "critical_path": path_shape(planned.path(targets[0])),
        "findings": [finding_shape(each) for each in planned.findings],
        "out_of_sequence": out_of_sequence(planned.findings),
        "milestones": list(milestone_shapes(planned, targets)),
    }


def _tell(planned: Planned, targets: tuple[str, ...]) -> None:
    write_lines([*heading(planned, f"float in working days to {targets[0]}"), ""])
    critical = frozenset(planned.path(targets[0]).activities)
    rows = [
        _row(planned, code, targets[0], critical=code in critical) for code in planned.milestones
    ]
    write_table(
        HEADINGS,
        rows,
        marked=[code in critical for code in planned.milestones],
    )
    found = counted(len(planned.findings), "finding")
    write_lines(["", f"{counted(len(rows), 'milestone')}, {found}, finish {planned.finish}"])


def _row(planned: Planned, code: str, target: str, *, critical: bool) -> tuple[object, ...]:
    schedule, milestone = planned.schedule, planned.milestones[code]
    dates = schedule.dates(code)
    states = [] if dates.status is Status.NOT_STARTED else [dates.status.value]
    if critical and dates.status is not Status.DONE:
        states.append("critical")
    days = (NO_DATE, "") if code in planned.undated else (dates.start, dates.finish)
    return (
        code,
        milestone.title,
        *days,
        schedule.total_float(code, target),
        schedule.free_float(code),
        ", ".join(states),
    )

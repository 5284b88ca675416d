"""``imrf schedule``: every date and float of a plan document, or of a stored plan."""

from typing import Annotated

import typer

from app.cli.around import Asked, around
from app.cli.groups import spread
from app.cli.options import Json, Targets
from app.cli.output import write_json
from app.cli.planned import Planned
from app.cli.shapes import (
    finding_shape,
    milestone_shapes,
    out_of_sequence,
    spoken_of,
)
from app.cli.sources import Document
from app.cli.tables import counted, heading, write_lines, write_table
from app.cli.verbs import new_verb
from app.usecases.surroundings import MOST_NEAR, MOST_PATHS, Wanted
from app.usecases.wording import NO_DATE
from scheduling import NEAR_CRITICAL, ProgressRule, Status, WindowAssumption

verb = new_verb()

HEADINGS = ("code", "~title", "start", "finish", ">float", ">free", "state")

Assume = Annotated[
    WindowAssumption | None,
    typer.Option("--assume", help="Which position of a window to plan with."),
]
Rule = Annotated[
    ProgressRule | None,
    typer.Option("--progress", help="Whether work that began early waits for what it follows."),
]
Near = Annotated[
    int,
    typer.Option(
        "--near", min=0, max=MOST_NEAR, metavar="N", help="In JSON: what has N days or less."
    ),
]
FloatPaths = Annotated[
    int,
    typer.Option(
        "--float-paths",
        min=0,
        max=MOST_PATHS,
        metavar="K",
        help="In JSON: the K chains of least float.",
    ),
]
Drag = Annotated[
    bool, typer.Option("--drag", help="In JSON: how many days each step of the path costs.")
]
Explain = Annotated[
    list[str] | None,
    typer.Option("--explain", metavar="CODE", help="In JSON: why critical or not; repeatable."),
]


@verb.command()
@spread
def schedule(
    document: Document,
    target: Targets = None,
    assume: Assume = None,
    progress: Rule = None,
    near: Near = NEAR_CRITICAL,
    float_paths: FloatPaths = 0,
    drag: Drag = False,
    explain: Explain = None,
    json: Json = False,
) -> None:
    """Every date and float of a plan document or of a stored plan.

    A document needs no database. Floats are working days before the target moves; without
    --target it is the plan's first one. For people, critical-path and explain tell what the
    options for JSON ask.
    """
    planned = document.planned().with_options(assume=assume, progress=progress)
    targets = planned.targets(target or ())
    if not json:
        _tell(planned, targets)
        return
    wanted = Wanted(near=near, float_paths=float_paths, drag=drag)
    asked = Asked(wanted=wanted, reasons_of=tuple(dict.fromkeys(explain or ())))
    planned.check(asked.reasons_of)
    write_json(_answer(planned, targets, asked))


def _answer(planned: Planned, targets: tuple[str, ...], asked: Asked) -> dict[str, object]:
    told = {target: around(planned, target, asked) for target in targets}
    options = planned.schedule.options
    return {
        **spoken_of(planned),
        "assume": options.windows.value,
        "progress": options.progress.value,
        "target": targets[0],
        **told[targets[0]],
        **({"targets": told} if len(targets) > 1 else {}),
        "finish": planned.finish,
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

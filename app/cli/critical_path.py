"""``imrf critical-path``: the chain that drives a target, each step with what sets its date."""

from collections.abc import Iterator
from typing import Annotated

import typer

from app.cli.groups import spread
from app.cli.options import (
    Json,
    Targets,
)
from app.cli.output import write_json
from app.cli.planned import Planned
from app.cli.shapes import (
    Shape,
    dates_shape,
    disagreement_shape,
    driver_shape,
    float_path_shape,
    link_shape,
    path_shape,
    spoken_of,
)
from app.cli.sources import Document
from app.cli.steps import HEADINGS, step_rows
from app.cli.tables import heading, write_lines, write_table
from app.cli.verbs import new_verb
from app.plan import PlanLink, described
from app.usecases.sentences import disagreement_words
from app.usecases.surroundings import (
    MOST_NEAR,
    MOST_PATHS,
    Surroundings,
    Wanted,
    surroundings,
)
from app.usecases.wording import counted
from scheduling import NEAR_CRITICAL, CriticalPath, FloatPath

verb = new_verb()

FLOAT_PATHS = (">path", ">float", "~milestones", "~joins by")
DRAG = ("code", ">drag")


@verb.command()
@spread
def critical_path(
    document: Document,
    target: Targets = None,
    near: Annotated[
        int | None,
        typer.Option(min=0, max=MOST_NEAR, metavar="N", help="List what has N days or less."),
    ] = None,
    float_paths: Annotated[
        int,
        typer.Option(min=0, max=MOST_PATHS, metavar="K", help="Tell the K chains of least float."),
    ] = 0,
    drag: Annotated[
        bool, typer.Option("--drag", help="How much earlier the target is if a step takes no time.")
    ] = False,
    json: Json = False,
) -> None:
    """The chain that drives each target, and how much it can lose.

    Without --target it is the plan's first one. Where no link sets a target's own date, the
    chain with the least float to it is shown. In JSON what is near-critical is always told, within
    10 working days if --near does not say otherwise, and where the lowest float is not on the path.
    """
    planned = document.planned()
    wanted = Wanted(
        near=NEAR_CRITICAL if near is None else near, float_paths=float_paths, drag=drag
    )
    paths = [planned.path(each) for each in planned.targets(target or ())]
    found = [(path, surroundings(planned.schedule, path, wanted)) for path in paths]
    if json:
        shapes = [_path_shape(planned, path, around) for path, around in found]
        write_json({**spoken_of(planned), "paths": shapes})
        return
    for number, (path, around) in enumerate(found):
        said = f"critical path to {path.target}"
        write_lines(["", f"And the {said}:", ""] if number else [*heading(planned, said), ""])
        _tell(planned, path)
        _tell_around(planned, path, around, near=near)


def _path_shape(planned: Planned, path: CriticalPath, around: Surroundings) -> Shape:
    shape = {key: value for key, value in path_shape(path).items() if key != "activities"}
    known = described(planned.plan)
    return {
        **shape,
        "steps": [_step(planned, code, path.target, around) for code in path.activities],
        "links": [_link(known[link]) | link_shape(link) for link in path.links],
        "near_critical": [
            _step(planned, code, path.target, around) for code in around.near_critical
        ],
        "float_paths": [float_path_shape(each) for each in around.float_paths],
        "disagreements": [disagreement_shape(each) for each in around.disagreements],
    }


def _step(planned: Planned, code: str, target: str, around: Surroundings) -> Shape:
    schedule, milestone = planned.schedule, planned.milestones[code]
    late = schedule.late(code, target)
    return {
        "code": code,
        "title": milestone.title,
        "owner": milestone.owner,
        "certainty": milestone.certainty.value,
        **dates_shape(schedule, code),
        "late_start": late.start,
        "late_finish": late.finish,
        "total_float": late.total_float,
        "drivers": [driver_shape(driver) for driver in schedule.drivers(code)],
        "drag": around.drag.get(code),
    }


def _link(link: PlanLink) -> Shape:
    return {"mark": link.mark.value, "source": link.source, "note": link.note}


def _tell(planned: Planned, path: CriticalPath) -> None:
    write_table(HEADINGS, step_rows(planned, path.activities, path.target))
    write_lines(["", *_summary(planned, path)])


def _tell_around(
    planned: Planned, path: CriticalPath, around: Surroundings, *, near: int | None
) -> None:
    if near is not None and around.near_critical:
        write_lines(["", f"Within {counted(near, 'working')} of float to {path.target}:", ""])
        write_table(HEADINGS, step_rows(planned, around.near_critical, path.target))
    elif near is not None:
        days = counted(near, "working")
        write_lines(["", f"Nothing else has from 1 to {days} of float to {path.target}."])
    if around.float_paths:
        write_lines([""])
        write_table(FLOAT_PATHS, [_path_row(each) for each in around.float_paths])
    if around.drag:
        write_lines([""])
        write_table(DRAG, list(around.drag.items()))
    if near is not None and around.disagreements:
        write_lines(["", "The lowest float is not the critical path:"])
        write_lines(f"  {disagreement_words(each)}" for each in around.disagreements)


def _path_row(path: FloatPath) -> tuple[object, ...]:
    chain = " \u2192 ".join(path.activities)
    return path.number, path.total_float, chain, path.joins and str(path.joins)


def _summary(planned: Planned, path: CriticalPath) -> Iterator[str]:
    target = path.target
    if path.by_least_float and not path.links:
        yield f"No link sets the date of {target}, and none presses on it."
        return
    if path.by_least_float:
        yield f"No link sets the date of {target}: this chain has the least float to it."
    own = planned.schedule.total_float(target, target) if target in planned.milestones else None
    days = path.total_float
    if days is None:
        yield f"Nothing unfinished leads to {target}."
    elif not path.by_least_float and own is not None and own < 0:
        yield f"{target} misses its date by {counted(own, 'working')}."
    elif days < 0:
        yield f"The chain is {counted(days, 'working')} too long for the date of {target}."
    else:
        yield f"The chain can lose {counted(days, 'working')}."

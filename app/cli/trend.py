"""``imrf trend``: how forecasts moved from revision to revision, or from month to month."""

from typing import Annotated

import typer

from app.cli.groups import State, spread
from app.cli.options import Json, PlanCode
from app.cli.output import write_json
from app.cli.shapes import Shape, spoken_of
from app.cli.stored import as_of, database, planned_reading
from app.cli.tables import heading, write_lines, write_table
from app.cli.verbs import new_verb
from app.cli.words import signed
from app.plan.limits import LAST_NUMBER
from app.usecases.trend import Pace, Trend, TrendLine
from app.usecases.trend import trend as trend_of

verb = new_verb()


@verb.command()
@spread
def trend(
    plan: PlanCode,
    state: State,
    milestone: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="To follow; repeatable; else the plan's targets."),
    ] = None,
    by: Annotated[Pace, typer.Option(help="At each revision or month's end.")] = Pace.REVISION,
    since: Annotated[
        int, typer.Option(min=1, max=LAST_NUMBER, metavar="N", help="The revision to begin with.")
    ] = 1,
    json: Json = False,
) -> None:
    """The forecast finish of milestones over time, with the calendar days of each move."""
    with database() as opened, opened.read() as store:
        found = trend_of(store, plan, milestone or (), since=since, until=as_of(state), pace=by)
    if json:
        write_json(_answer(found))
        return
    write_lines([*heading(planned_reading(found.reading)), ""])
    codes = [each.milestone.code for each in found.lines]
    cells = [[_cell(line, place) for line in found.lines] for place in range(len(found.points))]
    write_table(
        (">revision", "known on", *codes),
        [
            (point.revision.number, point.day, *row)
            for point, row in zip(found.points, cells, strict=True)
        ],
    )


def _cell(line: TrendLine, place: int) -> str | None:
    """``2022-05-20 +7``: the forecast, and how far it moved since the point before."""
    now, was = line.finishes[place], line.finishes[place - 1] if place else None
    if now is None:
        return None
    moved = signed((now - was).days) if was is not None and was != now else ""
    return f"{now} {moved}".rstrip()


def _answer(found: Trend) -> Shape:
    return {
        **spoken_of(planned_reading(found.reading)),
        "by": found.pace.value,
        "points": [{"revision": each.revision.number, "day": each.day} for each in found.points],
        "milestones": [
            {
                "code": each.milestone.code,
                "title": each.milestone.title,
                "finishes": [day and day.isoformat() for day in each.finishes],
            }
            for each in found.lines
        ],
    }

"""``imrf critical-path``: the chain that drives a target, each step with what sets its date."""

from collections.abc import Iterator

from app.cli.options import (
    DataDate,
    DocumentFormat,
    Json,
    KnownOn,
    RevisionNumber,
    Source,
    Target,
)
from app.cli.output import write_json
from app.cli.planned import Planned
from app.cli.shapes import Shape, dates_shape, driver_shape, link_shape, path_shape, spoken_of
from app.cli.sources import planned_from
from app.cli.tables import NO_DATE, heading, write_lines, write_table
from app.cli.verbs import new_verb
from app.plan import Mark, PlanLink
from app.usecases.sentences import driver_words
from app.usecases.wording import counted
from scheduling import CriticalPath, Driver, Link

verb = new_verb()

HEADINGS = ("code", "~title", "start", "finish", ">float", "~date set by")


@verb.command()
def critical_path(
    source: Source,
    target: Target = None,
    data_date: DataDate = None,
    revision: RevisionNumber = None,
    known_on: KnownOn = None,
    format: DocumentFormat = None,
    json: Json = False,
) -> None:
    """The chain that drives a target, and how much it can lose.

    Without --target it is the plan's first one. Where no link sets the target's own date, the
    chain with the least float to it is shown.
    """
    planned = planned_from(
        source, format=format, data_date=data_date, revision=revision, known_on=known_on
    )
    path = planned.path(planned.targets([target] if target else ())[0])
    if json:
        write_json(_answer(planned, path))
    else:
        _tell(planned, path)


def _answer(planned: Planned, path: CriticalPath) -> Shape:
    shape = {key: value for key, value in path_shape(path).items() if key != "activities"}
    described = _described(planned)
    return {
        **spoken_of(planned),
        **shape,
        "steps": [_step(planned, code, path.target) for code in path.activities],
        "links": [_link(described[link]) | link_shape(link) for link in path.links],
    }


def _step(planned: Planned, code: str, target: str) -> Shape:
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
    }


def _link(link: PlanLink) -> Shape:
    return {"mark": link.mark.value, "source": link.source, "note": link.note}


def _described(planned: Planned) -> dict[Link, PlanLink]:
    """The plan's links behind the engine's."""
    return {
        Link(
            predecessor=link.predecessor,
            successor=link.successor,
            type=link.type,
            lag=link.lag,
            unit=link.unit,
        ): link
        for link in reversed(planned.plan.links)
    }


def _tell(planned: Planned, path: CriticalPath) -> None:
    write_lines([*heading(planned, f"critical path to {path.target}"), ""])
    described = _described(planned)
    write_table(HEADINGS, [_row(planned, code, path, described) for code in path.activities])
    write_lines(["", *_summary(planned, path)])


def _row(
    planned: Planned, code: str, path: CriticalPath, described: dict[Link, PlanLink]
) -> tuple[object, ...]:
    schedule = planned.schedule
    dates = schedule.dates(code)
    set_by = (_set_by(driver, described) for driver in schedule.drivers(code))
    days = (NO_DATE, "") if code in planned.undated else (dates.start, dates.finish)
    return (
        code,
        planned.milestones[code].title,
        *days,
        schedule.total_float(code, path.target),
        ", ".join(set_by),
    )


def _set_by(driver: Driver, described: dict[Link, PlanLink]) -> str:
    inferred = driver.link is not None and described[driver.link].mark is Mark.INFERRED
    return driver_words(driver) + " (inferred)" * inferred


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

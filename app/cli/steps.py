"""Milestones on their way to a target, as rows of a table."""

from collections.abc import Iterable, Mapping

from app.cli.planned import Planned
from app.plan import Mark, PlanLink, described
from app.usecases.sentences import driver_words
from app.usecases.wording import NO_DATE
from scheduling import Driver, Link

HEADINGS = ("code", "~title", "start", "finish", ">float", "~date set by")


def step_rows(planned: Planned, codes: Iterable[str], target: str) -> list[tuple[object, ...]]:
    """A row for each of ``codes``, with its float to ``target``."""
    known = described(planned.plan)
    return [_row(planned, code, target, known) for code in codes]


def _row(
    planned: Planned, code: str, target: str, known: Mapping[Link, PlanLink]
) -> tuple[object, ...]:
    schedule = planned.schedule
    dates = schedule.dates(code)
    days = (NO_DATE, "") if code in planned.undated else (dates.start, dates.finish)
    return (
        code,
        planned.milestones[code].title,
        *days,
        schedule.total_float(code, target),
        ", ".join(_set_by(driver, known) for driver in schedule.drivers(code)),
    )


def _set_by(driver: Driver, known: Mapping[Link, PlanLink]) -> str:
    inferred = driver.link is not None and known[driver.link].mark is Mark.INFERRED
    return driver_words(driver) + " (inferred)" * inferred

"""The plan as known on a day: the history up to it, folded onto the seed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.plan import Plan, Update, apply_dates, network_of, parse_span, progress_of
from scheduling import Schedule, schedule
from seed import history, imrf_2022


def known_on(
    day: date,
    *,
    without: frozenset[tuple[date, str]] = frozenset(),
    fixed: Mapping[str, str] | None = None,
) -> tuple[Plan, Schedule]:
    """Plan and schedule of ``day``; statements ``without`` are left out, ``fixed`` is a what-if."""
    plan = imrf_2022()
    milestones = {milestone.code: milestone for milestone in plan.milestones}
    said: list[Update] = []
    for data_date, update in history():
        if data_date <= day and (data_date, update.milestone) not in without:
            code = update.milestone
            milestones[code] = apply_dates(milestones[code], update)
            said.append(update)
    for code, span in (fixed or {}).items():
        milestones[code] = replace(milestones[code], fixed=parse_span(span), window=None)
    progress = progress_of(plan.progress, said, milestones.values())
    plan = replace(plan, milestones=tuple(milestones.values()), progress=progress, data_date=day)
    return plan, schedule(network_of(plan), progress=progress, data_date=day)

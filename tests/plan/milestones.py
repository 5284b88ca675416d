"""Plans as short as a test needs them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.plan import Milestone, Plan, PlanLink, default_uid
from scheduling import Progress

DATA_DATE = date(2021, 5, 5)


def day(text: str) -> date:
    return date.fromisoformat(text)


def milestone(code: str, **facts: Any) -> Milestone:
    given = {"uid": default_uid("p", code), "title": code, "track": "", "owner": "", **facts}
    return Milestone(code=code, **given)


def plan(
    *milestones: Milestone,
    links: tuple[PlanLink, ...] = (),
    progress: Mapping[str, Progress] | None = None,
    **facts: Any,
) -> Plan:
    given = {"title": "p", "zone": "UTC", "data_date": DATA_DATE, "targets": (), **facts}
    return Plan(
        code="p", milestones=milestones, links=links, progress=dict(progress or {}), **given
    )

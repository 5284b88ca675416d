"""The rules of a plan: lags into what has a date to keep, such as twelve weeks before a forum.

A milestone in a window gives way to what it waits for, so that every link into it holds. Whether a
rule can be kept is therefore asked with its successor at the last place that its window allows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.plan.model import Milestone, Plan, PlanLink
from app.plan.network import engine_link
from scheduling import (
    EVERY_DAY,
    Link,
    Network,
    Options,
    Schedule,
    Span,
    Status,
    WindowAssumption,
    schedule,
    with_activities,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A link with a lag, and the last dates that its successor may have."""

    described: PlanLink
    held: Span

    @property
    def link(self) -> Link:
        """The rule as the engine knows it."""
        return engine_link(self.described)


def rules_of(plan: Plan, planned: Schedule, undated: frozenset[str]) -> tuple[Rule, ...]:
    """The rules whose successors have not begun; of what nobody has dated there is none to keep."""
    last = last_places(plan, planned)
    return tuple(
        Rule(described=link, held=last[link.successor])
        for link in plan.links
        if link.lag and link.successor in last and link.predecessor not in undated
    )


def held(network: Network, rules: tuple[Rule, ...]) -> Network:
    """``network`` with the successors of ``rules`` at the last dates that they may have."""
    activities = network.activities
    dates = {rule.link.successor: rule.held for rule in rules}
    return with_activities(
        network,
        [replace(activities[code], window=None, fixed=dates[code]) for code in dates],
    )


def last_places(plan: Plan, planned: Schedule) -> Mapping[str, Span]:
    """The last dates of what has not begun: fixed ones, else the last place in its window."""
    ending = {link.successor for link in plan.links if link.lag}
    dated = [each for each in _unstarted(plan, planned) if each.code in ending]
    network = planned.network
    alone = schedule(
        Network.of(
            [network.activities[each.code] for each in dated],
            calendars=[each for each in network.calendars.values() if each != EVERY_DAY],
            start=network.start,
        ),
        data_date=planned.data_date,
        options=Options(windows=WindowAssumption.LAST),
    )
    found = {each.code: alone.dates(each.code) for each in dated}
    return {
        code: Span(first=each.start, last=each.finish)
        for code, each in found.items()
        if each.start and each.finish
    }


def _unstarted(plan: Plan, planned: Schedule) -> Iterator[Milestone]:
    """What has a date or a window and has not begun."""
    for each in plan.milestones:
        dated = each.fixed or each.window
        if dated and planned.dates(each.code).status is Status.NOT_STARTED:
            yield each

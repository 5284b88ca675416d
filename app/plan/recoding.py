"""A plan whose milestones are called otherwise; nothing else of it changes."""

from collections.abc import Mapping
from dataclasses import replace

from app.plan.model import Plan


def recoded(plan: Plan, codes: Mapping[str, str]) -> Plan:
    """``plan`` with each milestone under the code that ``codes`` has for it, where it has one."""

    def named(code: str) -> str:
        return codes.get(code, code)

    return replace(
        plan,
        milestones=tuple(replace(each, code=named(each.code)) for each in plan.milestones),
        links=tuple(
            replace(link, predecessor=named(link.predecessor), successor=named(link.successor))
            for link in plan.links
        ),
        targets=tuple(map(named, plan.targets)),
        progress={named(code): each for code, each in plan.progress.items()},
    )

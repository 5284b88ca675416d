"""Findings, drivers and explanations in sentences, the same in answers and at the terminal."""

from collections.abc import Callable, Iterable, Mapping

from app.usecases.wording import counted
from scheduling import (
    Check,
    Disagreement,
    Driver,
    DriverKind,
    Finding,
    FindingKind,
    Link,
    QualityFinding,
)

FINDINGS = {
    FindingKind.LINK_VIOLATED: "stands {days} earlier than the link {link} demands",
    FindingKind.OUT_OF_SEQUENCE: "was reported before the link {link} allowed it",
    FindingKind.PAST_WINDOW: "finishes {days} after its window",
    FindingKind.DEADLINE_MISSED: "finishes {days} after its deadline",
    FindingKind.AWAITING_REPORT: "is over by the data date and nobody has reported it",
    FindingKind.CANCELLED_IN_CHAIN: "is cancelled and still passes its links through",
}
DRIVERS = {kind: kind.value.replace("-", " ") for kind in DriverKind}
HOLDING = {
    DriverKind.DATA_DATE: "the data date, after which it can begin at once",
    DriverKind.PLAN_START: "the start of the plan",
    DriverKind.NOT_BEFORE: "the day before which it must not start",
    DriverKind.FINISH_NOT_BEFORE: "the day before which it must not finish",
    DriverKind.WINDOW: "its window",
    DriverKind.FIXED: "a date given from outside the plan",
    DriverKind.ACTUAL: "what happened",
}
CHECKS: Mapping[Check, Callable[[QualityFinding], str]] = {
    Check.NO_PREDECESSOR: lambda each: f"{_of(each)} waits for nothing and says no date",
    Check.NO_SUCCESSOR: lambda each: f"nothing waits for {_of(each)}",
    Check.LEADS_NOWHERE: lambda each: f"{_of(each)} leads to no target",
    Check.LEAD: lambda each: f"the link {each.links[0]} has a lead",
    Check.LONG_LAG: lambda each: f"the link {each.links[0]} has a long lag",
    Check.FEW_FS_LINKS: lambda each: f"only {each.value:.0%} of the links are FS",
    Check.HARD_DATE: lambda each: f"{_of(each)} has a date that no link moves",
    Check.HIGH_FLOAT: lambda each: f"{_of(each)} has {_days(each)} of float",
    Check.NEGATIVE_FLOAT: lambda each: f"{_of(each)} is {_days(each)} too late for a target",
    Check.LONG_DURATION: lambda each: f"{_of(each)} takes {_days(each)}",
    Check.INVALID_DATE: lambda each: f"{_of(each)} is forecast on or before the data date",
    Check.MISSED: lambda each: f"{_of(each)} finishes {_days(each)} later than the baseline has it",
    Check.BROKEN_PATH: lambda each: (
        f"{each.activities[1]} would not move by as much as {_of(each)}, which drives it, is late"
    ),
    Check.LOW_CPLI: lambda each: (
        f"the critical path to {_of(each)} is too long for its date: CPLI {each.value:.2f}"
    ),
    Check.LOW_BEI: lambda each: f"less is finished than the baseline has it: BEI {each.value:.2f}",
    Check.LINK_INTO_DONE: lambda each: (
        f"{each.activities[1]} is done, and the link {each.links[0]} still leads into it"
    ),
    Check.DUPLICATE_LINK: lambda each: f"the link {each.links[0]} stands twice",
    Check.REDUNDANT_LINK: lambda each: f"the link {each.links[0]} says what other links say",
    Check.OUT_OF_SEQUENCE: lambda each: (
        f"{each.activities[1]} was reported before the link {each.links[0]} allowed it"
    ),
    Check.ON_A_DAY_OFF: lambda each: f"{_of(each)} stands on a day off",
}


def finding_words(finding: Finding) -> str:
    """``forum stands 1 calendar day earlier than the link … demands``."""
    days = counted(finding.days or 0)
    sentence = FINDINGS[finding.kind].format(days=days, link=finding.link)
    return f"{finding.activity} {sentence}"


def quality_words(finding: QualityFinding) -> str:
    """``sgr-draft takes 96 working days``."""
    return CHECKS[finding.check](finding)


def disagreement_words(parted: Disagreement) -> str:
    """``b drives t with more float than the path can lose: 1 working day``."""
    room = "none" if parted.total_float is None else floating(parted.total_float)
    if parted.critical:
        return f"{parted.code} is on the path to {parted.target} with more than its least: {room}"
    return f"{parted.code} has the lowest float to {parted.target}, {room}, and is not on the path"


def floating(days: int) -> str:
    """``-3 working days``: float as the engine counts it."""
    return f"{'-' * (days < 0)}{counted(days, 'working')}"


def driver_words(driver: Driver) -> str:
    """``clear FS``, ``window``: what sets a date, in a cell."""
    return link_words(driver.link) if driver.link is not None else DRIVERS[driver.kind]


def link_words(link: Link) -> str:
    """``launch SS +84cd``: where a link comes from and what it counts."""
    return str(link).partition(" \u2192 ")[0]


def set_by(drivers: Iterable[Driver]) -> str:
    """``draft FS and its window``: what sets a date, in a sentence."""
    named = [link_words(each.link) if each.link else HOLDING[each.kind] for each in drivers]
    return ", ".join(named[:-1]) + " and " * (len(named) > 1) + named[-1] if named else "nothing"


def _of(finding: QualityFinding) -> str:
    return finding.activities[0]


def _days(finding: QualityFinding) -> str:
    return counted(int(finding.value or 0), "working")

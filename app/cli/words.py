"""What tables say in words: days, drivers, findings."""

from app.plan import format_lag
from app.usecases.wording import counted
from scheduling import Driver, DriverKind, Finding, FindingKind, Link

SENTENCES = {
    FindingKind.LINK_VIOLATED: "stands {days} earlier than the link {link} demands",
    FindingKind.OUT_OF_SEQUENCE: "was reported before the link {link} allowed it",
    FindingKind.PAST_WINDOW: "finishes {days} after its window",
    FindingKind.DEADLINE_MISSED: "finishes {days} after its deadline",
    FindingKind.AWAITING_REPORT: "is over by the data date and nobody has reported it",
    FindingKind.CANCELLED_IN_CHAIN: "is cancelled and still passes its links through",
}


def finding_words(finding: Finding) -> str:
    """``forum stands 1 calendar day earlier than the link … demands``."""
    sentence = SENTENCES[finding.kind]
    days = counted(finding.days or 0)
    return f"{finding.activity} {sentence.format(days=days, link=finding.link)}"


def driver_words(driver: Driver) -> str:
    """``after clear``, or what else sets a date."""
    if driver.link is not None:
        return link_words(driver.link)
    return DRIVERS[driver.kind]


def link_words(link: Link) -> str:
    """``launch SS +84cd``: where a link comes from and what it counts."""
    lag = format_lag(link.lag, link.unit)
    offset = "" if lag == "0" else f" {lag}" if lag.startswith("-") else f" +{lag}"
    return f"{link.predecessor} {link.type.value}{offset}"


def signed(days: int | None) -> str:
    """``+33``, ``-2``, ``0``; nothing for None."""
    return "" if days is None else f"{days:+d}" if days else "0"


DRIVERS = {kind: kind.value.replace("-", " ") for kind in DriverKind}

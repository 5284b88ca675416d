"""Where the pages of a plan are; ``query`` asks each of them for the same state of it."""

from urllib.parse import quote, urlencode


def plan_address(plan: str, query: str = "") -> str:
    return f"/plans/{quote(plan, safe='')}{query}"


def milestone_address(plan: str, code: str, query: str = "") -> str:
    return f"{plan_address(plan)}/milestones/{quote(code, safe='')}{query}"


def agency_address(plan: str, agency: str) -> str:
    return f"{plan_address(plan)}/agencies/{quote(agency, safe='')}"


def moved_address(plan: str, query: str = "") -> str:
    """What moved against the approved plan."""
    return f"{plan_address(plan)}/moved{query}"


def why_address(plan: str, code: str, query: str = "") -> str:
    """The same, with the account of one milestone."""
    return f"{moved_address(plan, query)}{'&' if query else '?'}{urlencode({'target': code})}"

"""Which feeds there are: a kind, and of which agency, track or milestone where there are many."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from app.errors import NotFound, Problem, Refused, shown
from app.usecases.owed import LONGEST

ENDING = ".ics"
MOST_SELECTED = 1_000


class Kind(StrEnum):
    """What of a plan a feed shows."""

    PLAN = "plan"
    AGENCY = "agency"
    """What one agency is responsible for or contributes to."""
    OWED = "owed"
    """What one agency is still to report, on the last day in time, and of what news are due."""
    TRACK = "track"
    MILESTONE = "milestone"
    """One milestone, what it waits for and what waits for it."""
    CRITICAL = "critical"
    """What cannot be late without the first target being late, and that target."""
    DEADLINES = "deadlines"
    CHANGES = "changes"
    """What was changed and when."""
    SELECTION = "selection"
    """Any milestones; only under an address of its own."""


NAMED = frozenset({Kind.AGENCY, Kind.OWED, Kind.TRACK, Kind.MILESTONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedScope:
    """Names a feed. A milestone is named by its code or its uid, a selection by uids.

    ``silence_days`` is after how many days without any an agency owes news; None: the usual.
    """

    plan: str
    kind: Kind = Kind.PLAN
    names: tuple[str, ...] = ()
    silence_days: int | None = None

    @property
    def name(self) -> str:
        """Of which agency, track or milestone; nothing for the other kinds."""
        return self.names[0] if self.kind in NAMED else ""


def scope_of(plan: str, file: str) -> FeedScope:
    """The public feed behind ``agency/ECA.ics``, or NotFound."""
    path, ending = file[: -len(ENDING)], file[-len(ENDING) :]
    kind, _, name = path.partition("/")
    known = ending == ENDING and kind in set(Kind) - {Kind.SELECTION}
    if not known or (kind in NAMED) is not bool(name) or (not name and "/" in path):
        raise NotFound("calendar", file)
    return FeedScope(plan=plan, kind=Kind(kind), names=(name,) if name else ())


def public_path(scope: FeedScope) -> str:
    """Where a public plan's feed stands: ``/feeds/public/imrf-2022/agency/ECA.ics``."""
    parts = (scope.plan, scope.kind.value, *((scope.name,) if scope.name else ()))
    return f"/feeds/public/{'/'.join(quote(part, safe='') for part in parts)}{ENDING}"


def checked(scope: FeedScope) -> FeedScope:
    """``scope`` where its names suit its kind, else Refused."""
    problems = list(_problems(scope))
    if problems:
        raise Refused(problems)
    return scope


def _problems(scope: FeedScope) -> Iterator[Problem]:
    count = len(scope.names)
    if scope.kind in NAMED and count != 1:
        yield Problem("names", f"must name one {scope.kind.value}")
    if scope.kind is Kind.SELECTION and not 1 <= count <= MOST_SELECTED:
        yield Problem("names", f"must name 1 to {MOST_SELECTED} milestones")
    if scope.kind not in NAMED | {Kind.SELECTION} and count:
        yield Problem("names", f"must be left out for {shown(scope.kind.value)}")
    days = scope.silence_days
    if days is not None and scope.kind is not Kind.OWED:
        yield Problem("silence_days", f"must be left out for {shown(scope.kind.value)}")
    elif days is not None and not 1 <= days <= LONGEST:
        yield Problem("silence_days", f"must be a whole number from 1 to {LONGEST}")

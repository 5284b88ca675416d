"""What the planner refuses, as a tree.

    PlannerError
    ├── NotFound            there is no such plan, milestone, revision, baseline …
    ├── Refused             what was asked breaks rules; each problem names its place
    │   ├── DocumentError   a plan or history document cannot be read
    │   ├── ChangesError    changes cannot be made, or what they come to is no plan
    │   └── Contradicted    the statement contradicts what the plan already holds
    ├── Stale               the plan has moved on since the revision the writer had read
    ├── RevisionNeeded      the writer has to say which revision was read
    ├── Reused              the name of a request stands for another request already
    ├── Unauthenticated     no key, or one that opens nothing
    ├── Forbidden           the key opens other things than this
    ├── TooMany             more was asked in a short time than is answered
    └── TooLarge            more was sent than is read

Every error carries its facts as attributes; the message is made from them. How a door says them
(HTTP status, exit code) is the door's matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduling import (
    BeyondHorizon,
    CycleError,
    DuplicateCode,
    InvalidField,
    SchedulingError,
    UnknownCalendar,
    UnknownCode,
)

if TYPE_CHECKING:
    from app.plan.updates import RecordedUpdate, Revision

SHOWN = 80
"""The most characters of foreign text that a message repeats."""
SHOWN_CYCLE = 20
"""The most activities of a cycle that a message names."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: ``place`` such as ``milestones[3] (rr-africa).window``, and what to mend."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class PlannerError(Exception):
    """The root: the planner cannot do what was asked, and says why.

    ``problems`` name the places in what was sent, where there are several.
    """

    problems: tuple[Problem, ...] = ()


class NotFound(PlannerError):
    """There is no ``kind`` (plan, milestone, revision …) named ``name``."""

    def __init__(self, kind: str, name: str, problems: Sequence[Problem] = ()) -> None:
        self.kind = kind
        self.name = name
        self.problems = tuple(problems)
        super().__init__(f"there is no {kind} {shown(name)}")


class Refused(PlannerError):
    """What was asked breaks rules; nothing was changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(map(str, self.problems)))


class DocumentError(Refused):
    """A document cannot be read as a plan or a history."""


class ChangesError(Refused):
    """Changes of a plan cannot be made, or what they come to is no plan."""


class Contradicted(Refused):
    """The statement is well formed and contradicts what the plan already holds.

    ``earlier`` has the statement that is contradicted, by the place of the problem.
    """

    def __init__(
        self, problems: Sequence[Problem], earlier: Mapping[str, RecordedUpdate] | None = None
    ) -> None:
        super().__init__(problems)
        self.earlier = dict(earlier or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """What changed since a revision: the later ones, and the milestones that stand otherwise."""

    revisions: tuple[Revision, ...] = ()
    milestones: tuple[str, ...] = ()


class Stale(PlannerError):
    """The writer had read revision ``expected``; the plan stands at ``current``."""

    def __init__(self, expected: int, current: int, meanwhile: Meanwhile | None = None) -> None:
        self.expected = expected
        self.current = current
        self.meanwhile = meanwhile or Meanwhile()
        super().__init__(f"the plan stands at revision {current}, not {expected}")


class RevisionNeeded(PlannerError):
    """The writer has to say which revision was read, so that nobody's change is overwritten."""

    def __init__(self) -> None:
        super().__init__("say in If-Match which revision was read")


class Reused(PlannerError):
    """``name`` stands for another request already."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the Idempotency-Key {shown(name)} was sent with another request before")


class TooMany(PlannerError):
    """More was asked in a short time than is answered; ``seconds`` later it will be."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"too many requests: try again in {seconds} s")


class Unauthenticated(PlannerError):
    """No key was given, or it opens nothing."""

    def __init__(self) -> None:
        super().__init__("a valid key is needed")


class Forbidden(PlannerError):
    """``who`` may not ``action``."""

    def __init__(self, who: str, action: str, problems: Sequence[Problem] = ()) -> None:
        self.who = who
        self.action = action
        self.problems = tuple(problems)
        super().__init__(f"{who} may not {action}")


class TooLarge(PlannerError):
    """``what`` is larger than ``limit`` (``unit`` says of what)."""

    def __init__(self, what: str, limit: int, unit: str = "bytes") -> None:
        self.what = what
        self.limit = limit
        self.unit = unit
        super().__init__(f"{what} is larger than {limit:,} {unit}")


def shown(text: str) -> str:
    """Foreign text as a message may repeat it: quoted, escaped, at most SHOWN characters of it."""
    return repr(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")


def problem_of(error: SchedulingError) -> Problem:
    """What the engine refused, with the field or the cycle named."""
    match error:
        case InvalidField(subject=subject, field=field, rule=rule):
            return Problem(f"{_plain(subject)}.{field}", rule)
        case UnknownCode(code=code, where=where):
            return Problem(_plain(where), f"there is no milestone {shown(code)}")
        case UnknownCalendar(activity=activity, calendar=calendar):
            return Problem(
                f"{_plain(activity)}.calendar", f"there is no calendar {shown(calendar)}"
            )
        case DuplicateCode(code=code):
            return Problem("plan", f"the code {shown(code)} is used twice")
        case CycleError(cycle=cycle):
            return Problem("links", f"form a cycle: {_cycle(cycle)}")
        case BeyondHorizon(activity=activity, field=field, rule=rule):
            return Problem(f"{_plain(activity)}.{field}", rule)
        case _:
            return Problem("plan", _plain(str(error), 3 * SHOWN))


def _cycle(codes: tuple[str, ...]) -> str:
    named = [_plain(code) for code in codes[:SHOWN_CYCLE]]
    more = len(codes) - len(named)
    return " → ".join([*named, *([f"… {more} more …"] if more else []), named[0]])


def _plain(text: str, limit: int = 2 * SHOWN + 20) -> str:
    """A code, or a link between two, without its quotes; escaped if it needs to be."""
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")[1:-1]

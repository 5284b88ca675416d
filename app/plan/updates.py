"""Testimony and what it adds up to: updates, revisions, baselines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.plan.model import Certainty, Milestone
from scheduling import Span


class Role(StrEnum):
    """What a key may do: read, report for its own agency, plan, administer."""

    VIEWER = "viewer"
    AGENCY = "agency"
    PLANNER = "planner"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes: ``name`` as the log shows it, the ``agency`` spoken for by right, the role.

    ``key`` is the id of the key that opened the door; None for who sits at the machine.
    """

    name: str
    role: Role
    agency: str = ""
    key: int | None = None

    @property
    def sender(self) -> str | None:
        """Whose requests are told apart by name: an agency's, by whichever of its keys, or a key's.

        None for who sits at the machine.
        """
        if self.key is None:
            return None
        return f"agency {self.agency}" if self.role is Role.AGENCY else f"key {self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One statement about one milestone; a field left None says nothing.

    ``fixed`` and ``window`` replace the date that the milestone had. ``on_behalf_of`` names the
    owner that a planner speaks for. ``takes_back`` is the id of an earlier update, which does not
    count any more.
    """

    milestone: str
    actual_start: date | None = None
    actual_finish: date | None = None
    remaining: int | None = None
    expected_finish: date | None = None
    fixed: Span | None = None
    window: Span | None = None
    certainty: Certainty | None = None
    cancelled: bool | None = None
    note: str = ""
    source: str = ""
    on_behalf_of: str = ""
    takes_back: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An accepted change to a plan: number, instant (aware UTC), its data date, who and why.

    ``agency`` is the one that its author speaks for by right.
    """

    number: int
    recorded_at: datetime
    data_date: date
    author: str
    reason: str
    kind: str
    role: Role = Role.PLANNER
    agency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedUpdate:
    """An update as accepted."""

    id: int
    revision: Revision
    update: Update


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineDates:
    """The frozen dates of one milestone (inclusive); None where it had none."""

    start: date | None
    finish: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Approved, named, frozen dates, with the revision and data date they were taken at.

    ``uids`` are those of its milestones, by the codes that they had then. ``windows`` are those
    that stood for dates which nobody had named then.
    """

    name: str
    revision: int
    data_date: date
    approved_by: str
    dates: Mapping[str, BaselineDates]
    uids: Mapping[str, UUID] = field(default_factory=dict, compare=False)
    windows: Mapping[str, Span] = field(default_factory=dict, compare=False)

    def under_codes_of(self, milestones: Iterable[Milestone]) -> "Baseline":
        """The same of those of ``milestones`` that it froze, by the codes that they have there."""
        codes = {each.uid: each.code for each in milestones}
        now = {code: codes[uid] for code, uid in self.uids.items() if uid in codes}
        return replace(
            self,
            dates={now[code]: each for code, each in self.dates.items() if code in now},
            uids={now[code]: uid for code, uid in self.uids.items() if code in now},
            windows={now[code]: each for code, each in self.windows.items() if code in now},
        )

    def window(self, code: str) -> Span | None:
        """The window approved for ``code``; None where a day was, or it had begun by then."""
        window, dates = self.windows.get(code), self.dates.get(code)
        if window is None or dates is None or dates.start is None or dates.finish is None:
            return None
        ahead = dates.start > self.data_date
        return window if ahead and window_holds(window, dates.start, dates.finish) else None

    @property
    def finishes(self) -> dict[str, date]:
        """The finish of each milestone that had one."""
        return {code: each.finish for code, each in self.dates.items() if each.finish}


def window_holds(window: Span, start: date, finish: date) -> bool:
    """Whether all of these days are within ``window``."""
    return (window.first is None or window.first <= start) and finish <= window.last

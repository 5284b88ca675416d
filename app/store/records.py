"""What the store hands out and takes in, beside the words of ``app.plan``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.plan.model import Plan, Rhythm
from app.plan.updates import Author, Baseline, RecordedUpdate, Revision, Role, Update
from scheduling import ProgressRule, WindowAssumption


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanName:
    """A plan as a list shows it, with its newest revision."""

    code: str
    title: str
    revision: Revision
    archived: bool = False
    private: bool = False
    pinned: bool = False
    zone: str = "UTC"
    rhythm: Rhythm = Rhythm.WEEKLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A plan at one of its revisions, found and named.

    ``digest`` is that of the revision's entry in the log, and so of all before it; ``edition``
    counts what has changed of the plan beside its revisions.
    """

    plan_id: int
    plan: str
    revision: Revision
    digest: str = field(default="", compare=False)
    edition: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A plan as one revision left it, and what was said in that revision."""

    revision: Revision
    plan: Plan
    updates: tuple[RecordedUpdate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who changes a plan, when (aware), speaking of which day, why, and by what kind of change."""

    author: Author
    now: datetime
    data_date: date
    reason: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What was told of one milestone: an entry of the ledger.

    ``facts`` is the hash of all that was told; ``number`` counts the plan's publications,
    ``sequence`` this milestone's. ``start`` and ``finish`` are the inclusive dates told.
    """

    uid: UUID
    number: int
    sequence: int
    revision: int
    data_date: date
    last_modified: datetime
    facts: str
    start: date
    finish: date
    cause: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What its agencies know of a milestone beside publications: an entry of the ledger of news.

    It was last spoken of on ``day`` (None: never). ``facts`` is the hash of what they are told of
    it while nobody has dated it; empty when somebody has, or when it is over. ``number`` counts the
    plan's entries that were made together, ``sequence`` this milestone's.
    """

    uid: UUID
    number: int
    sequence: int
    revision: int
    day: date | None
    facts: str
    last_modified: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All that one accepted write brings; the store keeps all of it or nothing."""

    statement: Statement
    plan: Plan
    pinned: bool
    archived: bool = False
    private: bool = False
    updates: tuple[Update, ...] = ()
    baseline: Baseline | None = None
    publications: tuple[Publication, ...] = ()
    news: tuple[News, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key as it is known after its secret has been shown. ``replaces`` is the one it follows."""

    id: int
    role: Role
    agency: str
    label: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    replaces: int | None = None
    used_at: datetime | None = None

    @property
    def author(self) -> Author:
        return Author(name=self.label, role=self.role, agency=self.agency, key=self.id)

    def opens_at(self, now: datetime) -> bool:
        """Whether the key is neither revoked nor expired."""
        expired = self.expires_at is not None and self.expires_at <= now
        return self.revoked_at is None and not expired


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """What was answered to the request with the digest ``request``; None before it is."""

    request: str
    status: int | None
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the log: ``text`` is what was accepted, in canonical JSON.

    ``digest`` is made of ``previous`` (the digest of the entry before) and ``text``.
    """

    revision: int
    text: str
    previous: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What is true of a plan as a whole.

    ``pinned``: its data date stays where it is until somebody moves it; else it is today.
    """

    title: str
    description: str
    zone: str
    start: date | None
    pinned: bool
    targets: tuple[str, ...]
    tracks: Mapping[str, str] = field(default_factory=dict)
    window_assumption: WindowAssumption = WindowAssumption.LAST
    progress_rule: ProgressRule = ProgressRule.RETAINED_LOGIC
    rhythm: Rhythm = Rhythm.WEEKLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What was proposed for a plan at ``revision``, kept under a name; no part of the plan.

    ``content`` is the proposal as a document; ``accepted`` the revision that it has become.
    """

    name: str
    revision: int
    note: str
    content: str
    author: str
    saved_at: datetime
    accepted: int | None = None
    id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Of a list what stands behind the first ``after``, ``most`` at most; all if none is said."""

    after: int = 0
    most: int | None = None


ALL = Part()


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A question to a plan at a revision and data date that is answered by and by.

    ``answer`` is the answer of what is done, and says why what failed did. ``attempts`` counts who
    has begun it, or gone on with it, since it last got further. ``release`` is the code that
    answers it.
    """

    id: int
    plan: str
    plan_id: int
    revision: int
    data_date: date
    question: str
    release: str
    state: JobState
    progress: float
    attempts: int
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobBlock:
    """What a job has come to from iteration ``first`` on, in one of its simulations."""

    part: int
    first: int
    data: bytes

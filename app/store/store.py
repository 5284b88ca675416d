"""The store: one transaction's view of the plans, its methods named after questions."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session

from app.plan.model import Milestone, Plan
from app.plan.updates import Baseline, RecordedUpdate, Revision
from app.store import (
    baselines,
    changes,
    histories,
    links,
    log,
    news,
    plans,
    publications,
    updates,
)
from app.store.answers import Answers
from app.store.changes import Held
from app.store.jobs import Jobs
from app.store.keys import Keys
from app.store.log import Kept
from app.store.memory import Memory, weightless
from app.store.records import (
    ALL,
    Change,
    Chapter,
    Entry,
    News,
    Part,
    PlanName,
    Point,
    Publication,
)
from app.store.scenarios import Scenarios
from app.store.subscriptions import Subscriptions
from app.store.tellings import Telling, ever_had, tellings
from app.store.uids import standing_elsewhere

Answer = TypeVar("Answer")


class Store:
    """What the database knows. A writer's store recalls old answers and keeps no new ones.

    What a writer computes may rest on a revision that is never committed, and so is not kept.
    """

    def __init__(
        self, session: Session, memory: Memory, *, writes: bool = False, private: bool = True
    ) -> None:
        self._session = session
        self._memory = memory
        self._writes = writes
        self._private = private
        self._found: dict[Hashable, Point] = {}
        self._held: dict[str, Held] = {}

    def plans(self) -> tuple[PlanName, ...]:
        """Every plan that may be seen, by code."""
        found = plans.names(self._session)
        return tuple(each for each in found if self._private or not each.private)

    def find(self, code: str, number: int | None = None, known_on: date | None = None) -> Point:
        """The plan at its newest revision, at ``number``, or at the last known on a day."""
        asked = (code, number, known_on)
        if asked not in self._found:
            found = plans.find(self._session, code, number, known_on, private=self._private)
            if self._writes:
                return found
            self._found[asked] = found
        return self._found[asked]

    def plan(self, point: Point) -> Plan:
        """The plan as it stood at ``point``."""
        return plans.plan_at(self._session, point)

    def revisions(self, point: Point, part: Part = ALL) -> tuple[Revision, ...]:
        """The revisions up to ``point``, oldest first, or a part of them."""
        return plans.revisions(self._session, point.plan_id, point.revision.number, part)

    def chapters(self, point: Point, since: int) -> Sequence[Chapter]:
        """The plan at every revision from ``since`` to ``point``, with what was said in each."""
        known = self._memory.histories.find(point.plan_id, since, point.revision.number)
        if known is None:
            known = histories.chapters(self._session, point, since)
            if not self._writes:
                self._memory.histories.keep(point.plan_id, known)
        return known

    def updates(
        self, point: Point, uid: UUID | None = None, *, since: int = 1, part: Part = ALL
    ) -> tuple[RecordedUpdate, ...]:
        """What was said from revision ``since`` to ``point``, oldest first, or a part of it.

        It is that of all milestones, or of the one with ``uid``.
        """
        said = updates.said_until(
            self._session, point.plan_id, point.revision.number, uid, since=since, part=part
        )
        if not said:
            return ()
        first, last = said[0].revision, said[-1].revision
        made = self.revisions(point, Part(after=first - 1, most=last - first + 1))
        by_number = {revision.number: revision for revision in made}
        return tuple(
            RecordedUpdate(id=each.id, revision=by_number[each.revision], update=each.update)
            for each in said
        )

    def last_spoken(self, point: Point) -> dict[UUID, date]:
        """The day of which each milestone was last spoken of up to ``point``, by uid."""
        return updates.last_spoken(self._session, point.plan_id, point.revision.number)

    def versions(self, point: Point, uid: UUID) -> tuple[tuple[int, Milestone], ...]:
        """How the milestone stood up to ``point``, each with the revision since which it did."""
        return histories.versions(self._session, point, uid)

    def baseline(
        self, plan_id: int, name: str | None = None, until: int | None = None
    ) -> Baseline | None:
        """The baseline ``name``, else the last taken by revision ``until``, None if none was."""
        return baselines.newest(self._session, plan_id, name, until)

    def approved(self, plan_id: int, plan: Plan) -> Baseline | None:
        """The baseline taken last, with the windows that stood for its dates, in the codes of
        ``plan``.
        """
        return baselines.approved(self._session, plan_id, plan.milestones)

    def baselines(self, plan_id: int) -> tuple[Baseline, ...]:
        """All baselines, in the order in which they were taken."""
        return baselines.every(self._session, plan_id)

    def published(self, plan_id: int) -> dict[UUID, Publication]:
        """What was last told of each milestone, by uid."""
        return publications.newest(self._session, plan_id)

    def news(self, plan_id: int) -> dict[UUID, News]:
        """What was last heard of each milestone of which anything was, by uid."""
        return news.newest(self._session, plan_id)

    def publication(self, plan_id: int) -> int:
        """The number of the plan's last publication; 0 before the first."""
        return publications.number(self._session, plan_id)

    def tellings(self, plan_id: int, after: int) -> tuple[Telling, ...]:
        """What was told in the publications after number ``after``, and what before it."""
        return tuple(tellings(self._session, plan_id, after))

    def ever_had(self, plan_id: int, name: str) -> bool:
        """Whether a milestone of the plan has ever borne ``name``, as its code or as its uid."""
        return ever_had(self._session, plan_id, name)

    @property
    def subscriptions(self) -> Subscriptions:
        """The private feeds."""
        return Subscriptions(self._session)

    @property
    def scenarios(self) -> Scenarios:
        """What was proposed for plans."""
        return Scenarios(self._session)

    @property
    def keys(self) -> Keys:
        """Who may come in."""
        return Keys(self._session)

    @property
    def answers(self) -> Answers:
        """What was answered to requests that their senders named."""
        return Answers(self._session)

    @property
    def jobs(self) -> Jobs:
        """What is answered by and by."""
        return Jobs(self._session)

    def hold(self, code: str) -> Held:
        """Hold the plan's row until the transaction ends, and read the plan behind it, once."""
        if code not in self._held:
            self._held[code] = changes.hold(self._session, code)
        return self._held[code]

    def behind(self, point: Point) -> Held:
        """All that stands behind the plan at ``point``, which nobody is kept from changing."""
        return changes.behind(self._session, point)

    def uids_elsewhere(self, plan_id: int, uids: Collection[UUID]) -> frozenset[UUID]:
        """Those of ``uids`` that milestones of other plans have now."""
        return frozenset(standing_elsewhere(self._session, plan_id, uids))

    def next_link(self, plan_id: int) -> int:
        """The first id that no link of the plan has ever had."""
        return links.next_id(self._session, plan_id)

    def found(self, code: str, now: datetime) -> Held:
        """Begin a plan; what it holds comes with its first accepted change."""
        return changes.found(self._session, code, now)

    def accept(self, held: Held, change: Change) -> Revision:
        """Keep ``change`` as the next revision of the plan that is held; it is read anew then."""
        self._held.pop(held.code, None)
        return changes.accept(self._session, held, change)

    def log(self, plan_id: int) -> tuple[Entry, ...]:
        """The plan's log, oldest entry first."""
        return log.entries(self._session, plan_id)

    def kept(self, plan_id: int) -> Kept:
        """What the tables hold of the plan, revision by revision, beside the log."""
        return Kept(self._session.connection(), plan_id)

    def recall(
        self,
        name: Hashable,
        compute: Callable[[], Answer],
        *,
        weigh: Callable[[Answer], int] = weightless,
    ) -> Answer:
        """The answer under a ``name`` that says all it depends on; it weighs so many milestones."""
        return self._memory.recall(name, compute, keep=not self._writes, weigh=weigh)

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Whatever the block writes is undone at its end, and was checked by the database."""
        with self._session.begin_nested() as attempt:
            yield
            attempt.rollback()
        self._held.clear()

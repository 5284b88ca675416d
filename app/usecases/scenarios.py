"""Scenarios: what-ifs that are kept under a name, until a planner accepts or discards them.

A scenario is no part of the plan: nothing of it is told to anybody before it is accepted.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from app.documents import (
    Conflict,
    Proposal,
    apply_changes,
    conflicts,
    differences,
    merged,
    read_proposal,
    write_proposal,
)
from app.errors import ChangesError, Contradicted, Problem, Refused, shown
from app.plan.model import Plan
from app.plan.updates import Author, Revision
from app.store import Held, Point, Scenario, Statement, Store
from app.usecases.accepting import accept, check_planner, speaking_day
from app.usecases.comparing import Comparison, compare
from app.usecases.editing import pinned_by
from app.usecases.reading import NOW, AsOf, Reading, find, read, recalled
from app.usecases.whatif import proposed, reading_after, told, what_if


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two statements that cannot both stand; ``said_in`` is the revision that holds the other."""

    conflict: Conflict
    said_in: Revision

    @property
    def problem(self) -> Problem:
        """Both statements, named."""
        about, said = self.conflict, self.said_in
        place = f"{about.subject} {about.name}".strip()
        who = f"revision {said.number} of {said.data_date} by {said.author}"
        if not about.field:
            return Problem(
                place, f"is {about.proposed} by the scenario and {about.present} by {who}"
            )
        rule = (
            f"is {_shown(about.proposed)} by the scenario and {_shown(about.present)} by {who}; "
            f"it was {_shown(about.before)}"
        )
        return Problem(f"{place}.{about.field}", rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A scenario and what it would do.

    ``moved_on`` is the plan's newest revision where that is later than the scenario's own.
    ``comparison`` is None where the plan has moved on so far that the scenario makes no plan of it:
    ``problems`` then say why.
    """

    scenario: Scenario
    proposal: Proposal
    moved_on: int | None
    comparison: Comparison | None
    clashes: tuple[Clash, ...] = ()
    problems: tuple[Problem, ...] = ()


def scenarios(store: Store, plan: str, as_of: AsOf = NOW) -> tuple[Scenario, ...]:
    """The scenarios of the plan ``as_of``, in the order in which they were saved.

    Those that were discarded are forgotten; one that was accepted later is open still.
    """
    point = find(store, plan, as_of)
    number = point.revision.number
    return tuple(
        each if (each.accepted or 0) <= number else replace(each, accepted=None)
        for each in store.scenarios.every(point.plan_id)
        if each.revision <= number
    )


def save(
    store: Store,
    plan: str,
    name: str,
    proposal: Proposal,
    author: Author,
    now: datetime,
    *,
    note: str = "",
    preview: bool = False,
) -> Outlook:
    """Keep ``proposal`` under ``name`` as a scenario of the plan's newest revision."""
    check_planner(author, "save a scenario")
    point = find(store, plan)
    comparison = what_if(store, plan, proposal)
    scenario = Scenario(
        name=name,
        revision=point.revision.number,
        note=note,
        content=write_proposal(proposal),
        author=author.name,
        saved_at=now,
    )
    with store.trying() if preview else nullcontext():
        store.scenarios.save(point.plan_id, scenario)
    return Outlook(scenario=scenario, proposal=proposal, moved_on=None, comparison=comparison)


def discard(store: Store, plan: str, name: str, author: Author) -> None:
    """Forget a scenario; one that was accepted is part of the plan's history and stays."""
    check_planner(author, "discard a scenario")
    plan_id = find(store, plan).plan_id
    _check_open(store.scenarios.find(plan_id, name))
    store.scenarios.discard(plan_id, name)


def outlook(
    store: Store,
    plan: str,
    name: str,
    as_of: AsOf = NOW,
    *,
    present: bool = False,
    targets: Sequence[str] = (),
) -> Outlook:
    """What the scenario does to its own revision, to a later one, or to the plan at ``present``."""
    newest = find(store, plan)
    scenario = store.scenarios.find(newest.plan_id, name)
    before = read(store, plan, _state(scenario, as_of, present=present))
    _check_not_before(scenario, before)
    own = before.revision.number == scenario.revision
    base = store.behind(before.point if own else store.find(plan, scenario.revision))
    merge = _Merge(
        store,
        read_proposal(scenario.content, "json"),
        base,
        base if own else store.behind(before.point),
    )
    comparison, problems = None, tuple[Problem, ...]()
    try:
        comparison = merge.comparison(before, targets)
    except Refused as error:
        problems = error.problems
    return Outlook(
        scenario=scenario,
        proposal=merge.proposal,
        moved_on=newest.revision.number if newest.revision.number > scenario.revision else None,
        comparison=comparison,
        clashes=merge.clashes(),
        problems=problems,
    )


def _state(scenario: Scenario, as_of: AsOf, *, present: bool) -> AsOf:
    if as_of.revision is None and as_of.known_on is None:
        return as_of if present else replace(as_of, revision=scenario.revision)
    if present:
        raise Refused([Problem("present", "must not be given beside revision or known_on")])
    return as_of


def _check_not_before(scenario: Scenario, before: Reading) -> None:
    if before.revision.number < scenario.revision:
        rule = f"the scenario is of revision {scenario.revision}: it was not there before"
        raise Refused([Problem("revision", rule)])


def accept_scenario(
    store: Store,
    plan: str,
    name: str,
    author: Author,
    now: datetime,
    *,
    data_date: date | None = None,
    reason: str = "",
    preview: bool = False,
) -> Comparison:
    """Make the scenario the plan's next revision, its updates testimony of ``author``.

    Contradicted where the plan has moved on since and says otherwise: both statements are named.
    """
    check_planner(author, "accept a scenario")
    held = store.hold(plan)
    scenario = store.scenarios.find(held.plan_id, name)
    _check_open(scenario)
    own = held.at.revision.number == scenario.revision
    base = held if own else store.behind(store.find(plan, scenario.revision))
    merge = _Merge(store, read_proposal(scenario.content, "json"), base, held)
    proposal, day = merge.proposal, data_date or merge.said_day or speaking_day(held, now)
    after = merge.agreed(day)
    statement = Statement(
        author=author,
        now=now,
        data_date=day,
        reason=reason or f"scenario {name}",
        kind="scenario",
    )
    before = recalled(store, held.at, held.at.revision.data_date, held.planned)
    with store.trying() if preview else nullcontext():
        pinned = pinned_by(proposal.changes)
        reading = accept(store, held, after, statement, updates=proposal.updates, pinned=pinned)
        store.scenarios.mark_accepted(held.plan_id, name, reading.revision.number)
    return compare(before, reading, kept=not preview)


class _Merge:
    """A proposal for the plan behind ``base``, made of the plan behind ``onto``."""

    def __init__(self, store: Store, proposal: Proposal, base: Held, onto: Held) -> None:
        self.proposal = proposal
        self._store = store
        self._base = base
        self._onto = onto
        self._next_link = store.next_link(base.plan_id)

    @property
    def said_day(self) -> date | None:
        """The day of which the proposal speaks, unless the plan speaks of a later one already."""
        said, present = self.proposal.data_date, self._onto.at.revision.data_date
        return said if said and said >= present else None

    @property
    def _moved_on(self) -> bool:
        return self._onto.at.revision != self._base.at.revision

    def comparison(self, before: Reading, targets: Sequence[str]) -> Comparison:
        """What the proposal does to ``before``; where the two say different things, it wins."""
        after = self._plan(max(self.said_day or before.data_date, before.data_date))
        return compare(before, reading_after(before, after, targets), kept=False)

    def agreed(self, day: date) -> Plan:
        """The plan that both come to; Contradicted where they conflict."""
        clashes = self.clashes()
        if clashes:
            raise Contradicted([each.problem for each in clashes])
        try:
            return self._plan(day)
        except ChangesError as error:
            if self._moved_on:
                raise Contradicted(error.problems) from error
            raise

    def clashes(self) -> tuple[Clash, ...]:
        """Where the plan has since been told something else."""
        if not self._moved_on:
            return ()
        base, onto = self._base.planned, self._onto.planned
        since = self._base.at.revision.data_date
        day = max(self.proposal.data_date or since, since)
        wanted = proposed(self._base, self.proposal, self._next_link, day)
        found = conflicts(base, onto, wanted)
        said = _said_in(self._store, self._base.at, self._onto.at, found)
        return tuple(
            Clash(conflict=each, said_in=revision)
            for each, revision in zip(found, said, strict=True)
        )

    def _plan(self, day: date) -> Plan:
        base, onto = self._base.planned, self._onto.planned
        changed = apply_changes(base, self.proposal.changes, self._next_link)
        if self._moved_on:
            changed = merged(base, onto, changed)
        return told(self._onto, changed, self.proposal, day)


def _said_in(store: Store, base: Point, onto: Point, found: Sequence[Conflict]) -> list[Revision]:
    """The revision that last changed what each conflict is about, looking back from ``onto``."""
    said: dict[int, Revision] = {}
    chapters = store.chapters(onto, base.revision.number) if found else ()
    for before, after in reversed(list(pairwise(chapters))):
        changed = {
            (each.subject, each.key, field)
            for each in differences(before.plan, after.plan)
            for field in ("", *(change.field for change in each.fields))
        }
        for index, each in enumerate(found):
            if (each.subject, each.key, each.field) in changed:
                said.setdefault(index, after.revision)
        if len(said) == len(found):
            break
    return [said.get(index, onto.revision) for index in range(len(found))]


def _check_open(scenario: Scenario) -> None:
    if scenario.accepted is not None:
        rule = f"was accepted as revision {scenario.accepted}"
        raise Contradicted([Problem(f"scenario {scenario.name}", rule)])


def _shown(value: object) -> str:
    return "what is assumed" if value is None else shown(str(value))

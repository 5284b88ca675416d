"""A plan as it stands, stood, or would stand if nothing more were reported until some day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

from app.errors import NotFound, Problem, Refused, problem_of
from app.plan.dating import undated
from app.plan.model import Milestone, Plan
from app.plan.network import network_after, network_of, options_of
from app.plan.recoding import recoded
from app.plan.updates import BaselineDates, Revision
from app.store import Point, Store
from scheduling import (
    PROJECT,
    ActivityDates,
    CriticalPath,
    Schedule,
    SchedulingError,
    critical_path,
    schedule,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """Which state of a plan is meant; nothing said means its newest revision at its data date.

    ``known_on`` picks the last revision whose data date is not later. ``data_date`` looks ahead:
    what becomes of that revision if nothing more is reported until then.
    """

    revision: int | None = None
    known_on: date | None = None
    data_date: date | None = None


NOW = AsOf()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A plan at one revision and data date, scheduled. ``undated`` have no forecast to show.

    ``aimed_at`` are the targets asked for, where the plan's own are not.
    """

    point: Point
    plan: Plan
    schedule: Schedule
    undated: frozenset[str]
    data_date: date
    aimed_at: tuple[str, ...] = ()

    @property
    def revision(self) -> Revision:
        """The revision read."""
        return self.point.revision

    @property
    def looks_ahead(self) -> bool:
        """Whether its data date is later than the revision's."""
        return self.data_date != self.revision.data_date

    @property
    def targets(self) -> tuple[str, ...]:
        """Those asked for, else the plan's own; the whole plan (``project``) when it names none."""
        return self.aimed_at or self.plan.targets or (PROJECT,)

    def aimed(self, targets: Iterable[str]) -> Self:
        """The same for ``targets``, as far as they are part of it."""
        return replace(self, aimed_at=tuple(dict.fromkeys(filter(self.has_target, targets))))

    def dates(self, code: str) -> ActivityDates:
        """The forecast of ``code``; no dates when it is cancelled or nobody has dated it."""
        dates = self.schedule.dates(code)
        return replace(dates, start=None, finish=None) if code in self.undated else dates

    def forecasts(self) -> dict[str, BaselineDates]:
        """The forecast of every milestone, as a baseline would freeze it."""
        dated = ((each.code, self.dates(each.code)) for each in self.plan.milestones)
        return {code: BaselineDates(start=each.start, finish=each.finish) for code, each in dated}

    @cached_property
    def milestones(self) -> Mapping[str, Milestone]:
        """The plan's milestones by code, in its order."""
        return {each.code: each for each in self.plan.milestones}

    def milestone(self, code: str) -> Milestone:
        """The milestone ``code``, or NotFound."""
        if code not in self.milestones:
            raise NotFound("milestone", code)
        return self.milestones[code]

    def target(self, code: str | None) -> str:
        """``code`` as a target that can be asked for; the plan's first when it is None."""
        if code is None:
            return self.targets[0]
        return code if code == PROJECT else self.milestone(code).code

    def targets_among(self, codes: Iterable[str]) -> tuple[str, ...]:
        """``codes`` as targets, each once; those of :attr:`targets` where there are none."""
        return tuple(dict.fromkeys(map(self.target, codes))) or self.targets

    def has_target(self, target: str) -> bool:
        """Whether ``target`` is part of it, or all of it."""
        return target == PROJECT or target in self.milestones

    def path(self, target: str) -> CriticalPath | None:
        """The critical path to ``target``; None where that is no part of it."""
        return critical_path(self.schedule, target) if self.has_target(target) else None

    def total_float(self, code: str, target: str) -> int | None:
        """The total float of ``code``; None where one of the two is no part of it, too."""
        known = code in self.milestones and self.has_target(target)
        return self.schedule.total_float(code, target) if known else None

    def title(self, target: str) -> str:
        """A target's title; the whole plan is called what the plan is called."""
        return self.plan.title if target == PROJECT else self.milestone(target).title


def read(store: Store, plan: str, as_of: AsOf = NOW) -> Reading:
    """The plan ``as_of``; a question asked before is answered from memory."""
    point = find(store, plan, as_of)
    return recalled(store, point, seen_from(point.revision, as_of))


def seen_from(revision: Revision, as_of: AsOf) -> date:
    """The data date asked for, which is not before that of the ``revision``; else its own."""
    data_date = as_of.data_date or revision.data_date
    if data_date < revision.data_date:
        rule = (
            f"must not be before {revision.data_date}, the data date of revision "
            f"{revision.number}: ask with known_on what was known on a day"
        )
        raise Refused([Problem("data_date", rule)])
    return data_date


def find(store: Store, plan: str, as_of: AsOf = NOW) -> Point:
    """The revision that ``as_of`` means."""
    if as_of.revision is not None and as_of.known_on is not None:
        raise Refused([Problem("known_on", "must not be given beside revision: say one of them")])
    return store.find(plan, as_of.revision, as_of.known_on)


def recalled(store: Store, point: Point, data_date: date, plan: Plan | None = None) -> Reading:
    """The plan at ``point`` as of ``data_date``, computed once; ``plan`` where it is at hand."""
    name = ("reading", point.plan_id, point.revision.number, data_date)
    return store.recall(
        name,
        lambda: reading_of(plan or store.plan(point), point, data_date),
        weigh=lambda reading: len(reading.plan.milestones),
    )


def reading_of(
    plan: Plan, point: Point, data_date: date, *, known: Reading | None = None
) -> Reading:
    """``plan`` scheduled as of ``data_date``; Refused names the field or cycle that forbids it.

    What ``plan`` shares with the one of a reading that is ``known`` is not made again.
    """
    try:
        computed = schedule(
            network_after(known.schedule.network, known.plan, plan) if known else network_of(plan),
            progress=plan.progress,
            data_date=data_date,
            options=options_of(plan),
        )
        return Reading(
            point=point,
            plan=plan,
            schedule=computed,
            undated=undated(plan, computed),
            data_date=data_date,
        )
    except SchedulingError as error:
        raise Refused([problem_of(error)]) from error


def under_codes_of(plan: Plan, reading: Reading) -> Reading:
    """``reading`` with its milestones called as ``plan`` calls them.

    One that ``plan`` has no more and whose code is another's there is called ``code (removed)``.
    """
    now = {each.uid: each.code for each in plan.milestones}
    taken = set(now.values())
    codes = {
        each.code: now.get(each.uid)
        or (f"{each.code} (removed)" if each.code in taken else each.code)
        for each in reading.plan.milestones
    }
    if all(old == new for old, new in codes.items()):
        return reading
    return reading_of(recoded(reading.plan, codes), reading.point, reading.data_date)

"""When a few activities finish in each of many cases: what a history asks.

Between two cases of a history a few things change, and the data date moves nearly all dates by a
day. So each number is a row, and one pass over what leads to those activities computes all cases at
once: equal in every answer to scheduling each case alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import numpy as np

from scheduling.activities import Activity, LagUnit, Link
from scheduling.calendars import Axis
from scheduling.network import Network
from scheduling.options import DEFAULTS, Options, ProgressRule
from scheduling.progress import NOT_STARTED, Progress
from scheduling.rows import Row, Spell, Table, checked
from scheduling.schedule import Schedule, trend
from scheduling.setting import Case, axis_around, days_reported, days_said, prepare
from scheduling.stages import State, settled
from scheduling.standing import NO_DEMAND, Kind, Reader, floor_of

FEW = 8
"""Fewer cases are scheduled one after the other."""
MOST_ENTRIES = 1 << 22
"""How many entries the starts of one pass may have; the finishes have as many."""

Finishes = Mapping[str, Sequence[date | None]]


def forecasts(
    states: Sequence[State], codes: Sequence[str], *, options: Options = DEFAULTS
) -> Finishes:
    """The forecast finish of each of ``codes`` in each state; None where it has none."""
    return finishes(settled(states, options), codes)


def finishes(cases: Sequence[Case], codes: Sequence[str]) -> Finishes:
    """When each of ``codes`` finishes in each case; None where it is cancelled, or not there.

    Raises BeyondHorizon as ``schedule`` does.
    """
    return _joined([_finishes(part, codes) for part in _stretches(cases)], codes)


def _finishes(cases: Sequence[Case], codes: Sequence[str]) -> Finishes:
    if len(cases) < FEW:
        return trend([Schedule(prepare(case)) for case in cases], codes)
    try:
        return Course(cases, codes).finishes()
    except (CycleError, IndexError):
        half = len(cases) // 2
        return _joined([_finishes(part, codes) for part in (cases[:half], cases[half:])], codes)


def _joined(parts: Sequence[Finishes], codes: Sequence[str]) -> Finishes:
    return {code: tuple(day for part in parts for day in part[code]) for code in codes}


def _stretches(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    """``cases`` in parts that have their calendars and options in common, and are not too many."""
    begin = 0
    most = max(FEW, MOST_ENTRIES // max(len(case.network.activities) + 1 for case in cases))
    for end, (before, after) in enumerate(pairwise(cases), 1):
        same_calendars = before.network.calendars == after.network.calendars
        if end - begin == most or not same_calendars or before.options != after.options:
            yield cases[begin:end]
            begin = end
    yield cases[begin:]


class Course:
    """One pass over all that leads to ``codes`` in any of ``cases``.

    Raises CycleError where the links of all cases together make a cycle, IndexError where a date
    leaves the axis.
    """

    def __init__(self, cases: Sequence[Case], codes: Sequence[str]) -> None:
        self._codes = codes
        self._count = len(cases)
        self._arcs = _arcs([case.network for case in cases])
        self._order = _leading_to(codes, self._arcs)
        said = {code: tuple(each) for code, each in _said(cases, self._order).items()}
        self._axis = axis_around([*_days(cases), *_days_named(said)])
        self._settling = _Settling(cases, self._axis)
        self._spells = {code: [*map(self._settling.spell, each)] for code, each in said.items()}
        self._nothing: Row = np.full(self._count, NO_DEMAND, dtype=np.int64)
        self._ends: dict[str, tuple[Row, Row]] = {}

    def finishes(self) -> Finishes:
        """When each of the codes finishes in each case."""
        for code in self._order:
            self._ends[code] = self._placed(code)
        return {code: self._last_days(code) for code in self._codes}

    def _placed(self, code: str) -> tuple[Row, Row]:
        """The starts and finishes of ``code``; NO_DEMAND where it is not there."""
        demands = self._demands(code)
        ends = self._nothing.copy(), self._nothing.copy()
        for spell in self._spells[code]:
            found = spell.ends(*(demand[spell.cases] for demand in demands))
            for row, part in zip(ends, found, strict=True):
                row[spell.cases] = part
        return ends

    def _demands(self, code: str) -> tuple[Row, Row]:
        """What links ask of the start and of the finish."""
        asked = [self._nothing, self._nothing]
        for arc in self._arcs.get(code, ()):
            side, demand = arc.link.type.side, self._demand(arc)
            known = asked[side]
            asked[side] = demand if known is self._nothing else np.maximum(known, demand)
        return asked[0], asked[1]

    def _demand(self, arc: "_Arc") -> Row:
        link = arc.link
        demand = self._ends[link.predecessor][link.type.source]
        if link.lag:
            demand = self._moved(demand, link)
        if arc.end - arc.first == self._count:
            return demand
        here = self._nothing.copy()
        here[arc.first : arc.end] = demand[arc.first : arc.end]
        return here

    def _moved(self, instants: Row, link: Link) -> Row:
        """``instants`` of the predecessor moved by the lag; what demands nothing still does not."""
        moved = self._nothing.copy()
        for spell in self._spells[link.predecessor]:
            here, there = instants[spell.cases], moved[spell.cases]
            asks = here != NO_DEMAND
            if link.unit is LagUnit.CALENDAR_DAYS:
                there[asks] = checked(here[asks] + link.lag)
            else:
                there[asks] = spell.table.advance(here[asks], link.lag)
        return moved

    def _last_days(self, code: str) -> tuple[date | None, ...]:
        starts, finishes = self._ends[code]
        days: list[date | None] = [None] * self._count
        for each in self._spells[code]:
            here = each.cases
            days[here] = each.last_days(starts[here], finishes[here], self._axis)
        return tuple(days)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arc:
    """A link, and the cases from ``first`` up to ``end`` in which it holds."""

    link: Link
    first: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What is said of an activity in the cases from ``first`` up to ``end``."""

    first: int
    end: int
    activity: Activity
    progress: Progress


class _Settling:
    """Turns what is said into numbers on the axis."""

    def __init__(self, cases: Sequence[Case], axis: Axis) -> None:
        self._options = cases[0].options
        self._reader = Reader(axis=axis, floor=NO_DEMAND, options=self._options)
        calendars = cases[0].network.calendars
        self._tables = {name: Table(each, axis) for name, each in calendars.items()}
        floors = [floor_of(case.network, case.data_date, axis) for case in cases]
        self._floors: Row = np.array(floors, dtype=np.int64)

    def spell(self, said: _Said) -> Spell:
        table, cases = self._tables[said.activity.calendar], slice(said.first, said.end)
        standing = self._reader.standing(said.activity, said.progress, table.alone)
        floors = self._floors[cases]
        work = np.full_like(floors, standing.work)
        expected = said.progress.expected_finish
        if expected is not None and standing.kind is Kind.STARTED:
            close = table.before[self._reader.axis.instant(expected) + 1]
            work = np.maximum(close - table.before.take(floors), 0)
        return Spell(
            cases=cases,
            activity=said.activity,
            standing=standing,
            table=table,
            floors=floors,
            work=work,
            ignores_starts=self._options.progress is ProgressRule.PROGRESS_OVERRIDE,
        )


def _arcs(networks: Sequence[Network]) -> Mapping[str, Sequence[_Arc]]:
    """The links into each activity, with the cases in which they hold."""
    arcs: dict[str, list[_Arc]] = {}
    for arc in _links(networks):
        arcs.setdefault(arc.link.successor, []).append(arc)
    return arcs


def _links(networks: Sequence[Network]) -> Iterator[_Arc]:
    standing = [(link, 0) for link in networks[0].links]
    for number, (before, after) in enumerate(pairwise(networks), 1):
        if before.links is after.links or before.links == after.links:
            continue
        change = Counter(after.links)
        change.subtract(before.links)
        kept = []
        for link, first in standing:
            if change[link] < 0:
                change[link] += 1
                yield _Arc(link=link, first=first, end=number)
            else:
                kept.append((link, first))
        standing = [*kept, *((link, number) for link in change.elements())]
    for link, first in standing:
        yield _Arc(link=link, first=first, end=len(networks))


def _leading_to(codes: Sequence[str], arcs: Mapping[str, Sequence[_Arc]]) -> Sequence[str]:
    """``codes`` and all that leads to them in any case, predecessors first."""
    before: dict[str, Set[str]] = {}
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code not in before:
            before[code] = {arc.link.predecessor for arc in arcs.get(code, ())}
            waiting.extend(before[code])
    return tuple(TopologicalSorter(before).static_order())


def _said(cases: Sequence[Case], codes: Sequence[str]) -> Mapping[str, Sequence[_Said]]:
    """What is said of each of ``codes`` in which cases."""
    found: dict[str, list[_Said]] = {code: [] for code in codes}
    begun = dict.fromkeys(codes, 0)

    def close(code: str, end: int) -> None:
        last = cases[end - 1]
        activity = last.network.activities.get(code)
        if activity is not None:
            progress = last.progress.get(code, NOT_STARTED)
            found[code].append(
                _Said(first=begun[code], end=end, activity=activity, progress=progress)
            )
        begun[code] = end

    for end, (before, after) in enumerate(pairwise(cases), 1):
        for code in _told_otherwise(before, after, begun):
            close(code, end)
    for code in codes:
        close(code, len(cases))
    return found


def _told_otherwise(before: Case, after: Case, codes: Mapping[str, int]) -> Iterator[str]:
    """Those of ``codes`` of which ``after`` may say something else than ``before``."""
    was, now = before.network.activities, after.network.activities
    told, tells = before.progress, after.progress
    changed: set[str] = set()
    if was is not now:
        changed.update(code for code in codes if was.get(code) is not now.get(code))
    if told is not tells:
        changed.update(
            code for code in told.keys() | tells.keys() if told.get(code) is not tells.get(code)
        )
    return (code for code in changed if code in codes)


def _days(cases: Sequence[Case]) -> Iterator[date]:
    for case in cases:
        yield from filter(None, (case.data_date, case.network.start))


def _days_named(said: Mapping[str, Sequence[_Said]]) -> Iterator[date]:
    for each in (each for spells in said.values() for each in spells):
        yield from days_said(each.activity)
        yield from days_reported(each.progress)

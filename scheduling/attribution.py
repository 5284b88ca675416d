"""Why a target moved: the account of causes that sums exactly to its slip.

The account of record is the sequential marginal in the order of acceptance: each accepted change
is charged with what it moved when it came, after the drift of the data date up to it. Nothing is
left over and nothing is spread. What would have happened without one of them is another question,
answered by :func:`but_for`; its answers do not sum.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduling.calendars import Calendar
from scheduling.change import Change
from scheduling.errors import BeyondHorizon, UnknownCode
from scheduling.options import DEFAULTS, Options
from scheduling.rescheduling import reschedule
from scheduling.schedule import Schedule, trend
from scheduling.stages import Cause, State, cases, schedules
from scheduling.variance import Shift, shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one cause in one accepted change moved the target by; recoveries are negative.

    ``label`` is that of the state which the change led to; ``shift`` counts closes of finishing
    days, in working days of the account's frozen calendar and in calendar days.
    """

    label: str
    cause: Cause
    shift: Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Why ``target`` moved: ``total`` is exactly the sum of ``entries``, none of which is zero.

    It moved from finishing ``before`` to finishing ``after``; None where it has no dates.
    """

    target: str
    entries: tuple[Entry, ...]
    total: Shift
    before: date | None = field(default=None, compare=False)
    after: date | None = field(default=None, compare=False)


class Attribution:
    """The way from the first of ``states`` to the last, computed once for all accounts of it.

    ``targets`` says of which it may be asked; a long way then takes a small part of the time.
    """

    def __init__(
        self,
        states: Sequence[State],
        targets: Sequence[str] | None = None,
        *,
        options: Options = DEFAULTS,
    ) -> None:
        self._begun = states[0].network
        self._causes: Sequence[tuple[str, Cause]]
        self._finishes: Callable[[str], Sequence[date | None]]
        if targets is None:
            self._schedule(states, options)
        else:
            self._count(states, options, targets)

    def account(self, target: str, *, calendar: Calendar | None = None) -> Account:
        """Account for the move of ``target``'s finish, as :func:`attribute` does."""
        if target not in self._begun.activities:
            raise UnknownCode(target, "question")
        frozen = calendar or self._begun.calendars[self._begun.activities[target].calendar]
        first, *later = self._finishes(target)
        entries, finish = [], first
        total = Shift(working=0, calendar=0)
        for (label, cause), moved_to in zip(self._causes, later, strict=True):
            if finish is not None and moved_to is not None:
                step = shift(frozen, finish, moved_to, closing=True)
                total = Shift(
                    working=total.working + step.working, calendar=total.calendar + step.calendar
                )
                if step:
                    entries.append(Entry(label=label, cause=cause, shift=step))
            finish = moved_to or finish
        return Account(
            target=target,
            entries=tuple(entries),
            total=total,
            before=first,
            after=[first, *later][-1],
        )

    def _schedule(self, states: Sequence[State], options: Options) -> None:
        """Know the finish of everything, from a schedule of each stage."""
        first, stages = schedules(states, options)
        self._causes = [(each.label, each.cause) for each in stages]
        each_one = [first, *(each.standing for each in stages)]
        self._finishes = lambda code: trend(each_one, [code])[code]

    def _count(self, states: Sequence[State], options: Options, targets: Sequence[str]) -> None:
        """Know the finishes of ``targets``, counted for all stages at once."""
        from scheduling.course import finishes  # noqa: PLC0415 - numpy is slow to load

        first, stages = cases(states, options)
        try:
            found = finishes([first, *(each.standing for each in stages)], targets)
        except BeyondHorizon:  # a stage that is only valid together with what comes after it
            self._schedule(states, options)
            return
        self._causes = [(each.label, each.cause) for each in stages]
        self._finishes = found.__getitem__


def attribute(
    states: Sequence[State],
    target: str,
    *,
    calendar: Calendar | None = None,
    options: Options = DEFAULTS,
) -> Account:
    """Account for the move of ``target``'s finish from the first of ``states`` to the last.

    ``states`` are in the order of acceptance; each step is taken apart in the order of
    :class:`Cause`. Working days are those of one frozen ``calendar``, by default the target's in
    the first state, so that they add up, as calendar days do; later is positive. ``target`` is an
    activity's code, in the first state. Raises the errors of :func:`schedule`; UnknownCode where
    the target is not there. (AACE 29R-03: additive, one change after the other.)
    """
    return Attribution(states, options=options).account(target, calendar=calendar)


def but_for(after: Schedule, undo: Change, target: str) -> Shift | None:
    """How much later ``target`` finishes than it would with ``undo``; None without dates.

    In working days of the target's calendar and in calendar days; negative when ``undo`` would make
    it later. Taken over all causes this does not sum to the slip: two causes may each be enough
    for it. Raises as :func:`reschedule` does. (AACE 29R-03: collapsed as-built.)
    """
    without = reschedule(after, undo).dates(target).finish
    finish = after.dates(target).finish
    if without is None or finish is None:
        return None
    return shift(after.calendar(target), without, finish, closing=True)

"""Why a target moved: every accepted change charged with what it moved, in exact sums.

The account is the sequential marginal in order of acceptance (`scheduling.attribute`): nothing is
left over and nothing is spread. What would be without one change is another question; its answers
do not sum.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.errors import Problem, Refused, problem_of
from app.plan.updates import RecordedUpdate, Revision
from app.store import Point, Store
from app.usecases.history import History, Step, history
from app.usecases.reading import NOW, AsOf, Reading, find, recalled, seen_from
from app.usecases.sides import beginning
from app.usecases.undoing import undo
from scheduling import (
    PROJECT,
    Activity,
    Attribution,
    Cause,
    Schedule,
    SchedulingError,
    Shift,
    but_for,
)


class Grouping(StrEnum):
    """By what the charges of an account are added up."""

    UPDATE = "update"
    AGENCY = "agency"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """Where an account begins: a revision at a data date, that of ``baseline`` if it is one."""

    revision: Revision
    data_date: date
    baseline: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What one cause in one accepted change moved the target by; a recovery is negative.

    ``update`` is None for drift that nothing was said about, and for changes of the plan itself.
    ``but_for`` is how much later the target finishes than without the change, where it was asked.
    """

    revision: Revision
    cause: Cause
    shift: Shift
    update: RecordedUpdate | None = None
    but_for: Shift | None = None

    @property
    def agency(self) -> str:
        """Through whom: who was spoken for, else the author's agency, else the author."""
        if self.cause is Cause.DRIFT:
            return ""
        said_for = self.update.update.on_behalf_of if self.update else ""
        return said_for or self.revision.agency or self.revision.author

    def group(self, by: Grouping) -> str:
        """The name of the group that it is part of."""
        if by is Grouping.CAUSE:
            return self.cause.value
        if by is Grouping.AGENCY:
            return self.agency
        number = str(self.revision.number)
        return f"{number}/{self.update.id}" if self.update else number


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Charges added up under a name: an update or revision, an agency (nobody: ""), a cause."""

    name: str
    shift: Shift
    charges: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why ``target`` finishes ``after`` and not ``before``: ``charges`` sum exactly to ``total``.

    Working days are those of ``calendar``, the target's where the account begins.
    """

    reading: Reading
    since: Since
    target: str
    calendar: str
    before: date | None
    after: date | None
    total: Shift
    charges: tuple[Charge, ...]

    def grouped(self, by: Grouping) -> tuple[Group, ...]:
        """The charges added up, the largest first."""
        sums: dict[str, tuple[int, int, int]] = {}
        for charge in self.charges:
            working, calendar, count = sums.get(charge.group(by), (0, 0, 0))
            sums[charge.group(by)] = (
                working + charge.shift.working,
                calendar + charge.shift.calendar,
                count + 1,
            )
        groups = (
            Group(name=name, shift=Shift(working=working, calendar=calendar), charges=count)
            for name, (working, calendar, count) in sums.items()
        )
        return tuple(sorted(groups, key=lambda each: -abs(each.shift.calendar)))

    @property
    def largest_first(self) -> tuple[Charge, ...]:
        """The charges by what they moved either way; equals in the order of acceptance."""
        return tuple(sorted(self.charges, key=lambda each: -abs(each.shift.calendar)))


def why_each(
    store: Store,
    plan: str,
    targets: Sequence[str] = (),
    *,
    baseline: str | None = None,
    since: int | None = None,
    until: AsOf = NOW,
    but_for_each: bool = False,
) -> tuple[Why, ...]:
    """Why each of ``targets`` moved, else the plan's own that were part of it by then."""
    point = find(store, plan, until)
    data_date = seen_from(point.revision, until)
    start = _start(store, point, baseline, since)
    _check_order(start, point, data_date)
    told = history(store, point, start.revision.number)
    reading = recalled(store, point, data_date, told.plan)
    told = told.between(start.data_date, data_date)
    codes = tuple(dict.fromkeys(map(reading.target, targets))) or _own_targets(reading, told)
    work = _Accounting(reading, start, told, codes)
    return tuple(work.account(code, but_for_each=but_for_each) for code in codes)


def _own_targets(reading: Reading, told: History) -> tuple[str, ...]:
    known = told.steps[0].state.network.activities
    return tuple(code for code in reading.targets if code in known) or reading.targets[:1]


def _start(store: Store, until: Point, baseline: str | None, since: int | None) -> Since:
    """Where the account begins, of what it is compared with."""
    asked = None if since is None else AsOf(revision=since)
    begun = beginning(store, until, baseline=baseline, since=asked)
    return Since(
        revision=begun.point.revision,
        data_date=begun.data_date,
        baseline=begun.baseline.name if begun.baseline else None,
    )


def _check_order(since: Since, until: Point, data_date: date) -> None:
    last = until.revision.number
    if since.revision.number <= last and since.data_date <= data_date:
        return
    rule = (
        f"revision {since.revision.number} as of {since.data_date} is later than revision "
        f"{last} as of {data_date}"
    )
    raise Refused([Problem("baseline" if since.baseline else "since", rule)])


class _Accounting:
    """The way from ``since`` to the ``reading``, scheduled once for all targets."""

    def __init__(
        self, reading: Reading, since: Since, told: History, targets: Sequence[str]
    ) -> None:
        self._reading, self._since, self._told = reading, since, told
        self._known = {target: self._found(target) for target in targets}
        try:
            self._attribution = Attribution([step.state for step in told.steps], targets)
        except SchedulingError as error:
            raise Refused([problem_of(error)]) from error

    def account(self, target: str, *, but_for_each: bool) -> Why:
        """Why ``target`` moved."""
        account = self._attribution.account(target)
        asked = _but_for(self._reading.schedule, self._told, target) if but_for_each else {}
        labelled = self._told.labelled
        return Why(
            reading=self._reading,
            since=self._since,
            target=target,
            calendar=self._known[target].calendar,
            before=account.before,
            after=account.after,
            total=account.total,
            charges=tuple(
                _charge(labelled[each.label], each.cause, each.shift, asked.get(each.label))
                for each in account.entries
            ),
        )

    def _found(self, target: str) -> Activity:
        """``target`` as it was when the account begins, which it has to be part of."""
        rule = "must be a milestone: the plan as a whole has no owner"
        if target != PROJECT:
            known = self._told.steps[0].state.network.activities.get(target)
            if known is not None:
                return known
            rule = f"was not part of the plan at revision {self._since.revision.number}"
        raise Refused([Problem("target", rule)])


def _charge(step: Step, cause: Cause, shift: Shift, without: Shift | None) -> Charge:
    """Drift is nobody's statement, even when it ends with one."""
    drifts = cause is Cause.DRIFT
    return Charge(
        revision=step.revision,
        cause=cause,
        shift=shift,
        update=None if drifts else step.update,
        but_for=None if drifts else without,
    )


def _but_for(after: Schedule, told: History, target: str) -> Mapping[str, Shift]:
    return dict(_each_but_for(after, told, target))


def _each_but_for(after: Schedule, told: History, target: str) -> Iterator[tuple[str, Shift]]:
    """How much later the target is than without each change; those that cannot be undone alone
    are left out.
    """
    for before, step in zip(told.steps, told.steps[1:], strict=False):
        try:
            found = but_for(after, undo(before.state, step.state, after), target)
        except SchedulingError:
            continue
        if found is not None:
            yield step.state.label, found

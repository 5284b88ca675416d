"""An agency, or a planner for it, says what has happened to its milestones."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from app.errors import Contradicted, Problem, Refused
from app.plan.model import Milestone, Plan
from app.plan.progress import apply_dates, progress_of, progress_problems
from app.plan.statements import place_of, said_otherwise, update_problems
from app.plan.updates import Author, Update
from app.store import Held, Statement, Store
from app.usecases.accepting import accept, speaking_day
from app.usecases.contradictions import FACTS, Contradiction, contradicted
from app.usecases.expecting import check_expected
from app.usecases.reading import Reading, recalled
from app.usecases.receipts import Receipt, receipt
from app.usecases.retracting import check_retractions, retracted
from app.usecases.speakers import check_speaker
from scheduling import NOT_STARTED, Progress, Span

PROGRESS = ("actual_start", "actual_finish", "remaining", "expected_finish")


def report(
    store: Store,
    plan: str,
    updates: Sequence[Update],
    author: Author,
    now: datetime,
    *,
    data_date: date | None = None,
    expected: int | None = None,
    reason: str = "",
    preview: bool = False,
) -> Receipt:
    """Accept ``updates`` as one revision, all or none, and answer what they did to the plan.

    ``data_date`` is for a planner who enters what was known on a day; else the updates speak of
    today in the plan's zone, or of the data date to which the plan is pinned. ``expected`` is the
    revision that the author had read: Stale if the plan has moved on. ``preview`` does all of it
    and keeps nothing.
    """
    held = store.hold(plan)
    check_speaker(held, updates, author, data_date)
    check_expected(store, held, expected)
    check_retractions(store, held, updates, author)
    before = recalled(store, held.at, held.at.revision.data_date, held.planned)
    statement = Statement(
        author=author,
        now=now,
        data_date=data_date or speaking_day(held, now),
        reason=reason,
        kind="update",
    )
    with store.trying() if preview else nullcontext():
        after = accept_updates(store, held, updates, statement)
    return receipt(before, after, [each.milestone for each in updates], kept=not preview)


def accept_updates(
    store: Store, held: Held, updates: Sequence[Update], statement: Statement
) -> Reading:
    """Check ``updates`` against the plan that is held, and make them its next revision."""
    taken_back = retracted(store, held, updates)
    try:
        after = reported(held, held.planned, updates, statement.data_date, taken_back=taken_back)
    except _Contradicted as error:
        raise contradicted(store, held, error.found) from None
    return accept(store, held, after, statement, updates=updates)


def reported(
    held: Held,
    plan: Plan,
    updates: Sequence[Update],
    data_date: date,
    *,
    taken_back: Mapping[str, Milestone] = MappingProxyType({}),
) -> Plan:
    """``plan`` after ``updates``, checked against it and what was said of it before.

    ``plan`` is what is held, or what its network is about to become; ``taken_back`` has the
    milestones as they are without what the updates take back.
    """
    _check_alone(updates, data_date)
    milestones = _redated(plan, updates, taken_back)
    told = held.updates_with(updates, plan)
    after = replace(
        plan,
        data_date=data_date,
        milestones=milestones,
        progress=progress_of({}, told, milestones),
    )
    standing = _without_taken_back(held, plan, updates)
    _check_against(standing, after, updates, data_date)
    return after


def _without_taken_back(
    held: Held, plan: Plan, updates: Sequence[Update]
) -> Mapping[str, Progress]:
    """The progress that stands beside what ``updates`` say: not what they take back."""
    taken_back = [each for each in updates if each.takes_back is not None]
    if not taken_back:
        return plan.progress
    return progress_of({}, held.updates_with(taken_back, plan), plan.milestones)


def _check_alone(updates: Sequence[Update], data_date: date) -> None:
    if not updates:
        raise Refused([Problem("updates", "must hold at least one update")])
    broken = [
        (index, field, rule)
        for index, update in enumerate(updates)
        for field, rule in update_problems(update, data_date)
    ]
    twice = "is said twice of it in what was sent, and not alike: say it once"
    broken += [(index, field, twice) for index, field in said_otherwise(updates)]
    if broken:
        raise Refused(
            [Problem(place_of(updates, index) + field, rule) for index, field, rule in broken]
        )


def _check_against(
    before: Mapping[str, Progress], after: Plan, updates: Sequence[Update], data_date: date
) -> None:
    """What is half said is refused; what does not go with earlier statements contradicts them."""
    half_said: list[Problem] = []
    contradictions: list[Contradiction] = []
    milestones = {each.code: each for each in after.milestones}
    for index, update in enumerate(updates):
        milestone, place = milestones[update.milestone], place_of(updates, index)
        standing = before.get(update.milestone, NOT_STARTED)
        folded = after.progress.get(update.milestone, NOT_STARTED)
        for field, rule, fact in _cancelled_or_done(standing, update):
            problem = Problem(place + field, rule)
            contradictions.append(_against(update, problem, fact))
        alone = set(_problems_alone(milestone, update, data_date))
        for broken in _progress_problems(milestone, update, folded, data_date):
            problem = Problem(place + broken[0], broken[1])
            if broken in alone:
                half_said.append(problem)
            else:
                contradictions.append(_against(update, problem))
    if half_said:
        raise Refused(half_said)
    if contradictions:
        raise _Contradicted(contradictions)


class _Contradicted(Contradicted):
    """What was contradicted, of which it is not known yet who said it."""

    def __init__(self, found: Sequence[Contradiction]) -> None:
        self.found = found
        super().__init__([each.problem for each in found])


def _against(update: Update, problem: Problem, *facts: str) -> Contradiction:
    return Contradiction(milestone=update.milestone, problem=problem, facts=facts or FACTS)


def _cancelled_or_done(standing: Progress, update: Update) -> Iterator[tuple[str, str, str]]:
    """The field, the rule that it breaks, and the fact that was said before."""
    if standing.cancelled and update.cancelled is None:
        rule = "the milestone was cancelled: say cancelled = false to restore it"
        for field in (*_said_of_progress(update), *_new_dates(update)):
            yield field, rule, "cancelled"
    if standing.actual_finish is not None and update.actual_finish is None:
        rule = f"the milestone was finished on {standing.actual_finish}"
        for field in _beside_finish(update, standing.actual_finish):
            yield field, rule, "actual_finish"


def _beside_finish(update: Update, finish: date) -> Iterator[str]:
    """What ``update`` says that is not so of a milestone that was over on ``finish``."""
    if update.cancelled:
        yield "cancelled"
    for field, days in _new_dates(update).items():
        if not (days.first or finish) <= finish <= days.last:
            yield field


def _progress_problems(
    milestone: Milestone, update: Update, progress: Progress, data_date: date
) -> Iterator[tuple[str, str]]:
    """Rules that ``progress`` breaks because of something that ``update`` says of it."""
    if _said_of_progress(update) or update.takes_back is not None:
        yield from progress_problems(milestone, progress, data_date)


def _problems_alone(
    milestone: Milestone, update: Update, data_date: date
) -> Iterator[tuple[str, str]]:
    alone = progress_of({}, [update], [milestone]).get(milestone.code, NOT_STARTED)
    return progress_problems(milestone, alone, data_date)


def _said_of_progress(update: Update) -> tuple[str, ...]:
    return tuple(field for field in PROGRESS if getattr(update, field) is not None)


def _new_dates(update: Update) -> dict[str, Span]:
    said = {"fixed": update.fixed, "window": update.window}
    return {field: days for field, days in said.items() if days is not None}


def _redated(
    plan: Plan, updates: Sequence[Update], taken_back: Mapping[str, Milestone]
) -> tuple[Milestone, ...]:
    said: dict[str, list[Update]] = {}
    for update in updates:
        said.setdefault(update.milestone, []).append(update)
    return tuple(
        _dated(taken_back.get(each.code, each), said.get(each.code, ())) for each in plan.milestones
    )


def _dated(milestone: Milestone, updates: Sequence[Update]) -> Milestone:
    for update in updates:
        milestone = apply_dates(milestone, update)
    return milestone

"""A plan from one state to another, statement by statement, as the engine accounts for it.

A revision in which several updates were accepted is taken apart into them, in their order, so that
each has its own share of what the revision moved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.plan.model import Milestone, Plan
from app.plan.network import network_after, network_of, options_of
from app.plan.progress import apply_dates, progress_of
from app.plan.updates import RecordedUpdate, Revision
from app.store import Chapter, Point, Store
from scheduling import Network, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A state of the plan, the revision that made it and, where it was one, the update."""

    state: State
    plan: Plan
    revision: Revision
    update: RecordedUpdate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The states of a plan from one revision to another; the first has nothing before it."""

    steps: tuple[Step, ...]

    @property
    def plan(self) -> Plan:
        """The plan as the last step left it."""
        return self.steps[-1].plan

    @property
    def labelled(self) -> Mapping[str, Step]:
        """The steps by the labels of their states."""
        return {step.state.label: step for step in self.steps}

    def between(self, first: date, last: date) -> "History":
        """The same, the first state as of the day ``first``, and at the end as of ``last``."""
        opening, closing = self.steps[0], self.steps[-1]
        steps = [replace(opening, state=replace(opening.state, data_date=first)), *self.steps[1:]]
        if last > steps[-1].state.data_date:
            ahead = replace(closing.state, label="ahead", data_date=last)
            steps.append(replace(closing, state=ahead, update=None))
        return History(steps=tuple(steps))


def history(store: Store, until: Point, since: int) -> History:
    """The plan from revision ``since`` to ``until``."""
    return history_of(store.chapters(until, since))


def history_of(chapters: Sequence[Chapter], network: Network | None = None) -> History:
    """``chapters`` taken apart; what two states have in common is one object.

    ``network`` is that of the first chapter, where it is known.
    """
    return History(steps=tuple(_steps(chapters, network or network_of(chapters[0].plan))))


def _steps(chapters: Sequence[Chapter], network: Network) -> Iterator[Step]:
    plan = chapters[0].plan
    yield _step(chapters[0].revision, None, plan, network)
    for chapter in chapters[1:]:
        for update, after in _states(plan, chapter):
            network = network_after(network, plan, after)
            yield _step(chapter.revision, update, after, network)
            plan = after


def _step(revision: Revision, update: RecordedUpdate | None, plan: Plan, network: Network) -> Step:
    label = str(revision.number) if update is None else f"{revision.number}/{update.id}"
    state = State(
        label=label,
        network=network,
        progress=plan.progress,
        data_date=revision.data_date,
        options=options_of(plan),
    )
    return Step(state=state, plan=plan, revision=revision, update=update)


def _states(before: Plan, chapter: Chapter) -> Iterator[tuple[RecordedUpdate | None, Plan]]:
    """The plan after each update of ``chapter``; after the last one all of it holds.

    What holds more than updates (an accepted scenario may) is not taken apart.
    """
    if not chapter.updates or not _only_reports(before, chapter):
        yield None, chapter.plan
        return
    yield from zip(chapter.updates, _reported(before, chapter.updates[:-1]), strict=False)
    yield chapter.updates[-1], chapter.plan


def _only_reports(before: Plan, chapter: Chapter) -> bool:
    if chapter.revision.kind == "update":
        return True
    *_, reported = _reported(before, chapter.updates)
    return replace(reported, data_date=chapter.plan.data_date) == chapter.plan


def _reported(before: Plan, updates: Sequence[RecordedUpdate]) -> Iterator[Plan]:
    """The plan after each of ``updates``."""
    plan = before
    for recorded in updates:
        milestones = _dated(plan.milestones, recorded)
        touched = [each for each in milestones if each.code == recorded.update.milestone]
        plan = replace(
            before,
            milestones=milestones,
            progress=progress_of(plan.progress, [recorded.update], touched),
        )
        yield plan


def _dated(milestones: tuple[Milestone, ...], recorded: RecordedUpdate) -> tuple[Milestone, ...]:
    update = recorded.update
    if update.fixed is None and update.window is None and update.certainty is None:
        return milestones
    return tuple(
        apply_dates(each, update) if each.code == update.milestone else each for each in milestones
    )

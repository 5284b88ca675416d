"""The earlier statement that a new one contradicts, so that a refusal can name both."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import Contradicted, Problem
from app.plan.taking_back import standing
from app.plan.updates import RecordedUpdate
from app.store import Held, Store
from app.usecases.wording import spoken_day

FACTS = ("actual_start", "actual_finish", "remaining", "expected_finish", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What is wrong, of which milestone, and the facts of it that were said before."""

    milestone: str
    problem: Problem
    facts: Sequence[str] = FACTS


def contradicted(store: Store, held: Held, found: Sequence[Contradiction]) -> Contradicted:
    """The refusal, with the statement that each of ``found`` contradicts."""
    said = _said(store, held)
    earlier = {
        each.problem.place: statement
        for each in found
        if (statement := _last(said.get(each.milestone, ()), each)) is not None
    }
    return Contradicted([each.problem for each in found], earlier)


def both_named(error: Contradicted) -> tuple[Problem, ...]:
    """Its problems, each with who said what it contradicts, and when."""
    return tuple(_against(each, error.earlier.get(each.place)) for each in error.problems)


def _against(problem: Problem, earlier: RecordedUpdate | None) -> Problem:
    if earlier is None:
        return problem
    said = earlier.revision
    by = f"contradicts what {said.author} said, {spoken_day(said.data_date)}"
    return Problem(problem.place, f"{problem.message} ({by})")


def _said(store: Store, held: Held) -> dict[str, list[RecordedUpdate]]:
    """What counts, by the code that its milestone bears now."""
    codes = held.codes_by_update()
    found: dict[str, list[RecordedUpdate]] = {}
    for each in standing(store.updates(held.at)):
        found.setdefault(codes.get(each.id, ""), []).append(each)
    return found


def _last(said: Sequence[RecordedUpdate], contradiction: Contradiction) -> RecordedUpdate | None:
    """The last statement of a fact that the broken rule names, else of any fact."""
    named = [fact for fact in contradiction.facts if fact in contradiction.problem.message]
    for facts in (named, contradiction.facts):
        for each in reversed(said):
            if any(getattr(each.update, fact) is not None for fact in facts):
                return each
    return None

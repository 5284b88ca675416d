"""Taking back what was said: whose it is, whether it still counts, and what stands without it."""

from collections.abc import Iterator, Mapping, Sequence

from app.errors import Contradicted, Forbidden, NotFound, Problem, Refused
from app.plan.model import Milestone
from app.plan.statements import place_of
from app.plan.taking_back import Chapter, fallen_back, standing
from app.plan.updates import Author, RecordedUpdate, Role, Update
from app.store import Held, Said, Store

FIELD = "takes_back"


def check_retractions(store: Store, held: Held, updates: Sequence[Update], author: Author) -> None:
    """What ``updates`` take back was said of the same milestone, by them, and still counts.

    An agency takes back what it said itself; a planner whatever was said.
    """
    asked = [each.takes_back for each in updates if each.takes_back is not None]
    if not asked:
        return
    said = {each.id: each for each in store.updates(held.at)}
    counted = {each.id for each in standing(tuple(said.values()))}
    codes = held.codes_by_update()
    if len(set(asked)) < len(asked):
        raise Refused([Problem(FIELD, "takes one update back twice")])
    for index, update in enumerate(updates):
        if update.takes_back is not None:
            place = place_of(updates, index) + FIELD
            _check(update, said.get(update.takes_back), codes, counted, author, place)


def retracted(store: Store, held: Held, updates: Sequence[Update]) -> dict[str, Milestone]:
    """The milestones of which something is taken back, by code, with the dates that stand then."""
    by_code = {each.code: each for each in held.planned.milestones}
    codes = dict.fromkeys(each.milestone for each in updates if each.takes_back is not None)
    return {code: _without(store, held, by_code[code], updates) for code in codes}


def _check(
    update: Update,
    earlier: RecordedUpdate | None,
    codes: Mapping[int, str],
    counted: set[int],
    author: Author,
    place: str,
) -> None:
    if earlier is None:
        rule = f"there is no update {update.takes_back}"
        raise NotFound("update", str(update.takes_back), [Problem(place, rule)])
    if codes.get(earlier.id) != update.milestone:
        raise Refused([Problem(place, f"is not an update of {update.milestone}")])
    if author.role is Role.AGENCY and earlier.revision.agency != author.agency:
        action = f"take back what {earlier.revision.author} said"
        problem = Problem(place, f"{author.agency} may not {action}")
        raise Forbidden(author.agency, action, [problem])
    if earlier.id not in counted:
        rule = f"update {earlier.id} has been taken back already"
        raise Contradicted([Problem(place, rule)], {place: earlier})


def _without(store: Store, held: Held, milestone: Milestone, new: Sequence[Update]) -> Milestone:
    versions = store.versions(held.at, milestone.uid)
    said = [each for each in held.said if each.uid == milestone.uid]
    counted = {each.id for each in standing(said, new)}
    return fallen_back(tuple(_chapters(versions, said, counted)))


def _chapters(
    versions: Sequence[tuple[int, Milestone]], said: Sequence[Said], counted: set[int]
) -> Iterator[Chapter]:
    at = dict(versions)
    first = min(at)
    numbers = sorted({*at, *(each.revision for each in said)})
    stood = at[first]
    for number in numbers:
        stood = at.get(number, stood)
        here = [each for each in said if each.revision == number]
        yield Chapter(
            milestone=stood,
            said=tuple(each.update for each in here),
            counted=tuple(each.update for each in here if each.id in counted),
        )

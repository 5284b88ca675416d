"""Who may speak of what: milestones that exist, and that are the author's to report on."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from app.errors import Forbidden, NotFound, Problem, Refused, shown
from app.plan.model import Milestone
from app.plan.statements import place_of
from app.plan.updates import Author, Role, Update
from app.store import Held
from app.usecases.accepting import PLANNERS


def check_speaker(
    held: Held, updates: Sequence[Update], author: Author, data_date: date | None
) -> None:
    """``author`` may say all of ``updates``, as of ``data_date`` where that is chosen."""
    milestones = {each.code: each for each in held.planned.milestones}
    check_known(updates, milestones)
    if author.role in PLANNERS:
        _check_spoken_for(updates, milestones)
        return
    if author.role is not Role.AGENCY or not author.agency:
        raise Forbidden(author.name, "report")
    if data_date is not None:
        raise Forbidden(author.name, "choose the data date")
    refused = [
        (place_of(updates, index) + field, action)
        for index, update in enumerate(updates)
        for field, action in _not_theirs(milestones[update.milestone], update, author.agency)
    ]
    if refused:
        told = [Problem(place, f"{author.agency} may not {action}") for place, action in refused]
        raise Forbidden(author.agency, refused[0][1], told)


def _check_spoken_for(updates: Sequence[Update], milestones: Mapping[str, Milestone]) -> None:
    """A planner speaks for those responsible for a milestone, if it says who they are."""
    refused = [
        Problem(
            place_of(updates, index) + "on_behalf_of",
            f"must be one of those responsible for {each.milestone}: {', '.join(agencies)}",
        )
        for index, each in enumerate(updates)
        for agencies in (milestones[each.milestone].agencies,)
        if agencies and each.on_behalf_of not in ("", *agencies)
    ]
    if refused:
        raise Refused(refused)


def check_known(updates: Sequence[Update], codes: Collection[str]) -> None:
    """What ``updates`` speak of is among ``codes``; NotFound names each that is not."""
    unknown = [index for index, each in enumerate(updates) if each.milestone not in codes]
    if not unknown:
        return
    alike = {code.casefold(): code for code in codes}
    problems = [
        Problem(place_of(updates, index) + "milestone", _unknown(updates[index].milestone, alike))
        for index in unknown
    ]
    raise NotFound("milestone", updates[unknown[0]].milestone, problems)


def _unknown(code: str, alike: Mapping[str, str]) -> str:
    """Capitals tell codes apart: who has missed one is told."""
    written = alike.get(code.casefold())
    hint = f": it is written {written}" if written else ""
    return f"there is no milestone {shown(code)}{hint}"


def _not_theirs(milestone: Milestone, update: Update, agency: str) -> Iterator[tuple[str, str]]:
    """The field, and what ``agency`` may not do."""
    if agency not in milestone.agencies:
        yield "milestone", f"report on {milestone.code}"
    elif update.on_behalf_of not in ("", agency):
        yield "on_behalf_of", f"speak for {update.on_behalf_of}"

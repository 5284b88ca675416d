"""What the page of an agency shows: what it owes, and all that it may report on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.pages import words
from app.pages.addresses import milestone_address, plan_address
from app.store import Store
from app.usecases.owed import Owing, owed
from app.usecases.plans import Standing, standings
from app.usecases.scopes import FeedScope, Kind, public_path
from app.usecases.wording import spoken_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A milestone of the agency; ``asked`` says why a word is wanted now, if one is."""

    title: str
    address: str
    when: str
    owner: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPage:
    """An agency in a plan, at the newest revision."""

    agency: str
    plan_title: str
    plan_address: str
    data_date: str
    owed: tuple[Line, ...]
    others: tuple[Line, ...]
    feeds: tuple[tuple[str, str], ...]


def agency_page(store: Store, plan: str, agency: str) -> AgencyPage:
    """The agency; NotFound where the plan names none of this name."""
    debt = owed(store, plan, agency)
    day, asked = debt.reading.data_date, {each.milestone.code for each in debt.milestones}
    return AgencyPage(
        agency=agency,
        plan_title=debt.reading.plan.title,
        plan_address=plan_address(plan),
        data_date=spoken_day(day),
        owed=tuple(
            _line(plan, each.standing, day, tuple(_asked(each))) for each in debt.milestones
        ),
        others=tuple(
            _line(plan, each, day)
            for each in standings(debt.reading, ())
            if agency in each.milestone.agencies and each.milestone.code not in asked
        ),
        feeds=(
            ("what it owes", public_path(FeedScope(plan=plan, kind=Kind.OWED, names=(agency,)))),
            ("all of its", public_path(FeedScope(plan=plan, kind=Kind.AGENCY, names=(agency,)))),
        ),
    )


def _line(plan: str, standing: Standing, day: date, asked: tuple[str, ...] = ()) -> Line:
    milestone = standing.milestone
    return Line(
        title=milestone.title,
        address=milestone_address(plan, milestone.code),
        when=words.when(standing, day),
        owner=milestone.owner,
        asked=asked,
    )


def _asked(owing: Owing) -> Iterator[str]:
    if owing.due_on and owing.overdue:
        yield f"was due on {spoken_day(owing.due_on)}"
    elif owing.due_on and owing.due:
        yield f"due on {spoken_day(owing.due_on)}"
    if owing.silent and owing.last_word:
        yield f"no news since {spoken_day(owing.last_word)}"
    elif owing.silent:
        yield "no news yet"

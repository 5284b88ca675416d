"""What the page of slippage shows: what moved against the approved plan, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import NotFound
from app.pages import words
from app.pages.addresses import milestone_address, plan_address, why_address
from app.pages.asked import query_of
from app.pages.plan_page import approved_name
from app.store import Store
from app.usecases.reading import AsOf, Reading, read
from app.usecases.slippage import Slippage, against_approved
from app.usecases.variance import Comparison, Variance
from app.usecases.why import Charge, Why, why_each
from app.usecases.wording import NO_DATE, spoken_day
from scheduling import Shift

MOST_CAUSES = 10
NOTHING = "nothing in all"
BY = {
    Comparison.NEW: "new",
    Comparison.DROPPED: "no longer planned",
    Comparison.CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What moved a target: how far, what happened, through whom and when."""

    moved: str
    later: bool
    what: str
    title: str
    address: str
    who: str
    day: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Why one target moved, the largest cause first; ``smaller`` says what the others come to."""

    title: str
    address: str
    was: str
    now: str
    moved: str
    causes: tuple[Cause, ...]
    smaller: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A milestone that moved; without an address where the plan holds it no longer."""

    title: str
    address: str
    owner: str
    was: str
    now: str
    moved: str
    later: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage:
    """A plan at one revision and data date against its approved dates."""

    plan_title: str
    plan_address: str
    data_date: str
    revision: int
    looking_ahead: bool
    baseline: str
    accounts: tuple[Account, ...]
    moves: tuple[Move, ...]


def moved_page(store: Store, plan: str, asked: AsOf, target: str | None) -> MovedPage:
    """Why ``target`` moved, else the plan's own, and all that did; NotFound if none is approved."""
    reading = read(store, plan, asked)
    against = against_approved(store, reading)
    if against is None:
        raise NotFound("baseline", "of the plan")
    known = against.before.milestones
    targets = (target,) if target else tuple(code for code in reading.targets if code in known)
    accounts = why_each(store, plan, targets, until=asked) if targets else ()
    return _Draft(reading, query_of(asked)).page(against, accounts)


class _Draft:
    """What all parts of the page share."""

    def __init__(self, reading: Reading, query: str) -> None:
        self._reading = reading
        self._query = query
        self._titles: Mapping[str, str] = {
            each.code: each.title for each in reading.plan.milestones
        }

    def page(self, against: Slippage, accounts: tuple[Why, ...]) -> MovedPage:
        reading = self._reading
        return MovedPage(
            plan_title=reading.plan.title,
            plan_address=plan_address(reading.plan.code, self._query),
            data_date=spoken_day(reading.data_date),
            revision=reading.revision.number,
            looking_ahead=reading.looks_ahead,
            baseline=approved_name(against),
            accounts=tuple(map(self._account, accounts)),
            moves=tuple(map(self._move, filter(_has_moved, against.variances))),
        )

    def _account(self, why: Why) -> Account:
        shown, others = why.largest_first[:MOST_CAUSES], why.largest_first[MOST_CAUSES:]
        return Account(
            title=self._titles[why.target],
            address=self._address(why.target),
            was=_day(why.before),
            now=_day(why.after),
            moved=words.moved(why.total),
            causes=tuple(map(self._cause, shown)),
            smaller=_summed(others),
        )

    def _cause(self, charge: Charge) -> Cause:
        update = charge.update.update if charge.update else None
        code = update.milestone if update else ""
        return Cause(
            moved=words.moved(charge.shift),
            later=charge.shift.calendar > 0,
            what=words.CAUSE[charge.cause],
            title=self._titles.get(code, code),
            address=self._address(code),
            who=charge.agency,
            day=spoken_day(charge.revision.data_date),
            note=_note(charge),
        )

    def _move(self, variance: Variance) -> Move:
        code, finish = variance.code, variance.finish
        dated = variance.comparison is Comparison.DATED
        return Move(
            title=variance.milestone.title,
            address=self._address(code),
            owner=variance.milestone.owner,
            was=words.dated(variance.baseline),
            now=words.dated(variance.forecast),
            moved=_how_far(variance),
            later=bool(finish and finish.calendar > 0),
            why=why_address(self._reading.plan.code, code, self._query) if dated else "",
        )

    def _address(self, code: str) -> str:
        known = code in self._titles
        return milestone_address(self._reading.plan.code, code, self._query) if known else ""


def _has_moved(variance: Variance) -> bool:
    return variance.comparison in BY or variance.most > 0


def _how_far(variance: Variance) -> str:
    """By its finish, which people wait for; by its start where only that moved."""
    if variance.comparison in BY:
        return BY[variance.comparison]
    if variance.finish and variance.finish.calendar:
        return words.moved(variance.finish)
    return f"begins {words.moved(variance.start)}"


def _summed(charges: tuple[Charge, ...]) -> str:
    if not charges:
        return ""
    total = Shift(
        working=sum(each.shift.working for each in charges),
        calendar=sum(each.shift.calendar for each in charges),
    )
    return f"Smaller causes ({len(charges)}): {words.moved(total) if total.calendar else NOTHING}"


def _note(charge: Charge) -> str:
    """What was said; of a change of the plan itself, its reason."""
    if charge.update:
        return charge.update.update.note or charge.update.update.source
    return "" if charge.agency == "" else charge.revision.reason


def _day(day: date | None) -> str:
    return spoken_day(day) if day else NO_DATE

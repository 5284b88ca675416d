"""A scenario seen on any state of the plan, to any target; accepted by many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from app.documents import ChangeEntry, Proposal
from app.errors import Contradicted, Refused
from app.plan import Revision
from app.store import Database
from app.usecases.editing import edit
from app.usecases.plans import revisions
from app.usecases.reading import NOW as NEWEST
from app.usecases.reading import AsOf
from app.usecases.scenarios import Outlook, accept_scenario, outlook, save, scenarios
from app.usecases.whatif import what_if
from scheduling import PROJECT
from tests.plans import NOW, PLANNER
from tests.store.queries import counted

LONGER = {"set_milestone": {"code": "clear", "duration": 10}}
LATER = {"set_milestone": {"code": "draft", "title": "The draft"}}


def proposal(*said: dict[str, Any], **more: Any) -> Proposal:
    return Proposal(changes=tuple(map(ChangeEntry.model_validate, said)), **more)


@pytest.fixture
def moved_on(seeded: Database) -> Database:
    """Revision 1 with the scenario ``longer``, and on 1 June revision 2."""
    with seeded.write() as store:
        save(store, "small", "longer", proposal(LONGER), PLANNER, NOW)
    with seeded.write() as store:
        later = [ChangeEntry.model_validate(LATER)]
        edit(store, "small", later, PLANNER, NOW, data_date=date(2021, 6, 1))
    return seeded


def seen(database: Database, as_of: AsOf = NEWEST, **how: Any) -> Outlook:
    with database.read() as store:
        return outlook(store, "small", "longer", as_of, **how)


def spoken(found: Outlook) -> tuple[int, date, dict[str, int | None]]:
    """The revision and day that it is seen on, and by how many days what moves finishes later."""
    assert found.comparison is not None
    receipt = found.comparison.receipt
    moved = {each.code: each.finish.calendar if each.finish else None for each in receipt.moved}
    return receipt.revision.number, receipt.reading.data_date, moved


@pytest.mark.parametrize(
    ("as_of", "present", "expected"),
    [
        (AsOf(), False, (1, date(2021, 5, 5))),
        (AsOf(), True, (2, date(2021, 6, 1))),
        (AsOf(revision=2), False, (2, date(2021, 6, 1))),
        (AsOf(known_on=date(2021, 5, 31)), False, (1, date(2021, 5, 5))),
        (AsOf(data_date=date(2021, 5, 20)), False, (1, date(2021, 5, 20))),
        (AsOf(data_date=date(2021, 6, 20)), True, (2, date(2021, 6, 20))),
    ],
)
def test_a_scenario_is_seen_on_its_own_revision_or_a_later_state(
    moved_on: Database, as_of: AsOf, present: bool, expected: tuple[int, date]
) -> None:
    assert spoken(seen(moved_on, as_of, present=present)) == (*expected, {"clear": 7, "launch": 7})


@pytest.mark.parametrize(
    ("as_of", "present", "problem"),
    [
        (AsOf(revision=2), True, "present: must not be given beside revision or known_on"),
        (AsOf(known_on=date(2021, 5, 4)), False, "there is no revision"),
        (AsOf(data_date=date(2021, 5, 4)), False, "data_date: must not be before 2021-05-05"),
    ],
)
def test_what_a_scenario_cannot_be_seen_on(
    moved_on: Database, as_of: AsOf, present: bool, problem: str
) -> None:
    with pytest.raises(Exception, match=problem):
        seen(moved_on, as_of, present=present)


def test_a_scenario_was_not_there_before_it_was_saved(moved_on: Database) -> None:
    with moved_on.write() as store:
        save(store, "small", "second", proposal(LONGER), PLANNER, NOW)
    with moved_on.read() as store:
        before, now = scenarios(store, "small", AsOf(revision=1)), scenarios(store, "small")
        with pytest.raises(Refused, match="the scenario is of revision 2: it was not there before"):
            outlook(store, "small", "second", AsOf(revision=1))
    assert [each.name for each in before] == ["longer"]
    assert [each.name for each in now] == ["longer", "second"]


def test_what_was_accepted_later_was_open_then(moved_on: Database) -> None:
    with moved_on.write() as store:
        accept_scenario(store, "small", "longer", PLANNER, NOW)
    with moved_on.read() as store:
        states = [scenarios(store, "small", AsOf(revision=number))[0] for number in (2, 3)]
    assert [each.accepted for each in states] == [None, 3]


def test_a_what_if_is_answered_to_any_target(seeded: Database) -> None:
    adding = {"add_milestone": {"code": "print", "duration": 3}}
    joining = {"add_link": {"from": "draft", "to": "print"}}
    with seeded.read() as store:
        answer = what_if(
            store, "small", proposal(adding, joining), targets=("print", PROJECT, "print")
        )
    assert [each.target for each in answer.receipt.critical] == ["print", PROJECT]
    assert [(each.target, each.before, each.after) for each in answer.paths] == [
        ("print", (), ("review", "draft", "print")),
        (PROJECT, ("forum",), ("forum",)),
    ]
    assert {each.target for each in answer.receipt.floats} == {"print", PROJECT}


def test_an_outlook_reads_the_plan_once(moved_on: Database) -> None:
    seen(moved_on)
    with counted(moved_on) as sent:
        seen(moved_on)
    assert len(sent) == 2 + 1 + 5 + 1  # two states, the scenario, the plan behind it, a link's id


def test_many_who_accept_at_once_make_one_revision(moved_on: Database) -> None:
    def accepting(_: int) -> str:
        try:
            with moved_on.write() as store:
                accept_scenario(store, "small", "longer", PLANNER, NOW)
        except Contradicted as error:
            return str(error)
        return "accepted"

    with ThreadPoolExecutor(max_workers=8) as planners:
        answers = sorted(planners.map(accepting, range(8)))
    assert answers == ["accepted", *["scenario longer: was accepted as revision 3"] * 7]
    assert [each.kind for each in logged(moved_on)] == ["import", "edit", "scenario"]


def logged(database: Database) -> tuple[Revision, ...]:
    with database.read() as store:
        return revisions(store, "small")

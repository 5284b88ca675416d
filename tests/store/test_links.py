"""The ids of links: kept as long as the plan holds the link, and given to no other."""

from dataclasses import replace

from app.plan import PlanLink
from app.store import Change, Database, Statement
from scheduling import LinkType
from tests.plans import LINKS, NOW, PLANNER, SEEDED, small_plan


def kept(database: Database, *links: PlanLink) -> dict[int, PlanLink]:
    """The links by id after the plan was given ``links``."""
    statement = Statement(author=PLANNER, now=NOW, data_date=SEEDED, reason="", kind="edit")
    with database.write() as store:
        held = store.hold("small") if store.plans() else store.found("small", NOW)
        plan = small_plan(links=links)
        store.accept(held, Change(statement=statement, plan=plan, pinned=True))
    return standing(database)


def standing(database: Database, revision: int | None = None) -> dict[int, PlanLink]:
    with database.read() as store:
        plan = store.plan(store.find("small", revision))
    return {link.id: link for link in plan.links}


def test_links_are_counted_from_one(database: Database) -> None:
    assert kept(database, *LINKS) == dict(enumerate(LINKS, start=1))


def test_a_link_keeps_its_id_whatever_of_it_changes(database: Database) -> None:
    first = kept(database, *LINKS)[1]
    changed = replace(first, predecessor="clear", successor="forum", lag=7, type=LinkType.SS)
    after = kept(database, *list(standing(database).values())[1:], changed)
    assert after == {1: changed, 2: LINKS[1], 3: LINKS[2], 4: LINKS[3]}
    assert standing(database, 1) == dict(enumerate(LINKS, start=1))


def test_an_id_is_given_once(database: Database) -> None:
    kept(database, *LINKS)
    kept(database, *list(standing(database).values())[:2])
    assert kept(database, *standing(database).values(), LINKS[3]) == {
        1: LINKS[0],
        2: LINKS[1],
        5: LINKS[3],
    }


def test_what_comes_without_an_id_takes_over_between_the_same_ends(database: Database) -> None:
    twins = (LINKS[0], replace(LINKS[0], type=LinkType.SS))
    kept(database, *twins)
    later = replace(LINKS[0], lag=9)
    assert kept(database, later, twins[1], LINKS[1]) == {1: later, 2: twins[1], 3: LINKS[1]}

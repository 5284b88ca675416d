"""A log that was tampered with is found out, and the first broken entry is named.

Each fault is planted as who owns the database could: with the guards down.
"""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.plan import Update
from app.store import Database, guards
from app.store.chain import FIRST, canonical, digest_of
from app.usecases.archiving import archive
from app.usecases.report import report
from app.usecases.verify import Broken, Verified, verify
from tests.plans import NOW, PLANNER

LATER = NOW + timedelta(days=1)


@pytest.fixture
def story(seeded: Database) -> Database:
    """Three revisions: the import, and twice a report."""
    for days, note in ((1, "begun"), (2, "as planned")):
        with seeded.write() as store:
            said = [Update(milestone="draft", remaining=9 - days, note=note)]
            report(store, "small", said, PLANNER, NOW + timedelta(days=days))
    return seeded


def tampered(database: Database, *statements: str) -> Broken | None:
    """What is found after ``statements``, of which nothing is kept."""
    with database.write() as store:
        connection = store._session.connection()
        guards.take_down(connection)
        for statement in statements:
            assert connection.execute(text(statement)).rowcount != 0
        found = verify(store, "small").broken
        store._session.rollback()
    return found


def test_a_log_that_nobody_touched_is_whole(story: Database) -> None:
    with story.read() as store:
        found = verify(store, "small")
        entries = store.log(store.find("small").plan_id)
    assert found == Verified(plan="small", entries=3, digest=entries[-1].digest, broken=None)
    assert [entry.previous for entry in entries] == [FIRST, *(e.digest for e in entries[:-1])]


FAULTS = {
    "UPDATE plans SET archived_since = 2": Broken(
        revision=3, reason="whether it is in use is not what the log says"
    ),
    "UPDATE plans SET private = true": Broken(
        revision=3, reason="who sees the plan is not what the log says"
    ),
    "UPDATE log SET entry = replace(entry, 'begun', 'ended') WHERE revision = 2": Broken(
        revision=2, reason="its entry was changed after it was written"
    ),
    "DELETE FROM log WHERE revision = 2": Broken(revision=2, reason="it has no entry in the log"),
    "UPDATE log SET previous = digest WHERE revision = 3": Broken(
        revision=3, reason="its entry does not follow the one before"
    ),
    "UPDATE updates SET note = 'ended' WHERE revision = 2": Broken(
        revision=2, reason="its updates are not what its entry says"
    ),
    "DELETE FROM updates WHERE revision = 3": Broken(
        revision=3, reason="its updates are not what its entry says"
    ),
    "UPDATE milestones SET duration = 99 WHERE code = 'clear'": Broken(
        revision=1, reason="its milestones are not what its entry says"
    ),
    "UPDATE milestones SET until = 3 WHERE code = 'forum'": Broken(
        revision=3, reason="its milestones are not what its entry says"
    ),
    "DELETE FROM links WHERE successor = 'forum'": Broken(
        revision=1, reason="its links are not what its entry says"
    ),
    "UPDATE revisions SET author = 'nobody' WHERE number = 2": Broken(
        revision=2, reason="who made it, when or why is not what its entry says"
    ),
    "UPDATE publications SET cause = 'nobody' WHERE revision = 1": Broken(
        revision=1, reason="its publications are not what its entry says"
    ),
    "UPDATE news SET day = '2020-01-01' WHERE revision = 1": Broken(
        revision=1, reason="its news are not what its entry says"
    ),
    "UPDATE baseline_dates SET finish = NULL WHERE code = 'draft'": Broken(
        revision=1, reason="its baseline is not what its entry says"
    ),
}


def test_a_plan_that_is_put_away_and_taken_back_is_whole(story: Database) -> None:
    for restore, since in ((False, 4), (True, None), (False, 6)):
        with story.write() as store:
            archive(store, "small", PLANNER, LATER, restore=restore)
        with story.read() as store:
            kept = store.kept(store.find("small").plan_id)
            assert (kept.archived_since, verify(store, "small").broken) == (since, None)
    back = tampered(story, "UPDATE plans SET archived_since = NULL")
    assert back == Broken(revision=6, reason="whether it is in use is not what the log says")


@pytest.mark.parametrize("statement", FAULTS)
def test_what_was_tampered_with_is_named(story: Database, statement: str) -> None:
    assert tampered(story, statement) == FAULTS[statement]


def test_an_entry_forged_with_its_digest_breaks_the_one_after_it(story: Database) -> None:
    with story.read() as store:
        entry = store.log(store.find("small").plan_id)[1]
    forged = entry.text.replace("begun", "ended")
    digest = digest_of(entry.previous, forged)
    assert digest != entry.digest
    found = tampered(
        story,
        "UPDATE updates SET note = 'ended' WHERE revision = 2",
        "UPDATE log SET entry = replace(entry, 'begun', 'ended'), "
        f"digest = '{digest}' WHERE revision = 2",
    )
    assert found == Broken(revision=3, reason="its entry does not follow the one before")


def test_an_entry_forged_with_its_digest_and_the_link_to_it_breaks_the_next(
    story: Database,
) -> None:
    with story.read() as store:
        entry = store.log(store.find("small").plan_id)[1]
    forged = digest_of(entry.previous, entry.text.replace("begun", "ended"))
    found = tampered(
        story,
        "UPDATE updates SET note = 'ended' WHERE revision = 2",
        "UPDATE log SET entry = replace(entry, 'begun', 'ended'), "
        f"digest = '{forged}' WHERE revision = 2",
        f"UPDATE log SET previous = '{forged}' WHERE revision = 3",
    )
    assert found == Broken(revision=3, reason="its entry was changed after it was written")


def test_a_log_cut_short_is_told_by_a_digest_noted_earlier(story: Database) -> None:
    with story.read() as store:
        noted = verify(store, "small").digest
        assert verify(store, "small", seen=noted).broken is None
        broken = verify(store, "small", seen=FIRST).broken
    assert broken == Broken(revision=3, reason="the digest noted earlier is in no entry")


def test_an_entry_says_who_when_why_and_what_was_before_and_after(story: Database) -> None:
    with story.read() as store:
        entry = store.log(store.find("small").plan_id)[1]
    assert entry.text.startswith('{"after":')
    for said in (
        canonical("Secretariat"),
        f'"recorded_at":{canonical(LATER)}',
        '"key":null',
        '"role":"planner"',
        '"note":"begun"',
    ):
        assert said in entry.text

"""A plan at each of its revisions: read at once, and any part of what was read is an answer."""

from app.store import Database
from tests.store.queries import counted
from tests.usecases.story import tell

PARTS = ((1, 5), (1, 3), (2, 4), (5, 5), (3, 5))


def test_each_chapter_is_the_plan_at_its_revision(seeded: Database) -> None:
    tell(seeded)
    for since, until in PARTS:
        with seeded.read() as store:
            told = store.chapters(store.find("small", until), since)
            points = [store.find("small", number) for number in range(since, until + 1)]
            assert [each.revision for each in told] == [each.revision for each in points]
            assert [each.plan for each in told] == list(map(store.plan, points))
            said = [update for each in told for update in each.updates]
            assert said == [
                each for each in store.updates(points[-1]) if each.revision.number >= since
            ]


def test_what_was_read_is_not_read_again(seeded: Database) -> None:
    tell(seeded)
    with seeded.read() as store:
        points = {until: store.find("small", until) for _, until in PARTS}
        whole = store.chapters(points[5], 1)
        with counted(seeded) as sent:
            for since, until in PARTS:
                assert store.chapters(points[until], since) == whole[since - 1 : until]
    assert len(sent) == 0

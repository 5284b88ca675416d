from datetime import date

import pytest

from app.errors import Contradicted, Forbidden, NotFound, Stale
from app.plan import Author
from app.store import Database
from app.usecases.baselines import baseline, baselines, between_baselines, take
from app.usecases.reading import AsOf, read
from app.usecases.slippage import slippage
from scheduling import Shift
from tests.plans import ECA, NOW, PLANNER, VIEWER
from tests.store.queries import counted
from tests.usecases.story import SEPTEMBER, tell


@pytest.fixture
def two(seeded: Database) -> Database:
    """The seed, the story up to September, and what was approved then as revision 6."""
    tell(seeded)
    with seeded.write() as store:
        take(store, "small", "september", PLANNER, NOW, approved_by="Principals", reason="agreed")
    return seeded


def test_the_dates_are_frozen_as_they_stand(two: Database) -> None:
    with two.read() as store:
        found, before = baseline(store, "small", "september"), read(store, "small")
        (last,) = store.revisions(store.find("small"))[5:]
    assert (found.name, found.approved_by) == ("september", "Principals")
    assert (found.revision, found.data_date) == (6, SEPTEMBER)
    assert found.dates == before.forecasts()
    assert (last.kind, last.reason, last.data_date) == ("baseline", "agreed", SEPTEMBER)


def test_who_takes_it_approves_it_unless_it_is_said(seeded: Database) -> None:
    with seeded.write() as store:
        assert take(store, "small", "again", PLANNER, NOW).approved_by == "Secretariat"


def test_the_last_one_comes_first_and_is_compared_with(two: Database) -> None:
    with two.read() as store:
        found = baselines(store, "small")
        now, then = slippage(store, "small"), slippage(store, "small", as_of=AsOf(revision=5))
    assert [each.name for each in found.baselines] == ["september", "seed"]
    assert (now.before.baseline, then.before.baseline) == ("september", "seed")


def test_what_is_asked_of_the_past_has_its_old_answer(two: Database) -> None:
    with two.read() as store:
        found = baselines(store, "small", AsOf(revision=5))
    assert (found.revision.number, [each.name for each in found.baselines]) == (5, ["seed"])


def test_any_two_are_compared(two: Database) -> None:
    with two.read() as store:
        there = between_baselines(store, "small", "seed", "september", targets=("launch",))
        back = between_baselines(store, "small", "september", "seed", targets=("launch",))
    assert (there.before.baseline, there.after.baseline) == ("seed", "september")
    assert there.of("launch").finish == Shift(working=45, calendar=45)
    assert back.of("launch").finish == Shift(working=-45, calendar=-45)
    assert there.reading.data_date == SEPTEMBER
    assert back.reading.data_date == date(2021, 5, 5)


def test_any_revision_with_any_baseline(two: Database) -> None:
    with two.read() as store:
        found = slippage(store, "small", baseline="september", as_of=AsOf(revision=2))
    assert found.of("launch").finish == Shift(working=-12, calendar=-12)


@pytest.mark.parametrize("author", [ECA, VIEWER], ids=lambda author: author.role)
def test_only_planners_take_one(seeded: Database, author: Author) -> None:
    with seeded.write() as store, pytest.raises(Forbidden):
        take(store, "small", "mine", author, NOW)


def test_a_name_is_given_once_and_nothing_is_kept_of_what_is_refused(two: Database) -> None:
    with two.write() as store:
        with pytest.raises(Contradicted, match="name: is that of another baseline"):
            take(store, "small", "seed", PLANNER, NOW)
        with pytest.raises(Stale):
            take(store, "small", "new", PLANNER, NOW, expected=5)
        assert take(store, "small", "new", PLANNER, NOW, preview=True).revision == 7
    with two.read() as store:
        assert store.find("small").revision.number == 6
        with pytest.raises(NotFound):
            baseline(store, "small", "new")


def test_as_many_queries_for_one_baseline_as_for_two(two: Database) -> None:
    with two.read() as store, counted(two) as listed:
        baselines(store, "small")
    with two.read() as store, counted(two) as early:
        baselines(store, "small", AsOf(revision=2))
    with two.read() as store, counted(two) as compared:
        between_baselines(store, "small", "seed", "september")
    assert (len(listed), len(early), len(compared)) == (3, 3, 17)

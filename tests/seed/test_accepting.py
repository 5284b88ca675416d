"""Plan and history go through the one write path: every statement is accepted, nothing is left."""

from datetime import UTC, date, datetime

from app.plan import Author, Role
from app.store import Database
from app.usecases.importing import import_plan
from app.usecases.reading import AsOf
from app.usecases.replay import replay
from app.usecases.slippage import slippage
from seed import history, imrf_2022

PLANNER = Author(name="Network secretariat", role=Role.PLANNER)
NOW = datetime(2022, 10, 20, 12, tzinfo=UTC)
JUNE = AsOf(known_on=date(2021, 6, 24))
AUGUST = AsOf(known_on=date(2021, 8, 9))


def test_the_store_tells_the_same_story(chosen: Database) -> None:
    with chosen.write() as store:
        import_plan(store, imrf_2022(), PLANNER, NOW, baseline="seed")
    with chosen.write() as store:
        revisions = replay(store, "imrf-2022", history(), PLANNER, NOW)
    with chosen.read() as store:
        against_seed = slippage(store, "imrf-2022", baseline="seed", as_of=AUGUST)
        between = slippage(store, "imrf-2022", since=JUNE, as_of=AUGUST)
        moved = {
            code: (against_seed.of(code).finish, between.of(code).finish)
            for code in ("rr-africa", "sgr-launched")
        }
    assert [revision.data_date for revision in revisions] == sorted({day for day, _ in history()})
    assert {
        code: tuple(None if shift is None else shift.calendar for shift in shifts)
        for code, shifts in moved.items()
    } == {"rr-africa": (33, 50), "sgr-launched": (0, 0)}

"""The database at hand: opened for one question or change, by the planner who sits here."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.configured import settings_now
from app.cli.groups import State
from app.cli.options import OPERATOR
from app.cli.planned import Planned
from app.errors import NotFound
from app.plan import Author, Role
from app.plan.updates import Baseline
from app.store import Database, migrate
from app.usecases.reading import AsOf, Reading, read

EMBEDDED = "sqlite:///"


@contextmanager
def database(*, founding: bool = False) -> Iterator[Database]:
    """The database of the settings, with the schema of this release.

    Only a verb that is ``founding`` makes a file where there is none.
    """
    url = settings_now().database_url
    path = url.removeprefix(EMBEDDED)
    if path != url and not founding and not Path(path).is_file():
        raise NotFound("database", path)
    migrate(url)
    opened = Database(url, connections=1)
    try:
        yield opened
    finally:
        opened.close()


def planner(name: str = OPERATOR) -> Author:
    """Who may write at this machine is a planner: the file is theirs."""
    return Author(name=name, role=Role.PLANNER)


def as_of(state: State) -> AsOf:
    """The state of a stored plan that is meant."""
    return AsOf(revision=state.revision, known_on=state.known_on, data_date=state.data_date)


def planned_of(plan: str, state: State) -> Planned:
    """A stored plan, as it stood or would stand."""
    with database() as opened, opened.read() as store:
        return planned_reading(read(store, plan, as_of(state)))


def baseline_of(plan: str, revision: int, name: str | None) -> Baseline | None:
    """The baseline ``name``, else the last that was taken by ``revision``."""
    with database() as opened, opened.read() as store:
        return store.baseline(store.find(plan).plan_id, name, revision)


def planned_reading(reading: Reading) -> Planned:
    return Planned(plan=reading.plan, schedule=reading.schedule, revision=reading.revision.number)

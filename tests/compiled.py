"""Statements are compiled once a process of the tests, not once for each of a thousand databases.

SQLAlchemy keeps what it has compiled with an engine, and a test has an engine of its own: compiling
anew took a third of what the tests of use cases cost.
"""

from collections import UserDict
from typing import Any

from sqlalchemy import Connection, Engine, event


class Compiled(UserDict[Any, Any]):
    """Statements by what they are. Every dialect of a name is set alike, so none is told apart."""

    def __contains__(self, key: object) -> bool:
        return super().__contains__(_whatever_the_dialect(key))

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(_whatever_the_dialect(key))

    def __setitem__(self, key: Any, statement: Any) -> None:
        super().__setitem__(_whatever_the_dialect(key), statement)


KEPT = {"sqlite": Compiled(), "postgresql": Compiled()}


def share_compiled_statements() -> None:
    """Every connection of this process from now on."""

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=KEPT[connection.dialect.name])


def _whatever_the_dialect(key: Any) -> Any:
    _, *statement = key
    return tuple(statement)

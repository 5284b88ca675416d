"""A copy of a live database, and a database made from such a copy."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from app.errors import NotFound, Problem, Refused

BESIDE = ("-wal", "-shm", "-journal")
SERVED = "is a server's: copy it with pg_dump --format=custom, and bring it back with pg_restore"


def copy(url: str, to: Path) -> None:
    """Write the database as it stands to a new file; who writes meanwhile is not kept waiting."""
    file = _file(url)
    if not file.is_file():
        raise NotFound("database", str(file))
    if to.exists():
        raise Refused([Problem(str(to), "is there already")])
    unfinished = to.with_name(f"{to.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(unfinished)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE").close()
    unfinished.rename(to)


def bring_back(url: str, copied: Path) -> None:
    """Make ``copied``, which has to be whole, the database; there must be none in its place."""
    file = _file(url)
    _check(copied)
    for path in (file, *(file.with_name(file.name + end) for end in BESIDE)):
        if path.exists():
            raise Refused([Problem(str(path), "is there already: move it away first")])
    file.parent.mkdir(parents=True, exist_ok=True)
    copy(f"sqlite:///{copied}", file)


def _file(url: str) -> Path:
    place = make_url(url)
    if place.get_backend_name() != "sqlite" or not place.database:
        raise Refused([Problem("database", SERVED)])
    return Path(place.database)


def _check(copied: Path) -> None:
    """Refuse what is no whole database of the planner's."""
    if not copied.is_file():
        raise NotFound("file", str(copied))
    try:
        with closing(sqlite3.connect(f"{copied.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            whole = opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            opened.execute("SELECT version_num FROM alembic_version").close()
    except sqlite3.Error:
        whole = False
    if not whole:
        raise Refused([Problem(str(copied), "is no whole copy of a database of plans")])

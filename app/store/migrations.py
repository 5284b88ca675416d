"""Brings a schema to this release. Migrations are the only way in which a schema comes to be."""

from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from alembic import command
from app.store.errors import NewerSchema
from app.store.tables import METADATA

INSTALLED = Path(__file__).parents[1] / "alembic"
IN_THE_TREE = Path(__file__).parents[2] / "alembic"


def migrate(url: str, to: str = "head") -> None:
    """Make the schema at ``url`` that of revision ``to``; creates an SQLite file and its folder."""
    _make_folder(url)
    try:
        command.upgrade(configuration(url), to)
    except CommandError as error:
        if isinstance(error.__cause__, ResolutionError):
            raise NewerSchema from error
        raise


def configuration(url: str) -> Config:
    """Alembic without an ini file."""
    config = Config()
    scripts = INSTALLED if INSTALLED.is_dir() else IN_THE_TREE
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def differences(url: str) -> list[Any]:
    """In what the schema at ``url`` differs from the tables; nothing after a migration."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))


def _make_folder(url: str) -> None:
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and place.database:
        Path(place.database).parent.mkdir(parents=True, exist_ok=True)

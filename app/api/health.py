"""Whether the service lives, whether it can answer, and what a type of problem means."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.api.access import Whole
from app.api.problems import KINDS, NOT_READY, TYPES, problem
from app.errors import NotFound, Problem
from app.settings import Settings
from app.store import Busy, Database

LEAST_FREE = 50_000_000
"""Bytes free on the disk of the database below which no more requests should be sent here."""
SQLITE = "sqlite:///"

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def tell_life() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def tell_readiness(request: Request, database: Whole) -> Response:
    """The database answers, and its disk has room for more."""
    settings: Settings = request.app.state.settings
    missing = [*_unanswered(database), *_unwritable(settings.database_url)]
    if missing:
        return problem(NOT_READY, str(missing[0]), errors=missing)
    return JSONResponse({"status": "ready"})


@router.get(TYPES + "{name}")
async def explain_problem(name: str) -> dict[str, object]:
    """What a problem of this type is called, and the status it comes with."""
    kind = KINDS.get(name)
    if kind is None:
        raise NotFound("type of problem", name)
    return {"type": kind.type, "title": kind.title, "status": kind.status}


def _unanswered(database: Database) -> Iterator[Problem]:
    try:
        with database.read() as store:
            store.plans()
    except Busy as error:
        yield Problem("database", str(error))
    except Exception:  # noqa: BLE001 - whatever the driver raises, the answer is the same
        yield Problem("database", "does not answer, or has not been migrated")


def _unwritable(url: str) -> Iterator[Problem]:
    if not url.startswith(SQLITE):
        return
    folder = Path(url.removeprefix(SQLITE)).parent
    if folder.is_dir() and shutil.disk_usage(folder).free < LEAST_FREE:
        yield Problem("disk", f"has less than {LEAST_FREE:,} bytes free")
    if folder.is_dir() and not os.access(folder, os.W_OK):
        yield Problem("disk", "cannot be written")

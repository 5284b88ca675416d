"""The JSON API under ``/api/v1``: one router of all its nouns."""

from fastapi import APIRouter

from app.api import (
    archiving,
    baselines,
    changes,
    critical_path,
    export,
    feeds,
    keys,
    links,
    milestones,
    owed,
    plans,
    revisions,
    risk,
    scenarios,
    schedule,
    slippage,
    trend,
    updates,
    visibility,
    what_if,
    why,
)

PREFIX = "/api/v1"
NOUNS = (
    plans,
    milestones,
    links,
    schedule,
    critical_path,
    slippage,
    why,
    trend,
    risk,
    baselines,
    revisions,
    updates,
    changes,
    what_if,
    scenarios,
    archiving,
    export,
    owed,
    visibility,
    keys,
    feeds,
)

router = APIRouter(prefix=PREFIX)
for noun in NOUNS:
    router.include_router(noun.router)

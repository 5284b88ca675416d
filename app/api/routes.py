"""The JSON API under ``/api/v1``: one router of all its nouns."""

from fastapi import APIRouter

from app.api import (
    baselines,
    critical_path,
    links,
    milestones,
    plans,
    revisions,
    schedule,
    slippage,
    updates,
)

PREFIX = "/api/v1"
NOUNS = (
    plans,
    milestones,
    links,
    schedule,
    critical_path,
    slippage,
    baselines,
    revisions,
    updates,
)

router = APIRouter(prefix=PREFIX)
for noun in NOUNS:
    router.include_router(noun.router)

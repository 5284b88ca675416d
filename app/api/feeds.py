"""Private feeds: made, listed and ended by planners."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from app.api.access import Now, Stored, Writer
from app.api.asked import AskedPage, RevisionNumber
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.feeds import FeedBody, FeedsAnswer, FeedShape, NewFeedAnswer
from app.api.strict import StrictRoute
from app.documents.fields import Code
from app.usecases.subscribing import revoke, subscribe, subscriptions

router = APIRouter(prefix="/feeds", tags=["feeds"], route_class=StrictRoute)
FeedNumber = Annotated[RevisionNumber, Path(description="Number of the feed", examples=[1])]


class AskedFeeds(AskedPage):
    """Of which plan."""

    plan: Code | None = None


@router.get("", summary="List the private feeds", responses=refusals(401, 403, 404, 422))
def list_feeds(
    database: Stored, writer: Writer, asked: Annotated[AskedFeeds, Query()]
) -> FeedsAnswer:
    """All of them or those of one plan, oldest first; a planner's key is needed."""
    with database.read() as store:
        return FeedsAnswer.of(page(database, asked, subscriptions(store, writer, asked.plan)))


@router.post(
    "",
    summary="Make a private feed",
    status_code=201,
    responses=refusals(400, 401, 403, 404, 413, 415, 422),
)
def create_feed(
    database: Stored, now: Now, writer: Writer, body: FeedBody, request: Request
) -> NewFeedAnswer:
    """An address of its own for a part of a plan; it is shown here and never again."""
    with database.write() as store:
        made = subscribe(store, body.scope, writer, now, label=body.label)
    return NewFeedAnswer.made(made, request.app.state.settings.base_url)


@router.delete("/{feed}", summary="End a private feed", responses=refusals(401, 403, 404, 422))
def revoke_feed(database: Stored, now: Now, writer: Writer, feed: FeedNumber) -> FeedShape:
    """At once: for 30 days the address tells that it has ended, then it is gone."""
    with database.write() as store:
        return FeedShape.model_validate(revoke(store, feed, writer, now))

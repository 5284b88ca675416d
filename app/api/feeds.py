"""Private feeds: made, listed and ended by planners."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.access import Stored, Writer
from app.api.asked import AskedPage, RevisionNumber
from app.api.once import Given, Write
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.feeds import FeedBody, FeedsAnswer, FeedShape, NewFeedAnswer
from app.api.strict import StrictRoute
from app.documents.fields import Code
from app.store import Store
from app.usecases.subscribing import revoke, subscribe, subscriptions

router = APIRouter(prefix="/feeds", tags=["feeds"], route_class=StrictRoute)
FeedNumber = Annotated[RevisionNumber, Path(description="Number of the feed", examples=[1])]

HIDDEN = {"Cache-Control": "no-store"}


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
    response_model=NewFeedAnswer,
    responses=refusals(400, 401, 403, 404, 413, 415, 422),
)
def create_feed(write: Write, body: FeedBody, request: Request) -> Response:
    """An address of its own for a part of a plan; it is shown here and never again."""
    base_url = request.app.state.settings.base_url

    def act(store: Store) -> Given:
        made = subscribe(store, body.scope, write.author, write.now, label=body.label)
        answer = NewFeedAnswer.made(made, base_url)
        return Given(answer=answer, status=201, headers=HIDDEN, repeated=answer.without_address)

    return write.once(act)


@router.delete(
    "/{feed}",
    summary="End a private feed",
    response_model=FeedShape,
    responses=refusals(401, 403, 404, 422),
)
def revoke_feed(write: Write, feed: FeedNumber) -> Response:
    """At once: for 30 days the address tells that it has ended, then it is gone."""

    def act(store: Store) -> Given:
        ended = revoke(store, feed, write.author, write.now)
        return Given(answer=FeedShape.model_validate(ended))

    return write.once(act)

"""Keys: administrators make, rotate and revoke them; a secret is shown once."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.api.access import Administrator, Stored
from app.api.asked import Paged, RevisionNumber
from app.api.once import Given, Write
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.keys import KeyBody, KeysAnswer, KeyShape, NewKeyAnswer, RotationBody
from app.api.strict import StrictRoute
from app.store import Store
from app.usecases.keys import NewKey, create_key, revoke_key, rotate_key

KeyId = Annotated[RevisionNumber, Path(description="Id of the key", examples=[2])]
HIDDEN = {"Cache-Control": "no-store"}

router = APIRouter(
    prefix="/keys",
    tags=["keys"],
    route_class=StrictRoute,
    responses=refusals(401, 403, 422, 429),
)


@router.get("", summary="List the keys")
def list_keys(
    database: Stored, _administrator: Administrator, asked: Paged, response: Response
) -> KeysAnswer:
    """All keys, oldest first, with when each was last used.

    What other processes of the service have noted may be missing for half a minute.
    """
    with database.read() as store:
        answer = KeysAnswer.of(page(database, asked, database.uses.seen(store.keys.every())))
    response.headers.update(HIDDEN)
    return answer


@router.post(
    "",
    summary="Make a key",
    status_code=201,
    response_model=NewKeyAnswer,
    responses=refusals(400, 413, 415, 503),
)
def make_key(_administrator: Administrator, write: Write, body: KeyBody) -> Response:
    """A key of 256 random bits. Its secret is in this answer and nowhere else."""

    def act(store: Store) -> Given:
        made = create_key(
            store,
            role=body.role,
            label=body.label,
            agency=body.agency,
            now=write.now,
            expires_at=body.expires_at,
        )
        return _shown_once(made)

    return write.once(act)


@router.post(
    "/{key}/rotation",
    name="rotate_key",
    summary="Rotate a key",
    status_code=201,
    response_model=NewKeyAnswer,
    responses=refusals(400, 404, 409, 413, 415, 503),
)
def rotate(_administrator: Administrator, write: Write, key: KeyId, body: RotationBody) -> Response:
    """A new key for the same holder; for some days both open, so that nobody is locked out."""

    def act(store: Store) -> Given:
        made = rotate_key(
            store,
            key,
            write.now,
            overlap=timedelta(days=body.overlap_days),
            expires_at=body.expires_at,
        )
        return _shown_once(made)

    return write.once(act)


@router.delete(
    "/{key}",
    name="revoke_key",
    summary="Revoke a key",
    response_model=KeyShape,
    responses=refusals(404, 503),
)
def revoke(_administrator: Administrator, write: Write, key: KeyId) -> Response:
    """The key opens nothing from the next request on. Its name stays in the log."""

    def act(store: Store) -> Given:
        ended = revoke_key(store, key, write.now)
        return Given(answer=KeyShape.model_validate(ended))

    return write.once(act)


def _shown_once(made: NewKey) -> Given:
    answer = NewKeyAnswer.of(made)
    return Given(answer=answer, status=201, headers=HIDDEN, repeated=answer.without_secret)
